import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { connectorJsonSchema } from '../../../harness/drivers/connector-schema.ts';

const root = new URL('../../../', import.meta.url);
const validate = new Ajv2020({ strict: false }).compile(connectorJsonSchema());

test('the schema for editors is the one that the code has', () => {
  const file: unknown = JSON.parse(readFileSync(new URL('harness/drivers/connector.schema.json', root), 'utf8'));
  expect(file).toEqual(JSON.parse(JSON.stringify(connectorJsonSchema())));
});

test('the bundled connector file follows it, and a typing mistake does not', () => {
  const text = readFileSync(new URL('examples/reference-connector/connector.yaml', root), 'utf8');
  expect(validate(parse(text))).toBe(true);
  expect(validate(parse(text.replace('lifetime:', 'lifetme:')))).toBe(false);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { annexJsonSchema, annexSchema } from '../../../harness/evidence/annex-schema.ts';

test('the published schema of the annex is that of the code', () => {
  const file = new URL('../../../harness/evidence/annex.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(annexJsonSchema())));
});

test('an annex without indicators, route or instance is none, and unknown keys are refused', () => {
  const whole = {
    format: 1,
    units: [{ type: 'Médecine', indicators: ['lits disponibles'], frequency: 'à chaque changement' }],
    routes: ['direct'],
    instances: [{ name: 'production', establishments: ['99A000014'] }],
    outOfScope: [],
  };
  expect(annexSchema.safeParse(whole).success).toBe(true);
  for (const change of [{ units: [] }, { routes: [] }, { instances: [] }, { format: 2 }, { note: 'x' }]) {
    expect(annexSchema.safeParse({ ...whole, ...change }).success, JSON.stringify(change)).toBe(false);
  }
});

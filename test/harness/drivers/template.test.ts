import { assert, property, string } from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { TemplateError, render, withLocalNames } from '../../../harness/drivers/template.ts';
import type { TemplateFormat } from '../../../harness/drivers/template.ts';
import type { Stimulus } from '../../../harness/model/check.ts';

const STIMULUS: Stimulus = {
  contract: 1,
  id: 's-1',
  kind: 'report-capacity',
  at: '2026-11-23T14:00:00+01:00',
  establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'Clinique « L’Été »', credential: 'supplier' },
  location: { identifier: '199A000014/MED-A', name: 'Médecine' },
  records: [],
};

function filled(template: string, format: TemplateFormat, name = STIMULUS.establishment.name): string {
  const establishment = { ...STIMULUS.establishment, name };
  const place = { stateDir: '/state', instance: { name: 'a', environment: { PORT: '80' } } };
  return render(template, { ...STIMULUS, establishment, ...place }, format);
}

const NAME = '<%= it.establishment.name %>';

describe('a value in a template cannot break out of its place', () => {
  test('in JSON', () => {
    assert(
      property(string(), (name) => {
        expect(JSON.parse(filled(`{"name": ${NAME}}`, 'json', name))).toEqual({ name });
      }),
    );
  });

  test('in XML: no sign of markup is left', () => {
    assert(
      property(string(), (name) => {
        expect(filled(NAME, 'xml', name)).not.toMatch(/[<>"']|&(?!#\d+;)/);
      }),
    );
  });

  test('in CSV: it stays one field of one line', () => {
    assert(
      property(
        string().filter((text) => text.trim() !== '' && !text.includes('\0')),
        (name) => {
          const rows: string[][] = parse(filled(`x;${NAME};y`, 'csv', name), { delimiter: ';' });
          expect(rows).toEqual([['x', name, 'y']]);
        },
      ),
    );
  });

  test('in HL7: it stays one component of one segment', () => {
    assert(
      property(string(), (name) => {
        const text = filled(NAME, 'hl7', name);
        expect(text).not.toMatch(/[|^~&]|\p{Cc}/u);
        const signs: Readonly<Record<string, string>> = { F: '|', S: '^', T: '&', R: '~', E: '\\' };
        const read = text.replaceAll(/\\([FSTRE])\\/g, (...[, sign]) => signs[String(sign)] ?? '');
        expect(read).toBe(name.replaceAll(/\p{Cc}/gu, ' '));
      }),
    );
  });

  test('in an address', () => {
    const url = new URL(filled(`http://localhost/Location?identifier=<%= it.location.identifier %>&a=${NAME}`, 'url'));
    expect(url.searchParams.get('identifier')).toBe('199A000014/MED-A');
    expect(url.searchParams.get('a')).toBe(STIMULUS.establishment.name);
  });
});

function faultOf(template: string): unknown {
  try {
    return filled(template, 'text');
  } catch (error) {
    return error;
  }
}

describe('what is wrong with a template is one line', () => {
  test.each([
    ['a tag that is not closed', '<%= it.id', 'unclosed tag'],
    ['a statement that is none', '<% if (a { %>', 'Bad template syntax'],
    ['a value that is not there', '<%= it.nothing.at.all %>', "reading 'at'"],
  ])('%s', (...[, template, message]) => {
    const fault = faultOf(template);
    expect(fault).toBeInstanceOf(TemplateError);
    expect(String(fault)).toContain(message);
    expect(String(fault)).not.toMatch(/\n|__eta/);
  });
});

test('a program gets the names of the product only where the connector file maps them, a template always', () => {
  const mapping = { establishments: { '99A000014': 'H1' }, units: {} };
  const told = withLocalNames(STIMULUS, mapping, 'mapped');
  expect(told).toEqual({ ...STIMULUS, establishment: { ...STIMULUS.establishment, local: 'H1' } });
  expect(withLocalNames(STIMULUS, mapping, 'always').location).toMatchObject({ local: '199A000014/MED-A' });
  expect(withLocalNames(STIMULUS, { establishments: {}, units: {} }, 'mapped')).toEqual(STIMULUS);
});

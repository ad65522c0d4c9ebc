import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkFault } from '../../mock-server/faults/check-fault.ts';
import { faultSchema } from '../../mock-server/faults/fault-schema.ts';
import { mtlsRefusal } from '../../mock-server/trust/settings.ts';

const PAGE = readFileSync(new URL('../../docs/planned-faults.md', import.meta.url), 'utf8');

const described = z.looseObject({
  properties: z.looseObject({
    action: z.looseObject({
      oneOf: z.array(z.looseObject({ properties: z.looseObject({ kind: z.looseObject({ const: z.string() }) }) })),
    }),
  }),
});
const SCHEMA = described.parse(z.toJSONSchema(faultSchema, { io: 'input' }));

/** The first cells of a table of the page, code marks removed. */
function firstCells(name: string): string[] {
  const table = new RegExp(`<!-- ${name} -->(.*)<!-- /${name} -->`, 's').exec(PAGE)?.[1] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) => (line.split('|')[1] ?? '').replaceAll('`', '').trim());
}

describe('the page on planned faults', () => {
  it('lists every member and every action that there is, and no other', () => {
    const { action, ...selectors } = SCHEMA.properties;
    expect(firstCells('selectors').toSorted()).toEqual(Object.keys(selectors).toSorted());
    const kinds = action.oneOf.map(({ properties }) => properties.kind.const);
    expect(firstCells('actions').toSorted()).toEqual(kinds.toSorted());
  });

  it('names every member of an action', () => {
    const members = SCHEMA.properties.action.oneOf.flatMap(({ properties }) => Object.keys(properties));
    expect(members.length).toBeGreaterThan(8);
    expect(
      members.filter((name) => !['kind', 'certificate', 'status'].includes(name) && !PAGE.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it('shows faults that the mock takes', () => {
    const shown = [...PAGE.matchAll(/\{\s*"(?:call|operation)"[^']*?\}\s*\}/g)].map(([text]) => text);
    expect(shown).toHaveLength(5);
    for (const text of shown) expect(() => checkFault(faultSchema.parse(JSON.parse(text)))).not.toThrow();
  });

  it('tells of each value of mtlsRefusal', () => {
    for (const value of Array.isArray(mtlsRefusal.values) ? mtlsRefusal.values : []) {
      expect(PAGE).toContain(`| \`${value}\``);
    }
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READ_SETTINGS } from '../../../mock-server/consultation/read-settings.ts';
import { SEARCH_PARAMETERS } from '../../../mock-server/consultation/search/parameter-table.ts';
import { ROOT } from '../../gates/run-tool.ts';

const PAGE = readFileSync(join(ROOT, 'docs/consultation.md'), 'utf8');

/** `name` (type) pairs that the page lists for a type. */
function listed(type: string): string[] {
  const row = new RegExp(`^\\| ${type} +\\|(.*)\\|$`, 'm').exec(PAGE)?.[1] ?? '';
  return [...row.matchAll(/`([\w-]+)` \((\w+)\)/g)].map(([, name, kind]) => `${name} ${kind}`);
}

describe('docs/consultation.md', () => {
  it.each(Object.entries(SEARCH_PARAMETERS))('lists the search parameters of %s', (type, parameters) => {
    expect(listed(type)).toEqual(parameters.map(({ name, type: kind }) => `${name} ${kind}`));
  });

  it('names every setting of the consultation', () => {
    const missing = Object.keys(READ_SETTINGS).filter((name) => !PAGE.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

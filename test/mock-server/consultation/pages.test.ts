import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESULT_LIMITS } from '../../../mock-server/consultation/result-pages.ts';
import { NOW } from '../in-process.ts';
import { consultation } from './consultation-under-test.ts';
import type { Page } from './consultation-under-test.ts';

const many = (count: number): { resourceType: string; id: string; meta: { lastUpdated: string } }[] =>
  Array.from({ length: count }, (_, index) => ({
    resourceType: 'Practitioner',
    id: `p-${index}`,
    meta: { lastUpdated: new Date(NOW - index * 60_000).toISOString() },
  }));

const BASE = 'https://ror.example/ws-diffusion-fhir';

function linkOf(page: Page, relation: string): string | null {
  const url = page.link.find((one) => one.relation === relation)?.url;
  return url === undefined ? null : url.slice(BASE.length);
}

/** Every page of a search, by its links. */
async function pagesOf(page: (target: string) => Promise<Page>, target: string): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let next: string | null = target; next !== null; next = linkOf(pages.at(-1) ?? { total: 0, link: [] }, 'next')) {
    pages.push(await page(next));
  }
  return pages;
}

const idsOf = (page: Page): readonly string[] => (page.entry ?? []).map(({ resource }) => resource.id);

describe('the pages of a search', () => {
  it('hold every match exactly once, in order, whatever their size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), fc.boolean(), async (count, size, isSorted) => {
        const { page } = consultation({ resources: many(count) });
        const sort = isSorted ? '&_sort=_lastUpdated' : '';
        const pages = await pagesOf(page, `/Practitioner?_count=${size}${sort}`);
        const expected = many(count).map(({ id }) => id);
        expect(pages.flatMap(idsOf)).toEqual(isSorted ? expected.toReversed() : expected);
        expect(pages.map(({ total }) => total)).toEqual(pages.map(() => count));
        expect(pages.slice(0, -1).every((one) => idsOf(one).length === size)).toBe(true);
        const second = pages[1];
        const back = second === undefined ? pages[0] : await page(linkOf(second, 'previous') ?? '');
        expect(idsOf(back ?? { total: 0, link: [] })).toEqual(idsOf(pages[0] ?? { total: 0, link: [] }));
      }),
      { numRuns: 40 },
    );
  });

  it('hold 200 by default, and at most what maxPageSize says', async () => {
    const resources = many(450);
    const sizes = async (target: string, maxPageSize = 1_000): Promise<readonly number[]> => {
      const { page } = consultation({ resources, settings: { maxPageSize } });
      return (await pagesOf(page, target)).map((one) => idsOf(one).length);
    };
    expect(await sizes('/Practitioner')).toEqual([200, 200, 50]);
    expect(await sizes('/Practitioner?_count=500')).toEqual([450]);
    expect(await sizes('/Practitioner?_count=500', 300)).toEqual([300, 150]);
  });

  it('_count=0 gives the total alone', async () => {
    const page = await consultation().page('/Location?_count=0');
    expect(page).toMatchObject({ total: 5 });
    expect(page.entry).toBeUndefined();
    expect(page.link).toHaveLength(1);
  });

  it.each([
    ['all', 10_050],
    ['cut', 10_000],
  ] as const)('end after 10 000 matches; total is %s', async (cutTotal, total) => {
    const { page } = consultation({ resources: many(10_050), settings: { cutTotal } });
    const pages = await pagesOf(page, '/Practitioner?_count=1000');
    expect(pages[0]?.total).toBe(total);
    expect(new Set(pages.flatMap(idsOf)).size).toBe(10_000);
  });

  it('are for whoever searched, and for a time', async () => {
    const { page, refused } = consultation();
    const next = linkOf(await page('/Location?_count=2'), 'next') ?? '';
    const gone = { status: 410, code: 'read.page-gone' };
    expect(await refused(next, { caller: { clientId: 'another' } })).toMatchObject(gone);
    expect(await refused(next, { request: { nowMs: NOW + RESULT_LIMITS.lifetimeMs } })).toMatchObject(gone);
    expect(await refused(next.replace('offset=2', 'offset=99'))).toMatchObject(gone);
    expect(await refused('?_getpages=unknown&_getpagesoffset=0')).toMatchObject(gone);
    expect(await refused(`${next}&status=active`)).toMatchObject({ status: 400, code: 'read.parameter-unknown' });
    expect(idsOf(await page(next))).toEqual(['l-secret', 'l-town']);
  });

  it('of one client push out its own oldest ones only', async () => {
    const { page, refused } = consultation();
    const other = linkOf(await page('/Location?_count=1', { caller: { clientId: 'other' } }), 'next') ?? '';
    const links: string[] = [];
    for (let index = 0; index <= RESULT_LIMITS.ofOneClient; index += 1) {
      links.push(linkOf(await page('/Location?_count=1'), 'next') ?? '');
    }
    expect(await refused(links[0] ?? '')).toMatchObject({ status: 410 });
    expect((await page(links[1] ?? '')).entry).toHaveLength(1);
    expect((await page(other, { caller: { clientId: 'other' } })).entry).toHaveLength(1);
  });

  it('keep includes, distances and the format', async () => {
    const { page } = consultation();
    const target = '/Location?near=47|2|12|km&_count=1&_revinclude=HealthcareService:location&_format=json';
    const next = linkOf(await page(target), 'next') ?? '';
    expect(next).toContain('_format=json');
    const second = await page(next);
    expect(idsOf(second)).toEqual(['l-ms', 'h-ms']);
    expect(second.entry?.[0]?.search.extension).toHaveLength(1);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS, printFilter } from '../../../mock-server/consultation/filter/filter-node.ts';
import type { FilterNode } from '../../../mock-server/consultation/filter/filter-node.ts';
import { parseFilter } from '../../../mock-server/consultation/filter/parse-filter.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import { consultation } from './consultation-under-test.ts';
import { tre } from './sample-resources.ts';

const value = fc.record({ text: fc.string({ maxLength: 12 }), isQuoted: fc.boolean() });
const comparison = fc.record({
  kind: fc.constant('compare' as const),
  path: fc.constantFrom('name', '_id', 'location.nb-capacity', 'organization._lastUpdated:above'),
  operator: fc.constantFrom(...FILTER_OPERATORS),
  values: fc.array(value, { minLength: 1, maxLength: 3 }),
});
const node = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    comparison,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
  ),
})).node;

/** What a filter means: quotes that only the printer needs are no difference. */
function meaning(from: FilterNode): unknown {
  if (from.kind === 'compare') return { ...from, values: from.values.map(({ text }) => text) };
  return from.kind === 'not' ? { kind: 'not', of: meaning(from.of) } : { kind: from.kind, of: from.of.map(meaning) };
}

describe('a filter', () => {
  it('read from its print is the same filter', () => {
    fc.assert(
      fc.property(node, (filter) => {
        expect(meaning(parseFilter(printFilter(filter)))).toEqual(meaning(filter));
      }),
    );
  });

  it('is read or refused, whatever the text', () => {
    const piece = fc.constantFrom('(', ')', '"', 'or', 'and', 'not', 'eq', 'name', ' ', '[', '\\', 'x|y', ',');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (text) => {
          const read = (): unknown => {
            try {
              return parseFilter(text);
            } catch (error) {
              return error instanceof FhirError ? 'refused' : error;
            }
          };
          expect(read()).not.toBeInstanceOf(Error);
        },
      ),
    );
  });

  it.each([
    ['long', `name eq ${'x'.repeat(4_000)}`],
    ['deep', `${'('.repeat(21)}name eq x${')'.repeat(21)}`],
    ['wide', Array.from({ length: 201 }, () => 'a eq b').join(' and ')],
    ['of many values', `name eq ${Array.from({ length: 201 }, (_, index) => index).join(' or ')}`],
  ])('too %s is refused', (_how, text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: 'read.too-many' }));
  });

  it('the shorthand is no standard grammar', () => {
    expect(() => parseFilter('a eq 1 or 2', 'standard')).toThrow(
      expect.objectContaining({ code: 'read.filter-syntax' }),
    );
    expect(parseFilter('a eq 1 or a eq 2', 'standard').kind).toBe('or');
  });
});

const SPECIALTY = tre('TRE_R211-ActiviteOperationnelle');

describe('a search with _filter', () => {
  it.each([
    // As published.
    ['/Location', '(address-postalcode eq "22" or "29" or "35" or "36")', ['l-ms', 'l-town']],
    ['/Location', '(_id eq l-ms or l-mco)', ['l-mco', 'l-ms']],
    ['/Location', '(identifier eq 199A/MCO or 24/5)', ['l-mco', 'l-free']],
    [
      '/HealthcareService',
      '(_lastUpdated ge 2026-05-01T15:00 or organization._lastUpdated:above ge 2026-05-01T15:00)',
      ['h-mco', 'h-secret', 'h-town'],
    ],
    [
      '/HealthcareService',
      `(specialty eq ${SPECIALTY}|005 or ${SPECIALTY}|356)`,
      ['h-mco', 'h-ms', 'h-secret', 'h-town'],
    ],
    [
      '/HealthcareService',
      `(((service-category eq 102) or (specialty eq ${SPECIALTY}|356)) and (age-range-low le 35|https://unitsofmeasure.org|a and age-range-high ge 35|https://unitsofmeasure.org|a))`,
      ['h-mco', 'h-ms', 'h-secret', 'h-town'],
    ],
    ['/HealthcareService', '(location.address-postalcode eq "45999" or "22000")', ['h-mco', 'h-ms']],
    // Operators.
    ['/Location', 'status ne active', ['l-ms', 'l-town', 'l-free']],
    ['/Location', 'not (status eq active)', ['l-ms', 'l-town', 'l-free']],
    ['/Location', 'status pr false', ['l-town', 'l-free']],
    ['/Location', 'status pr true', ['l-mco', 'l-ms', 'l-secret']],
    ['/Location', 'address-city co FONTAINE', ['l-mco']],
    ['/Location', 'address-city ew ete', ['l-mco']],
    ['/Location', 'address-city sw aut', ['l-ms']],
    ['/Location', 'nb-capacity gt 6', ['l-mco']],
    ['/Location', 'nb-capacity ne 4', ['l-mco', 'l-secret', 'l-town', 'l-free']],
    ['/Location', 'capacity-update-date sa 2026-03-01', ['l-mco']],
    ['/Location', 'near eq 47|2|5|km', ['l-mco']],
    ['/Location', 'organization re Organization/eg', ['l-mco']],
  ])('%s?_filter=%s finds %j', async (path, filter, expected) => {
    expect(await consultation().ids(`${path}?_filter=${encodeURIComponent(filter)}`)).toEqual(expected);
  });

  it('eq of a text compares its beginning, or all of it', async () => {
    const target = '/Location?_filter=address-postalcode eq "45"';
    expect(await consultation({ settings: { filterText: 'starts-with' } }).ids(target)).toEqual(['l-mco']);
    expect(await consultation({ settings: { filterText: 'equals' } }).ids(target)).toEqual([]);
  });

  it('in the standard grammar alone refuses the shorthand', async () => {
    const { refused } = consultation({ settings: { filterGrammar: 'standard' } });
    expect((await refused('/Location?_filter=_id eq l-ms or l-mco')).code).toBe('read.filter-syntax');
  });

  it.each([
    ['status gt active', 'read.filter-operator'],
    ['nb-capacity ap 5', 'read.filter-operator'],
    ['near ne 47|2|5|km', 'read.filter-operator'],
    ['status:not eq active', 'read.modifier'],
    ['staatus eq active', 'read.parameter-unknown'],
    ['nb-capacity eq many', 'read.parameter-form'],
    ['status pr perhaps', 'read.parameter-form'],
    ['status eq ""', 'read.parameter-form'],
  ])('%s is refused with %s', async (filter, code) => {
    expect((await consultation().refused(`/Location?_filter=${encodeURIComponent(filter)}`)).code).toBe(code);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdentifier } from '../../../mock-server/feed/identifier-query.ts';

describe('the query of a PATCH', () => {
  it.each([
    ['identifier=1350054680/SSR38888', '1350054680/SSR38888'],
    ['identifier=1350054680%2FSSR38888', '1350054680/SSR38888'],
    ['identifier=1350054680%2fSSR+1%20x', '1350054680/SSR 1 x'],
    ['identifier=%C3%A9&_format=json', 'é'],
    ['&identifier=a=b&', 'a=b'],
  ])('%s names %s', (query, identifier) => {
    expect(readIdentifier(query)).toEqual({ ok: true, identifier });
  });

  it.each([
    ['', 'identifier-missing'],
    ['identifier', 'identifier-missing'],
    ['identifier=', 'identifier-missing'],
    ['Identifier=a', 'parameter-unknown'],
    ['identifier=a&_id=1', 'parameter-unknown'],
    ['identifier:exact=a', 'parameter-unknown'],
    ['_id=1', 'parameter-unknown'],
    ['identifier=a&identifier=a', 'identifier-repeated'],
    ['identifier=a|b', 'identifier-form'],
    ['identifier=%7Cb', 'identifier-form'],
    ['identifier=a,b', 'identifier-form'],
    ['identifier=%E9', 'query-malformed'],
    ['identifier=%', 'query-malformed'],
    ['%ZZ=1', 'query-malformed'],
  ])('%s is refused: %s', (query, fault) => {
    expect(readIdentifier(query)).toMatchObject({ ok: false, fault });
  });

  it('gives back any identifier that was encoded, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !/[|,]/.test(text)),
        (text) => {
          expect(readIdentifier(`identifier=${encodeURIComponent(text)}`)).toEqual({ ok: true, identifier: text });
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (query) => typeof readIdentifier(query).ok === 'boolean'));
  });
});

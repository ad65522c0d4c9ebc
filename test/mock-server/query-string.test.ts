import { array, assert, oneof, property, record, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../mock-server/query-string.ts';

describe('a query string', () => {
  it('gives back every name and value that was encoded, in order', () => {
    const text = string({ unit: 'grapheme' });
    assert(
      property(array(record({ name: string({ unit: 'grapheme', minLength: 1 }), value: text })), (pairs) => {
        const query = pairs
          .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          .join('&');
        expect(parseQuery(query)).toEqual({ ok: true, parameters: pairs });
      }),
    );
  });

  it('reads a blank as + or %20, and a slash raw or encoded', () => {
    expect(parseQuery('identifier=a+b')).toEqual({ ok: true, parameters: [{ name: 'identifier', value: 'a b' }] });
    expect(parseQuery('identifier=a%20b')).toEqual({ ok: true, parameters: [{ name: 'identifier', value: 'a b' }] });
    expect(parseQuery('identifier=199A/MED')).toEqual(parseQuery('identifier=199A%2fMED'));
  });

  it('is read, or names the piece of it that cannot be, whatever it is', () => {
    const hostile = oneof(string(), stringMatching(/^[%=&+0-9a-fA-F]*$/));
    assert(
      property(hostile, (query) => {
        const reading = parseQuery(query);
        const pieces = query.split('&').filter((one) => one !== '');
        return reading.ok ? reading.parameters.length === pieces.length : pieces.includes(reading.piece);
      }),
      { numRuns: 500 },
    );
  });
});

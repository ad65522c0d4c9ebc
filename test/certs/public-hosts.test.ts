import { describe, expect, it } from 'vitest';
import { mergeHosts, parsePublicHost } from '../../certs/public-hosts.ts';

describe('parsePublicHost', () => {
  it.each([
    ['ROR.Example.org', 'dns', 'ror.example.org'],
    [' build-7 ', 'dns', 'build-7'],
    ['hôpital.example', 'dns', 'xn--hpital-ixa.example'],
    ['*.example.org', 'dns', '*.example.org'],
    ['192.0.2.7', 'ip', '192.0.2.7'],
    ['[2001:DB8::0:1]', 'ip', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1', 'ip', '2001:db8::1'],
  ])('reads %j as %s %s', (text, type, value) => {
    expect(parsePublicHost(text)).toEqual({ type, value });
  });

  it.each([
    '',
    ' ',
    'https://ror.example',
    'ror.example:8443',
    'a/b',
    'a?b',
    'a#b',
    'a@b',
    'a\\b',
    'a%62',
    'a..b',
    '-a',
    'a b',
    '*',
    '1.2.3',
    '0x7f.1',
    'a\0b',
  ])('refuses %j', (text) => {
    expect(() => parsePublicHost(text)).toThrow(
      expect.objectContaining({ name: 'PkiError', code: 'certs.invalid-public-host', subject: text }),
    );
  });
});

describe('mergeHosts', () => {
  it('keeps each host once, the first list first', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(parsePublicHost);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three hosts were given');
    expect(mergeHosts([a, b], [b, c, a])).toEqual([a, b, c]);
  });
});

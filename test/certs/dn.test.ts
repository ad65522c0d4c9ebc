import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDn, DnError, formatDn, parseDn } from '../../certs/dn.ts';
import type { Dn, DnNearMiss, DnVerdict } from '../../certs/dn.ts';

const EXAMPLE = 'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR';
const ACCENTS = String.raw`CN=AUTRE\+CLIENT,OU=10B0152872,O=CH D'ÉTÉ\, SITE NORD,ST=Rhône (69),C=FR`;

/** The strings that Keycloak's exact mode was run with: configured, in the certificate, verdict, near miss. */
const CONFIGURED: readonly (readonly [string, string, string, DnVerdict, DnNearMiss | null])[] = [
  ['the form of ANS', EXAMPLE, EXAMPLE, 'match', null],
  ['a space after each comma', EXAMPLE.replaceAll(',', ', '), EXAMPLE, 'match', null],
  ['spaces around each equals sign', EXAMPLE.replaceAll('=', ' = '), EXAMPLE, 'match', null],
  ['semicolons as separators', EXAMPLE.replaceAll(',', ';'), EXAMPLE, 'match', null],
  ['a trailing space', `${EXAMPLE} `, EXAMPLE, 'match', null],
  ['types in lower case', EXAMPLE.replace(/[A-Z]+=/g, (type) => type.toLowerCase()), EXAMPLE, 'match', null],
  ['S for ST', EXAMPLE.replace('ST=', 'S='), EXAMPLE, 'match', null],
  ['an OID for CN', EXAMPLE.replace('CN=', '2.5.4.3='), EXAMPLE, 'match', null],
  ['quoted values', EXAMPLE.replace(/=([^,]+)/g, '="$1"'), EXAMPLE, 'match', null],
  ['escaped comma and plus, accents', ACCENTS, ACCENTS, 'match', null],
  [
    'quoted comma and plus',
    `CN="AUTRE+CLIENT",OU=10B0152872,O="CH D'ÉTÉ, SITE NORD",ST=Rhône (69),C=FR`,
    ACCENTS,
    'match',
    null,
  ],
  [
    'accents as hex, as nginx writes them',
    String.raw`CN=AUTRE\+CLIENT,OU=10B0152872,O=CH D'\C3\89T\C3\89\, SITE NORD,ST=Rh\C3\B4ne (69),C=FR`,
    ACCENTS,
    'match',
    null,
  ],
  ['the reversed order', EXAMPLE.split(',').toReversed().join(','), EXAMPLE, 'reversed', 'reversed'],
  ['a value in another case', EXAMPLE.replace('CLIENT_TEST_RORN', 'client_test_rorn'), EXAMPLE, 'near', 'case'],
  ['a doubled inner space', EXAMPLE.replace('GIP - ', 'GIP -  '), EXAMPLE, 'near', 'space'],
  ['decomposed accents', ACCENTS.normalize('NFD'), ACCENTS, 'near', 'normalisation'],
  ['a multi-valued RDN', EXAMPLE.replace(',OU=', '+OU='), EXAMPLE, 'different', null],
];

describe('compareDn', () => {
  it.for(CONFIGURED)('judges %s as Keycloak does', ([, configured, actual, verdict, nearMiss]) => {
    expect(compareDn(configured, actual)).toEqual({ verdict, nearMiss, attribute: null });
  });

  it.for([
    ['the slash form', '/C=FR/ST=Paris (75)/O=GIP - TEST3012/OU=33333333333/CN=CLIENT_TEST_RORN', 'slash-form', 0],
    ['an unescaped comma', String.raw`CN=X,O=CH D'ÉTÉ, SITE NORD,C=FR`, 'missing-equals', 17],
  ] as const)('refuses %s as configured name', ([, configured, reason, position]) => {
    expect(() => compareDn(configured, EXAMPLE)).toThrow(
      expect.objectContaining({ name: 'DnError', reason, position }),
    );
  });

  it.each([
    ['one other value', EXAMPLE.replace('CLIENT_TEST_RORN', 'CLIENT_TEST_RORN_CONSO'), 'CN'],
    ['a name cut short', EXAMPLE.replace('TEST3012', 'TEST30'), 'O'],
    ['a missing attribute', EXAMPLE.replace('ST=Paris (75),', ''), 'ST'],
    ['an attribute too many', EXAMPLE.replace('C=FR', 'L=Paris,C=FR'), 'L'],
  ])('names the attribute in case of %s', (_, configured, attribute) => {
    expect(compareDn(configured, EXAMPLE)).toEqual({ verdict: 'near', nearMiss: 'attribute', attribute });
  });

  it('says reversed when the order is the main slip among several', () => {
    const configured = EXAMPLE.toLowerCase().split(',').toReversed().join(', ');
    expect(compareDn(configured, EXAMPLE)).toEqual({ verdict: 'near', nearMiss: 'reversed', attribute: null });
  });

  it('says different for another client', () => {
    const other = 'CN=AUTRE,OU=1,O=GIP,ST=Rhône (69),C=FR';
    expect(compareDn(other, EXAMPLE)).toEqual({ verdict: 'different', nearMiss: null, attribute: null });
    expect(compareDn(EXAMPLE, '').verdict).toBe('different');
  });

  it('ignores the order of the members of a multi-valued RDN', () => {
    expect(compareDn('GIVENNAME=A+CN=B+SURNAME=C,C=FR', 'CN=B+SN=C+GN=A,C=FR').verdict).toBe('match');
  });

  it('never throws for the name found in a certificate', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (actual) => {
        expect(['match', 'reversed', 'near', 'different']).toContain(compareDn(EXAMPLE, actual).verdict);
      }),
    );
    expect(compareDn(EXAMPLE, 'CN=,OU=\\zz').verdict).toBe('different');
  });

  it('lets a name in exactly when it is written as the certificate is, once both are formatted', () => {
    fc.assert(
      fc.property(names(), names(), (a, b) => {
        const isMatch = compareDn(formatDn(a), formatDn(b)).verdict === 'match';
        expect(isMatch).toBe(formatDn(a) === formatDn(b));
        expect(compareDn(formatDn(a), formatDn(a)).verdict).toBe('match');
      }),
    );
  });
});

describe('parseDn', () => {
  it('reads types, escapes, quotes and encoded values into plain text', () => {
    expect(parseDn(String.raw`cn="a \"b\" ,c" ; OID.2.5.4.8=\ x\C3\A9\20 +S=#0C0161,1.2.3=\#z`)).toEqual([
      [{ type: 'CN', value: 'a "b" ,c' }],
      [
        { type: 'ST', value: ' xé ' },
        { type: 'ST', value: 'a' },
      ],
      [{ type: '1.2.3', value: '#z' }],
    ]);
  });

  it.each([
    ['', 'empty', 0],
    ['   ', 'empty', 0],
    ['CN', 'missing-equals', 0],
    ['CN=a,OU', 'missing-equals', 5],
    ['XX=a', 'unknown-attribute', 0],
    ['CN=a,=b', 'unknown-attribute', 5],
    ['CN=a,OU=,C=FR', 'empty-value', 8],
    ['CN=""', 'empty-value', 3],
    ['CN=a<b', 'unescaped-character', 4],
    ['CN=a"b"', 'unescaped-character', 4],
    ['CN="a', 'unterminated-quote', 3],
    ['CN="a"b', 'after-quote', 6],
    [String.raw`CN=a\x`, 'bad-escape', 4],
    ['CN=a\\', 'bad-escape', 4],
    [String.raw`CN=\C3\28`, 'bad-utf8', 3],
    ['CN=#0C0261', 'bad-hex', 3],
    ['CN=#zz', 'bad-hex', 3],
    ['CN=#0201FF', 'bad-hex', 3],
    ['CN=a,', 'trailing-separator', 4],
    ['CN=a, ', 'trailing-separator', 4],
    [',CN=a', 'trailing-separator', 0],
    ['CN=a,,C=FR', 'trailing-separator', 5],
    ['/CN=a', 'slash-form', 0],
  ])('refuses %j: %s at %i', (text, reason, position) => {
    expect(() => parseDn(text)).toThrow(expect.objectContaining({ name: 'DnError', reason, position }));
  });

  it('throws nothing but DnError, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('CN=', 'O=', ',', '+', ';', '\\', '"', '#', '#0C', '\\C3', '=', ' ', '\n', '/'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const dn = parsedOrError(pieces.join(''));
        if (dn instanceof Error) refused++;
        expect(dn instanceof Error || formatDn(parseDn(formatDn(dn))) === formatDn(dn)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it.each([
    ['separators', `CN=a${','.repeat(100_000)}`],
    ['spaces', `CN=${' '.repeat(100_000)}a${' '.repeat(100_000)}"`],
    ['escaped bytes', `CN=${String.raw`\C3\A9`.repeat(20_000)}`],
    ['escapes', `CN=${String.raw`\,`.repeat(50_000)}`],
    ['attributes', Array.from({ length: 20_000 }, () => 'CN=a').join(',')],
    ['members of one RDN', Array.from({ length: 20_000 }, () => 'CN=a').join('+')],
    ['quotes', `CN="${'"'.repeat(100_000)}`],
    ['hex', `CN=#${'0C'.repeat(50_000)}`],
    ['no equals sign', 'C'.repeat(100_000)],
  ])('is done with 100 kB of %s in far less than a second', (_, text) => {
    const start = performance.now();
    const dn = parsedOrError(text);
    if (!(dn instanceof Error)) formatDn(dn);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('formatDn', () => {
  it('writes the form of ANS', () => {
    expect(formatDn(parseDn('cn = "CLIENT, 1" ; S=Rh\\C3\\B4ne (69) ; C=FR'))).toBe(
      String.raw`CN=CLIENT\, 1,ST=Rhône (69),C=FR`,
    );
  });

  it.each([
    [' a ', String.raw`\ a\ `],
    [' ', String.raw`\ `],
    ['#a#', String.raw`\#a#`],
    ['a\nb', String.raw`a\0Ab`],
    ['a\u0000', String.raw`a\00`],
    ['"+,;<>\\', String.raw`\"\+\,\;\<\>\\`],
  ])('escapes the value %j', (value, written) => {
    expect(formatDn([[{ type: 'CN', value }]])).toBe(`CN=${written}`);
  });

  it('is undone by parseDn', () => {
    fc.assert(
      fc.property(names(), (dn) => {
        expect(parseDn(formatDn(dn))).toEqual(dn);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The name, or the DnError; any other error goes through and fails the test. */
function parsedOrError(text: string): Dn | DnError {
  try {
    return parseDn(text);
  } catch (error) {
    if (error instanceof DnError) return error;
    throw error;
  }
}

const CAREFUL = [...',+"\\<>;#= \n\t\0\u007F\u0085éÉœ\u0301€aZ0'.split(''), '𝄞'];

/** Names with the characters that need care, multi-valued RDNs included (members in the one order that parseDn gives). */
function names(): fc.Arbitrary<Dn> {
  const unit = fc.oneof(fc.constantFrom(...CAREFUL), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }));
  const value = fc.array(unit, { minLength: 1, maxLength: 8 }).map((units) => units.join(''));
  const attribute = fc.record({ type: fc.constantFrom('CN', 'OU', 'O', 'ST', 'C', 'SURNAME', '1.2.3'), value });
  const rdn = fc
    .uniqueArray(attribute, { minLength: 1, maxLength: 3, selector: ({ type }) => type })
    .map((members) => members.toSorted((a, b) => (a.type < b.type ? -1 : 1)));
  return fc.array(rdn, { minLength: 1, maxLength: 5 });
}

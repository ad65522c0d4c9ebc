import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEstablishmentList } from '../../../../mock-server/trust/establishment-lists/read-establishment-list.ts';
import type { ListedEstablishment } from '../../../../mock-server/trust/establishment-lists/list-row.ts';
import { writeEstablishmentListCsv } from '../../../../mock-server/trust/establishment-lists/write-establishment-list.ts';

const row = (finess: string, more: Partial<ListedEstablishment> = {}): ListedEstablishment => ({
  finess,
  name: null,
  region: null,
  subjectDn: null,
  certificate: null,
  ...more,
});

describe('writeEstablishmentListCsv', () => {
  it('writes what a French spreadsheet opens', () => {
    expect(writeEstablishmentListCsv([row('010000024', { name: 'CH "Été" ; nord', region: '84' })])).toBe(
      '\uFEFFFINESS;Nom;Région\r\n010000024;"CH ""Été"" ; nord";84\r\n',
    );
  });

  it.each(['=1+1', '+33', '-cmd', '@SUM(A1)', '\uFF1D1', '=HYPERLINK("http://x")'])(
    'takes the sting out of %s, and reads it back',
    async (name) => {
      const text = writeEstablishmentListCsv([row('99A000014', { name })]);
      expect(text).not.toMatch(/(^|[;\n"])[=+\-@\uFF1D]/m);
      expect(await readEstablishmentList(Buffer.from(text))).toMatchObject({ ok: true, rows: [{ name }] });
    },
  );

  it('is read back as it was, in both forms', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((value) => value.trim())
      .filter((value) => !value.startsWith("'"));
    const cell = text.map((value) => (value === '' ? null : value));
    const finess = fc.stringMatching(/^[0-9]{2}[A-Z][0-9]{6}$/);
    const dn = fc.constantFrom('CN=a,C=FR', 'CN=É\\, b,O=x;y'.replace(';', '\\;'));
    const shared = fc
      .record({ finess, name: cell, region: cell })
      .map(({ finess: number, ...more }) => row(number, more));
    const proprietary = fc
      .record({ finess, name: cell, subjectDn: dn })
      .map(({ finess: number, ...more }) => row(number, more));
    const lists = fc.oneof(
      fc.uniqueArray(shared, { minLength: 1, maxLength: 8, selector: (one) => one.finess }),
      fc.uniqueArray(proprietary, { minLength: 1, maxLength: 8, selector: (one) => one.finess }),
    );
    await fc.assert(
      fc.asyncProperty(lists, async (rows) => {
        const read = await readEstablishmentList(Buffer.from(writeEstablishmentListCsv(rows)));
        expect(read).toMatchObject({ ok: true, rows });
      }),
    );
  });
});

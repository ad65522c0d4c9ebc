import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../../certs/ensure-pki.ts';
import { issueLeaf } from '../../../../certs/issue-leaf.ts';
import type { FixtureName, Pki } from '../../../../certs/pki.ts';
import { createTranslate } from '../../../../messages/index.ts';
import { listProblemText } from '../../../../mock-server/trust/establishment-lists/list-problem.ts';
import { readEstablishmentList } from '../../../../mock-server/trust/establishment-lists/read-establishment-list.ts';
import type { EstablishmentList } from '../../../../mock-server/trust/establishment-lists/read-establishment-list.ts';
import { xlsx, xlsxParts, zip } from '../../../support/xlsx-file.ts';

const HEAD = 'FINESS;Nom;Région';

async function csv(...lines: readonly string[]): Promise<EstablishmentList> {
  return await readEstablishmentList(Buffer.from(lines.join('\r\n')));
}

/** Problems as `error 3B finess-form`. */
function told(list: EstablishmentList): string[] {
  const problems = list.ok ? list.warnings : list.problems;
  return problems.map(({ level, row, column, code }) => `${level} ${row ?? ''}${column ?? ''} ${code}`);
}

describe('a list of a SaaS product or a regional EAI', () => {
  it('is read with its names and regions', async () => {
    expect(await csv(HEAD, '99A000014;CH fictif;84', '010000024;"Clinique ; nord";', '')).toEqual({
      ok: true,
      form: 'shared-certificate',
      rows: [
        { finess: '99A000014', name: 'CH fictif', region: '84', subjectDn: null, certificate: null },
        { finess: '010000024', name: 'Clinique ; nord', region: null, subjectDn: null, certificate: null },
      ],
      warnings: [],
    });
  });

  it.each([
    ['UTF-8 with mark', Buffer.from('\uFEFFFINESS;Région\n99A000014;Île-de-France')],
    ['UTF-8', Buffer.from('FINESS;Région\n99A000014;Île-de-France')],
    ['Windows-1252', Buffer.from('FINESS;Région\n99A000014;Île-de-France', 'latin1')],
    ['commas', Buffer.from('N° FINESS,région\n99A000014,Île-de-France')],
    ['tabulators', Buffer.from('Numéro FINESS\tREGION\n99A000014\tÎle-de-France')],
  ])('is read from %s', async (_, bytes) => {
    expect(await readEstablishmentList(bytes)).toMatchObject({
      ok: true,
      rows: [{ finess: '99A000014', region: 'Île-de-France' }],
      warnings: [],
    });
  });

  it('tells every problem at once, each with its row and column, and loads nothing', async () => {
    const list = await csv(
      HEAD,
      '10000024;zéro perdu;',
      '99A000014;premier;',
      ';sans numéro;',
      '99A000014;encore;',
      '7,5E+08;nombre;',
      'ABC;forme;',
    );
    expect(told(list)).toEqual([
      'error 2A finess-short',
      'error 4A finess-missing',
      'error 5A duplicate',
      'error 6A finess-number',
      'error 7A finess-form',
    ]);
    expect(list).not.toHaveProperty('rows');
  });

  it('warns of a check digit and of a column that it does not use, and goes on', async () => {
    const list = await csv('Adresse;FINESS', 'x;750712185');
    expect(list).toMatchObject({ ok: true, rows: [{ finess: '750712185' }] });
    expect(told(list)).toEqual(['warning 1A column-unused', 'warning 2B finess-luhn']);
  });

  it('counts rows as a spreadsheet shows them, empty ones included', async () => {
    expect(told(await csv('', HEAD, '', '99A000014;"deux\nlignes";', 'X;;'))).toEqual(['error 5A finess-form']);
  });

  it.each([
    ['no FINESS column', ['Nom', 'x'], 'error  column-missing'],
    ['two FINESS columns', ['FINESS;N° FINESS', '99A000014;99A000022'], 'error 1B column-twice'],
    ['nothing', [''], 'error  column-missing'],
    ['a heading alone', [HEAD], 'error  no-rows'],
    ['a quote left open', [HEAD, '"99A000014;x'], 'error 2 csv-malformed'],
    ['a cell without end', [HEAD, `99A000014;${'x'.repeat(3000)}`], 'error 2B cell-too-long'],
  ])('is refused with %s', async (_, lines, problem) => {
    const list = await csv(...lines);
    expect([list.ok, told(list)]).toEqual([false, [problem]]);
  });

  it('is refused beyond its bounds, in bounded time', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => `A${String(index).padStart(8, '0')};`);
    expect(told(await csv(HEAD, ...many))).toEqual(['error  too-many-rows']);
    expect(told(await readEstablishmentList(Buffer.alloc(4 * 1024 * 1024 + 1, 0x41)))).toEqual([
      'error  file-too-large',
    ]);
    const wrong = Array.from({ length: 2000 }, () => 'X;');
    const list = await csv(HEAD, ...wrong);
    expect([list.ok, told(list).length, told(list).at(-1)]).toEqual([false, 501, 'error  too-many-problems']);
  });

  it('never throws, whatever the bytes', async () => {
    for (const bytes of [[], [0], [0xff, 0xfe, 0], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0, 0]]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await readEstablishmentList(Uint8Array.from(bytes))).ok).toBe(false);
    }
  });

  it('is explained in both languages, with its place', async () => {
    const list = await csv(HEAD, '10000024;;');
    const [problem] = list.ok ? [] : list.problems;
    if (problem === undefined) throw new Error('no problem');
    expect(listProblemText(problem, createTranslate('en'))).toMatch(/^row 2, column A: "10000024" has fewer than nine/);
    expect(listProblemText(problem, createTranslate('fr'))).toMatch(
      /^ligne 2, colonne A : « 10000024 » a moins de neuf/,
    );
  });
});

const sheet = (body: string): Buffer =>
  zip({ ...xlsxParts([]), 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${body}</sheetData></worksheet>` });
const one = '<row r="1"><c r="A1" t="inlineStr"><is><t>FINESS</t></is></c></row>';
const far = (place: string): string => `<row r="2"><c ${place} t="inlineStr"><is><t>x</t></is></c></row>`;

describe('an XLSX list', () => {
  it('keeps leading zeros of text', async () => {
    const list = await readEstablishmentList(
      xlsx([
        ['N° FINESS', 'Raison sociale'],
        ['010000024', "CH d'Été & Cie"],
      ]),
    );
    expect(list).toMatchObject({ ok: true, rows: [{ finess: '010000024', name: "CH d'Été & Cie" }] });
  });

  it('is refused when a FINESS cell is a number, whatever it looks like, and a date', async () => {
    const date = { xml: '<c r="A4" t="d"><v>2026-01-01T00:00:00Z</v></c>' };
    const list = await readEstablishmentList(xlsx([['FINESS'], [750_712_184], [10_000_024], [date], ['99A000014']]));
    expect(told(list)).toEqual(['error 2A finess-number', 'error 3A finess-number', 'error 4A finess-form']);
  });

  it.each([
    ['a cell in the last corner', sheet(one + far('r="XFD1048576"'))],
    ['a place in other quotes and spaces', sheet(one + far("r = 'XFD2'"))],
    ['a place in character references', sheet(one + far('r="&#88;&#70;&#68;2"'))],
    ['a row number in powers of ten', sheet(`${one}<row r="1e9"><c t="inlineStr" r="A2"><is><t>x</t></is></c></row>`)],
    ['a row without number at infinity', sheet(`${one}<row r="Infinity"/>`)],
    ['rows without end', sheet('<row/>'.repeat(30_000))],
    [
      'a sheet under another name',
      zip({ ...xlsxParts([]), 'xl/theme/x.xml': `<sheetData>${far('r="ZZZ9"')}</sheetData>` }),
    ],
    [
      'an entry that unpacks to 64 MB',
      zip({ ...xlsxParts([['FINESS']]), 'xl/media/x.bin': Buffer.alloc(64 * 1024 * 1024) }),
    ],
    [
      'an entry that says 10 bytes and unpacks to 64 MB',
      zip({ ...xlsxParts([['FINESS']]), 'x.xml': Buffer.alloc(64 * 1024 * 1024) }, { 'x.xml': 10 }),
    ],
    ['a thousand entries', zip(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}.xml`, 'x'])))],
  ])('is not opened with %s', async (_, bytes) => {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect(told(await readEstablishmentList(bytes))).toEqual(['error  xlsx-too-large']);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
  });

  it('is refused when it is cut short, or when entries are missing', async () => {
    const whole = xlsx([['FINESS'], ['99A000014']]);
    const results = await Promise.all(
      [10, 100, whole.length - 30, whole.length - 1].map(async (size) =>
        readEstablishmentList(whole.subarray(0, size)),
      ),
    );
    expect(results.map(told)).toEqual(results.map(() => ['error  xlsx-damaged']));
    expect(told(await readEstablishmentList(zip({ 'a.xml': '<a/>' })))).toEqual(['error  xlsx-damaged']);
  });
});

describe('a list of a proprietary product', () => {
  let folder: string;
  let pki: Pki;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-lists-'));
    pki = await ensurePki({ dir: path.join(folder, 'pki'), keyType: 'ec' });
    await mkdir(path.join(folder, 'list'));
    const names: readonly FixtureName[] = [
      'establishment-a',
      'establishment-b',
      'expired',
      'server-eku',
      'sign-usage',
      'personal',
    ];
    for (const fixture of names) {
      // oxlint-disable-next-line no-await-in-loop -- under one lock anyway
      const { cert } = await issueLeaf(pki, { fixture });
      // oxlint-disable-next-line no-await-in-loop -- as above
      await copyFile(cert, path.join(folder, 'list', `${fixture}.pem`));
    }
    await copyFile(pki.leaves.good.p12, path.join(folder, 'list', 'good.p12'));
    await copyFile(pki.caFile, path.join(folder, 'list', 'ca.pem'));
    await writeFile(path.join(folder, 'list', 'not.pem'), 'nothing');
    await copyFile(pki.leaves.good.cert, path.join(folder, 'outside.pem'));
    await symlink(path.join(folder, 'outside.pem'), path.join(folder, 'list', 'link.pem'));
    return async () => rm(folder, { recursive: true, force: true });
  });

  async function list(...lines: readonly string[]): Promise<EstablishmentList> {
    const file = path.join(folder, 'list', 'list.csv');
    await writeFile(file, ['FINESS;Certificat;DN du sujet', ...lines].join('\n'));
    return await readEstablishmentList(file);
  }

  const A = 'CN=LITS_99A000014,OU=199A000014,O=CH FICTIF DE BELLEFONTAINE,ST=Test (99),C=FR';

  it('takes a certificate file, a subject DN, or both when they agree', async () => {
    const spaced = A.replaceAll(',', ', ');
    expect(
      await list('99A000014;establishment-a.pem;', `99A000022;;${A}`, `99A000030;establishment-a.pem;${spaced}`),
    ).toMatchObject({
      ok: true,
      form: 'proprietary',
      rows: [
        { finess: '99A000014', subjectDn: A, certificate: 'establishment-a.pem' },
        { finess: '99A000022', subjectDn: A, certificate: null },
        { finess: '99A000030', subjectDn: A },
      ],
      warnings: [{ level: 'warning', row: 4, column: 'B', code: 'certificate-other-establishment' }],
    });
  });

  it.each([
    ['neither file nor DN', '99A000014;;', 'error 2B certificate-missing'],
    ['a file that is not there', '99A000014;absent.pem;', 'error 2B certificate-unreadable'],
    ['a file that is no certificate', '99A000014;not.pem;', 'error 2B certificate-unreadable'],
    ['a protected file', '99A000014;good.p12;', 'error 2B certificate-unreadable'],
    ['a file elsewhere', '99A000014;../outside.pem;', 'error 2B certificate-elsewhere'],
    ['a file of the system', '99A000014;/etc/hostname;', 'error 2B certificate-elsewhere'],
    ['a link that leads elsewhere', '99A000014;link.pem;', 'error 2B certificate-elsewhere'],
    ['a folder', '99A000014;.;', 'error 2B certificate-elsewhere'],
    ['an expired certificate', '99A000014;expired.pem;', 'error 2B certificate-expired'],
    ['a server certificate', '99A000014;server-eku.pem;', 'error 2B certificate-not-auth-cli'],
    ['a signature certificate', '99A000014;sign-usage.pem;', 'error 2B certificate-not-auth-cli'],
    ['a personal certificate', '99A000014;personal.pem;', 'error 2B certificate-not-auth-cli'],
    ['an authority', '99A000014;ca.pem;', 'error 2B certificate-not-auth-cli'],
    ['the DN of another certificate', `99A000022;establishment-b.pem;${A}`, 'error 2C certificate-other-dn'],
    ['a DN in slash form', '99A000014;;/C=FR/CN=x', 'error 2C dn-malformed'],
  ])('is refused with %s', async (_, line, problem) => {
    const read = await list(line);
    expect([read.ok, told(read)]).toEqual([false, [problem]]);
  });

  it('is refused when an establishment is claimed by two certificates, and when a line stands twice', async () => {
    expect(told(await list(`99A000014;establishment-a.pem;`, '99A000014;establishment-b.pem;'))).toEqual([
      'warning 3B certificate-other-establishment',
      'error 3A claimed-twice',
    ]);
    expect(told(await list('99A000014;establishment-a.pem;', `99A000014;;${A}`))).toEqual(['error 3A duplicate']);
  });

  it('opens no file at all when it comes as bytes', async () => {
    const bytes = Buffer.from('FINESS;Certificat\n99A000014;establishment-a.pem');
    expect(told(await readEstablishmentList(bytes))).toEqual(['error 2B certificate-elsewhere']);
    const read = await readEstablishmentList(bytes, { folder: path.join(folder, 'list') });
    expect(read.ok).toBe(true);
  });

  it('is told by its form that a column is missing', async () => {
    const bytes = Buffer.from('FINESS\n99A000014');
    expect(told(await readEstablishmentList(bytes, { form: 'proprietary' }))).toEqual(['error  column-missing']);
  });

  it('says which file it cannot read', async () => {
    expect(told(await readEstablishmentList(path.join(folder, 'absent.csv')))).toEqual(['error  file-unreadable']);
    expect(told(await readEstablishmentList(folder))).toEqual(['error  file-unreadable']);
  });
});

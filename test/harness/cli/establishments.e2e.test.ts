import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { xlsx } from '../../support/xlsx-file.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const DN_A = 'CN=APP,OU=199A000014,O=CH A,ST=Paris (75),C=FR';
const DN_B = 'CN=APP,OU=199A000022,O=CH B,ST=Paris (75),C=FR';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-cli-lists-'));
  return async () => rm(folder, { recursive: true, force: true });
});

function rorkit(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, LANG: 'en', LC_ALL: '' } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [RORKIT, ...args], options);
  return { code: status, out: stdout, err: stderr };
}

async function put(name: string, content: string | Buffer): Promise<string> {
  await writeFile(path.join(folder, name), content);
  return name;
}

describe('rorkit establishments check', () => {
  it('says that a list of a SaaS product is in order, with what is doubtful about it', async () => {
    const file = await put('saas.csv', 'FINESS;Nom;Remarque\n99A000014;CH fictif;\n010000023;Clinique;\n');
    const { code, out, err } = rorkit('establishments', 'check', file);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        'warning row 1, column C: the column headed "Remarque" is not used',
        'warning row 3, column A: the check digit of 010000023 does not fit the others: look at the number again',
        'The list is in order: 2 establishment(s), under one certificate.',
        '',
      ].join('\n'),
    );
  });

  it('counts the certificates of a proprietary list in XLSX', async () => {
    const rows = [
      ['FINESS', 'DN du sujet'],
      ['99A000014', DN_A],
      ['99A000022', DN_B],
      ['99A000030', DN_B],
    ];
    const { code, out } = rorkit('establishments', 'check', await put('product.xlsx', xlsx(rows)));
    expect([code, out]).toEqual([0, 'The list is in order: 3 establishment(s), 2 certificate(s).\n']);
  });

  it('ends with 3 and names every cell that is wrong, also for a program', async () => {
    const rows = [
      ['FINESS', 'Nom'],
      [99, 'un nombre'],
      ['99A000014', 'A'],
      ['99A000014', 'A encore'],
    ];
    const file = await put('bad.xlsx', xlsx(rows));
    const { code, out } = rorkit('establishments', 'check', file);
    expect(code).toBe(3);
    expect(out).toMatch(/^error {3}row 2, column A: 99 is a number for the spreadsheet/);
    expect(out).toContain('row 4, column A: 99A000014 already stands in row 3');
    expect(out).toContain('The list would be refused: 2 error(s). Nothing of it would be loaded.');
    const told = rorkit('establishments', 'check', file, '--json');
    expect(told.code).toBe(3);
    expect(JSON.parse(told.out)).toMatchObject({
      ok: false,
      rows: [],
      problems: [
        { level: 'error', code: 'finess-number', row: 2, column: 'A' },
        { level: 'error', code: 'duplicate', row: 4, column: 'A' },
      ],
    });
  });

  it('refuses the other form than the one that is asked for', async () => {
    const file = await put('plain.csv', 'FINESS\n99A000014\n');
    const { code, out } = rorkit('establishments', 'check', file, '--form', 'proprietary');
    expect([code, out]).toEqual([3, expect.stringContaining('no column is headed "Certificat"')]);
    expect(rorkit('establishments', 'check', file, '--form', 'eai')).toMatchObject({
      code: 2,
      err: expect.stringContaining('shared-certificate | proprietary'),
    });
  });

  it('ends with 2 when the file is not there', () => {
    const { code, out, err } = rorkit('establishments', 'check', 'nowhere.csv');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^rorkit: nowhere\.csv.*ENOENT.*\n$/);
  });

  it('speaks French', async () => {
    const file = await put('fr.csv', 'FINESS\n12\n');
    const { code, out } = rorkit('establishments', 'check', file, '--lang', 'fr');
    expect([code, out]).toEqual([3, expect.stringContaining('La liste serait refusée : 1 erreur(s)')]);
  });
});

describe('rorkit establishments export', () => {
  it('writes a list in XLSX as CSV that is read back the same', async () => {
    const rows = [
      ['FINESS', 'Nom', 'Région', 'DN du sujet'],
      ['99A000014', '=formule', '24', DN_A],
      ['99A000022', 'CH ; nord', '53', DN_B],
    ];
    const file = await put('export.xlsx', xlsx(rows));
    const { code, out, err } = rorkit('establishments', 'export', file);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^\uFEFFFINESS;Nom;Région;Certificat;DN du sujet\r\n/);
    expect(rorkit('establishments', 'export', file, '--out', 'export.csv').code).toBe(0);
    expect(await readFile(path.join(folder, 'export.csv'), 'utf8')).toBe(out);
    const before: { rows: unknown } = JSON.parse(rorkit('establishments', 'check', file, '--json').out);
    const after: { rows: unknown } = JSON.parse(rorkit('establishments', 'check', 'export.csv', '--json').out);
    expect(after.rows).toEqual(before.rows);
  });

  it('writes nothing of a list that has an error, nor over a file that is there', async () => {
    const bad = await put('half.csv', 'FINESS\n99A000014\n12\n');
    const refused = rorkit('establishments', 'export', bad, '--out', 'half-out.csv');
    expect([refused.code, refused.out]).toEqual([3, '']);
    expect(refused.err).toMatch(/^half\.csv: row 3, column A: /);
    await expect(readFile(path.join(folder, 'half-out.csv'))).rejects.toThrow(/ENOENT/);
    const good = await put('good.csv', 'FINESS\n99A000014\n');
    const over = rorkit('establishments', 'export', good, '--out', bad);
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('half.csv is already there')]);
    expect(rorkit('establishments', 'export', good, '--out', 'no/folder.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('ENOENT'),
    });
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const RORKIT = new URL('../../../harness/cli/rorkit.js', import.meta.url).pathname;

let folder = '';

function rorkit(...args: string[]) {
  const env = { ...process.env, LANG: 'C.UTF-8' };
  const ended = spawnSync(process.execPath, [RORKIT, ...args], { cwd: folder, env, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-dossier-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the dossier goes from an empty folder to what is missing before going live', () => {
  const none = rorkit('dossier');
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).toContain('rorkit dossier init writes it');
  expect(rorkit('dossier', 'init')).toMatchObject({ code: 0, err: '' });
  expect(rorkit('dossier', 'init').err).toContain('exists already');

  expect(rorkit('certs', 'init', '--dir', 'pki').code).toBe(0);
  const { leaves }: { leaves: { good: { cert: string; subjectDn: string } } } = JSON.parse(
    rorkit('certs', 'init', '--dir', 'pki', '--json').out,
  );
  cpSync(leaves.good.cert, join(folder, 'test.pem'));
  writeFileSync(join(folder, 'liste.csv'), 'FINESS;Nom\n99A000014;CH FICTIF\n');
  const file = join(folder, 'rorkit.dossier.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('certificates: {}', 'certificates:\n  test: test.pem\n  supplier: test.pem')
    .replace('# establishments: etablissements.csv', 'establishments: liste.csv');
  writeFileSync(file, text);

  expect(rorkit('dossier', 'set', '03-test-dn', 'done', '--note', 'envoyé').out).toBe('03-test-dn: done\n');
  expect(readFileSync(file, 'utf8')).toContain('# true: le produit lit aussi le ROR');
  const shown = rorkit('--lang', 'fr', 'dossier');
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('☑ 03-test-dn');
  expect(shown.out).toContain(`DN sujet (TEST) : ${leaves.good.subjectDn}`);
  expect(shown.out).toContain(
    'Établissements : 1 ; la liste : rorkit establishments export liste.csv --form shared-certificate',
  );
  expect(JSON.parse(rorkit('dossier', '--json').out)).toMatchObject({
    solution: 'saas',
    testDn: leaves.good.subjectDn,
    listed: 1,
  });

  const mail = rorkit('dossier', 'mail', '03-test-dn');
  expect(mail.out).toContain(leaves.good.subjectDn);
  expect(mail.out).toContain('Nothing is sent');
  expect(rorkit('dossier', 'mail', '10').err).toContain('step 10 has no e-mail');

  const check = rorkit('dossier', 'check');
  expect(check.code).toBe(3);
  expect(check.out).toMatch(
    /✗ production certificate that feeds: issued by IGC-Santé \(not TEST\), valid today \(seen: .*CN=MOCK TEST AC IGC-SANTE/,
  );
  expect(check.out).toContain('✓ list of establishments');
  expect(check.out).toContain('NOT READY: 6 points are missing.');
});

function broken(yaml: string) {
  writeFileSync(join(folder, 'broken.yaml'), `format: 1\nsolution: saas\n${yaml}\n`);
  return rorkit('dossier', '--file', 'broken.yaml');
}

test('a mistake in the file is named with line and column, and a list or certificate that is none by its name', () => {
  expect(broken('steps: {"12": {state: done}}').err).toMatch(/broken\.yaml:3:\d+ /);
  expect(broken('establishments: broken.yaml').err).toContain('the list of establishments broken.yaml cannot be read');
  expect(broken('certificates: {test: broken.yaml}').err).toContain('broken.yaml');
  expect(broken('evidence: nope.zip')).toMatchObject({ code: 2, out: '' });
});

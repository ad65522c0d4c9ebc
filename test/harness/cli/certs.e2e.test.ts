import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const EXAMPLE = 'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-cli-certs-'));
  return async () => rm(folder, { recursive: true, force: true });
});

function rorkit(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, LANG: 'en', LC_ALL: '' } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [RORKIT, ...args], options);
  return { code: status, out: stdout, err: stderr };
}

/** The PKI as `certs init --json` describes it. */
function described(): { caFile: string; leaves: { good: { cert: string; key: string; p12: string } } } {
  return JSON.parse(rorkit('certs', 'init', '--json').out);
}

describe('rorkit certs init', () => {
  it('says where everything is, under .rorkit/pki, and which subject DN to declare', () => {
    const { code, out, err } = rorkit('certs', 'init');
    expect(err).toBe('');
    const { caFile, leaves } = described();
    expect(code).toBe(0);
    expect(path.relative(folder, caFile)).toBe(path.join('.rorkit', 'pki', 'trust', 'ca.pem'));
    expect(out).toContain(caFile);
    expect(out).toContain(leaves.good.cert.replace('.pem', '.*'));
    expect(out.trimEnd().split('\n').at(-1)).toBe(`  ${EXAMPLE}`);
  });

  it('gives the same PKI again, and another one with --remake', () => {
    const before = rorkit('certs', 'dn', described().caFile, '--json').out;
    expect(rorkit('certs', 'dn', described().caFile, '--json').out).toBe(before);
    expect(rorkit('certs', 'init', '--remake').code).toBe(0);
    expect(rorkit('certs', 'dn', described().caFile, '--json').out).not.toBe(before);
  });

  it('refuses a wrong public host, and a directory that holds other things, in one line', async () => {
    const host = rorkit('certs', 'init', '--public-host', 'https://ror.example');
    expect(host).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^rorkit: https:\/\/ror\.example is neither .*\n$/),
    });
    await writeFile(path.join(folder, 'mine.txt'), '');
    const directory = rorkit('certs', 'init', '--dir', '.');
    expect(directory).toEqual({ code: 2, out: '', err: expect.stringMatching(/^rorkit: .* is not empty .*\n$/) });
  });
});

describe('rorkit certs dn', () => {
  it('prints the subject DN and nothing else', async () => {
    const { good } = described().leaves;
    await writeFile(path.join(folder, 'password.txt'), 'rorkit-test\r\n');
    expect(rorkit('certs', 'dn', good.cert)).toEqual({ code: 0, out: `${EXAMPLE}\n`, err: '' });
    const p12 = rorkit('certs', 'dn', good.p12, '--password-file', 'password.txt');
    expect(p12).toEqual({ code: 0, out: `${EXAMPLE}\n`, err: '' });
  });

  it('prints more in JSON, and no key', () => {
    const { code, out } = rorkit('certs', 'dn', described().leaves.good.cert, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      subjectDn: EXAMPLE,
      format: 'pem',
      issuerDn: expect.stringMatching(/^CN=MOCK /),
    });
    expect(out).not.toContain('KEY');
  });

  it.each([
    ['a file that is not there', () => ['absent.pem'], /^rorkit: .*absent\.pem cannot be read: ENOENT\n$/],
    ['a private key', () => [described().leaves.good.key], /^rorkit: .* holds no certificate .*\n$/],
    [
      'a .p12 without its password',
      () => [described().leaves.good.p12],
      /^rorkit: .* is protected .*--password-file\)\n$/,
    ],
    [
      'a password file that is not there',
      () => ['x', '--password-file', 'none'],
      /^rorkit: none cannot be read: ENOENT\n$/,
    ],
  ])('refuses %s in one line', (_, args, line) => {
    expect(rorkit('certs', 'dn', ...args())).toEqual({ code: 2, out: '', err: expect.stringMatching(line) });
  });

  it('says it in French', () => {
    const { code, err } = rorkit('certs', 'dn', 'absent.pem', '--lang', 'fr');
    expect([code, err]).toEqual([2, expect.stringMatching(/^rorkit: impossible de lire .*absent\.pem : ENOENT\n$/)]);
  });
});

describe('rorkit certs issue', () => {
  it('issues for an establishment, copies the files where asked, and overwrites nothing', async () => {
    const args = ['certs', 'issue', '--fixture', 'establishment-a', '--out', 'out', '--legacy-p12', '--json'];
    const { code, out, err } = rorkit(...args);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ name: 'establishment-a', p12Password: 'rorkit-test' });
    const files = await readdir(path.join(folder, 'out', 'establishment-a'));
    expect(files.map((file) => file.replace(/^asip-p12-EL-TEST-ORG-AUTH_CLI-\d{8}-\d{6}/, '')).toSorted()).toEqual([
      '-legacy.p12',
      '.key',
      '.p12',
      '.pem',
    ]);
    expect(rorkit(...args)).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^rorkit: .*out.establishment-a already holds .*--out\)\n$/),
    });
  });

  it.each([
    ['nothing to issue', [], /^rorkit: name one thing to issue/],
    ['two things', ['--fixture', 'eai', '--subject', 'CN=x'], /^rorkit: name one thing to issue/],
    ['days of a fixture', ['--fixture', 'eai', '--days', '3'], /^rorkit: a fixture has its own dates/],
    ['an unknown fixture', ['--fixture', 'nope'], /^rorkit: --fixture: expected good \| .*seen "nope"/],
    ['more days than its authority', ['--subject', 'CN=x', '--days', '4000'], /^rorkit: --days/],
    [
      'a name with an unescaped comma',
      ['--subject', 'CN=a,b,C=FR'],
      /^rorkit: this is not a distinguished name, at character 6/,
    ],
    ['a number that is no FINESS number', ['--establishment', '12'], /^rorkit: "12" is not a FINESS number/],
  ])('refuses %s in one line', (_, args, line) => {
    const result = rorkit('certs', 'issue', ...args);
    expect(result).toEqual({ code: 2, out: '', err: expect.stringMatching(line) });
    expect(result.err.trimEnd()).not.toContain('\n');
  });
});

describe('rorkit certs revoke', () => {
  it('writes the list, says where, and inspect then says that it is revoked', () => {
    const { good } = described().leaves;
    expect(rorkit('certs', 'inspect', good.cert).code).toBe(0);
    const { code, out, err } = rorkit('certs', 'revoke', good.cert);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^[0-9A-F]{32} is revoked\. .*\n {2}.*ACI-EL-ORG-TEST\.crl\n/);
    const inspected = rorkit('certs', 'inspect', good.cert, '--lang', 'fr');
    expect(inspected.code).toBe(3);
    expect(inspected.out).toContain('erreur : l’IGC de test a révoqué ce certificat');
    expect(rorkit('certs', 'revoke', out.slice(0, 32)).out).toMatch(/already revoked/);
  });

  it('refuses a serial number that nobody bears, in one line', () => {
    const result = rorkit('certs', 'revoke', 'AB:CD');
    expect(result).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^rorkit: .* no certificate .*AB:CD .*\n$/),
    });
  });
});

describe('rorkit certs inspect', () => {
  it('says that a file holds a private key, and shows nothing of it', async () => {
    const { cert, key } = described().leaves.good;
    const secret = await readFile(key, 'utf8');
    await writeFile(path.join(folder, 'both.pem'), `${await readFile(cert, 'utf8')}${secret}`);
    for (const args of [[], ['--json']]) {
      const { out, err } = rorkit('certs', 'inspect', 'both.pem', ...args);
      expect(err).toBe('');
      expect(out).toMatch(/private key|"hasPrivateKey": true/);
      const lines = secret.split('\n').filter((line) => line.length > 20);
      expect(lines.filter((line) => out.includes(line))).toEqual([]);
    }
  });

  it('makes no PKI where there is none', async () => {
    const { cert } = described().leaves.good;
    const { code, out } = rorkit('certs', 'inspect', cert, '--dir', 'none', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      chain: 'unknown',
      findings: [{ level: 'error', code: 'unknown-issuer' }, {}],
    });
    expect(await readdir(folder)).not.toContain('none');
  });

  it('takes the authorities that are given', () => {
    const { caFile, leaves } = described();
    const { out } = rorkit('certs', 'inspect', leaves.good.cert, '--dir', 'none', '--trust-ca', caFile, '--json');
    expect(JSON.parse(out)).toMatchObject({ chain: 'given' });
  });
});

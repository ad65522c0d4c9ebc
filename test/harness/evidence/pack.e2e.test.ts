import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openPromise } from 'yauzl';
import type { Entry } from 'yauzl';
import { ZipFile } from 'yazl';
import { signDetached } from '../../../certs/cms-signature.ts';
import { readSigningKey } from '../../../certs/signing-key.ts';
import { makeSelfSigned } from '../../../certs/self-signed.ts';
import type { Subject } from '../../../certs/subjects.ts';
import { registerEvidence } from '../../../harness/cli/evidence.ts';
import { registerVerify } from '../../../harness/cli/verify.ts';
import { callCommand } from '../../support/call-rorkit.ts';
import { runCommand } from '../../support/run-rorkit.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

const JOURNAL = 'runs/1/lane-1/journal.ndjson';
const SUBJECT: Subject = [[{ type: 'C', value: 'FR' }], [{ type: 'CN', value: 'EDITEUR FICTIF' }]];

let folder = '';
let files: ReadonlyMap<string, Buffer>;

const rorkit = (...args: string[]) => runCommand(args, folder);

/** The command within this process: the table of changes would start a process each. */
const verify = (...args: string[]) => callCommand(registerVerify, ['verify', ...args], { cwd: folder });
const evidence = (...args: string[]) => callCommand(registerEvidence, ['evidence', ...args], { cwd: folder });

async function readZip(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const entries: Entry[] = [];
  zip.on('entry', (entry: Entry) => {
    entries.push(entry);
    zip.readEntry();
  });
  const listed = new Promise((resolve) => zip.once('end', resolve));
  zip.readEntry();
  await listed;
  const found = new Map<string, Buffer>();
  for (const entry of entries) found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  zip.close();
  return found;
}

async function writeZip(name: string, content: Iterable<readonly [string, Buffer, number?]>): Promise<string> {
  const zip = new ZipFile();
  for (const [path, bytes, mode = 0o100644] of content) zip.addBuffer(bytes, path, { mode });
  zip.end();
  writeFileSync(join(folder, name), await buffer(zip.outputStream));
  return name;
}

/** What somebody does who changes files and then makes the manifest right again, as he can without the key. */
function remanifested(changed: Map<string, Buffer>): Map<string, Buffer> {
  const digests = [...changed]
    .filter(([path]) => !path.startsWith('MANIFEST.'))
    .map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
  return new Map([...changed, ['MANIFEST.sha256', Buffer.from(digests.join(''))]]);
}

/** What the holder of a key can do: a manifest and a signature that fit. */
async function resigned(changed: Map<string, Buffer>, key = 'key', cert = key): Promise<Map<string, Buffer>> {
  const all = remanifested(changed);
  const signing = readSigningKey({
    key: readFileSync(join(folder, `${key}.pem`), 'utf8'),
    certificates: readFileSync(join(folder, `${cert}.crt`), 'utf8'),
  });
  const manifest = all.get('MANIFEST.sha256') ?? Buffer.alloc(0);
  return all.set('MANIFEST.sha256.p7s', await signDetached(manifest, signing));
}

function edited(path: string, edit: (text: string) => string): Map<string, Buffer> {
  const text = files.get(path)?.toString() ?? '';
  const after = edit(text);
  if (after === text) throw new Error(`nothing to change in ${path}`);
  return new Map([...files, [path, Buffer.from(after)]]);
}

function lines(edit: (all: string[]) => string[]): (text: string) => string {
  return (text) => `${edit(text.trimEnd().split('\n')).join('\n')}\n`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-pack-'));
  for (const [name, keyType] of [
    ['key', 'ec'],
    ['other', 'rsa'],
  ] as const) {
    const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) };
    const pair = await makeSelfSigned(SUBJECT, { keyType, validity });
    writeFileSync(join(folder, `${name}.pem`), pair.key);
    writeFileSync(join(folder, `${name}.crt`), pair.cert);
  }
  const ran = await rorkit('run', 'feed/replace-available-beds', 'feed/zero-beds', 'trust/expired-certificate');
  if (ran.code !== 0) throw new Error(ran.out + ran.err);
  const made = await rorkit(
    'evidence',
    '1',
    '--key',
    'key.pem',
    '--cert',
    'key.crt',
    '--nonce',
    'n-1',
    '--out',
    'pack.zip',
  );
  if (made.code !== 0) throw new Error(made.err);
  files = await readZip(join(folder, 'pack.zip'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a pack as it was made', () => {
  test('is unchanged, its attempts are judged again, and a self-signed one says what it does not prove', async () => {
    const { code, out } = await rorkit('verify', 'pack.zip', '--nonce', 'n-1');
    expect(out).toContain(`${attempts()} attempts judged again`);
    expect(out).toContain('It does not prove who holds the key');
    expect(out).toContain('A data folder that was started anew does not show.');
    expect(code).toBe(0);
  });

  test('is trusted with the certificate of its signer, and not with another', async () => {
    expect(await verify('pack.zip', '--trust', 'key.crt')).toMatchObject({ code: 0 });
    const other = await verify('pack.zip', '--trust', 'other.crt');
    expect(other.out).toContain('who is none of those that --trust names');
    expect(other.code).toBe(3);
  });

  test('holds no place of this machine beside the configuration, and no secret', () => {
    for (const [path, bytes] of files) {
      expect(bytes.toString('latin1'), path).not.toMatch(/eyJ[\w-]{8,}\.[\w-]+\.|PRIVATE KEY/);
    }
    expect(files.get('runs/1/inputs/manifest.json')?.toString()).not.toContain(folder);
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  test.skipIf(!hasOpenssl)('verifies with sha256sum and openssl alone, and openssl sees a changed manifest', () => {
    const unpacked = join(folder, 'unpacked');
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(unpacked, path)), { recursive: true });
      writeFileSync(join(unpacked, path), bytes);
    }
    const line = /openssl (cms .*)/.exec(files.get('FORMAT.md')?.toString() ?? '')?.[1] ?? '';
    const openssl = () => spawnSync('openssl', line.split(' '), { cwd: unpacked }).status;
    expect(openssl()).toBe(0);
    expect(spawnSync('sha256sum', ['-c', '--quiet', 'MANIFEST.sha256'], { cwd: unpacked }).status).toBe(0);
    writeFileSync(join(unpacked, 'MANIFEST.sha256'), 'x');
    expect(openssl()).not.toBe(0);
  });
});

function attempts(): number {
  return (
    files
      .get('runs/1/events.ndjson')
      ?.toString()
      .match(/"scenario-judged"/g) ?? []
  ).length;
}

describe('each kind of change is named, and ends with exit 3', () => {
  const cases: readonly (readonly [string, () => Promise<Map<string, Buffer>> | Map<string, Buffer>, string])[] = [
    ['a byte', () => edited(JOURNAL, (text) => text.replace('"PATCH"', '"PUTCH"')), `${JOURNAL} was changed`],
    ['a file removed', () => new Map([...files].filter(([path]) => path !== 'chain.txt')), 'chain.txt was removed'],
    ['a file added', () => new Map([...files, ['extra.txt', Buffer.from('x')]]), 'extra.txt was added'],
    [
      'a manifest made right again',
      () => remanifested(edited(JOURNAL, (text) => text.replace('"PATCH"', '"PUTCH"'))),
      'the signature is not one over this manifest',
    ],
    [
      'two exchanges swapped',
      () =>
        edited(
          JOURNAL,
          lines((all) => [...all.slice(0, 5), all[6] ?? '', all[5] ?? '', ...all.slice(7)]),
        ),
      `${JOURNAL}:6 and ${JOURNAL}:7 were swapped`,
    ],
    [
      'an entry dropped',
      () =>
        resigned(
          edited(
            JOURNAL,
            lines((all) => all.toSpliced(5, 1)),
          ),
        ),
      'run 1, lane 1: entry 6 is not where its number says',
    ],
    [
      'an attempt dropped by the one who holds the key',
      () =>
        resigned(
          edited('pack.json', (text) => {
            const pack: { runs: { attempts: number[] }[] } = JSON.parse(text);
            pack.runs[0]?.attempts.splice(1, 1);
            return JSON.stringify(pack);
          }),
        ),
      'attempt 2 is missing',
    ],
    [
      'a verdict made better by the one who holds the key',
      () => resigned(edited('runs/1/events.ndjson', (text) => text.replace('"judged":1,', '"judged":7,'))),
      'run 1: the verdicts of attempt 1 do not follow from its exchanges: ',
    ],
    [
      'a report made better by the one who holds the key',
      () => resigned(edited('runs/1/report.json', (text) => text.replace(/"pass": ?\d+/, '"pass":99'))),
      'run 1: the report does not follow from the exchanges: counts',
    ],
    [
      'an exchange of a report made better by the one who holds the key',
      () => resigned(edited('runs/1/report.json', (text) => text.replace('"status": 200', '"status": 204'))),
      'run 1: the report does not follow from the exchanges: scenarios',
    ],
    [
      'a page made better by the one who holds the key',
      () => resigned(edited('runs/1/report.html', (text) => text.replace('<h1>', '<h1>100 % '))),
      'run 1: the report does not follow from the exchanges: report.html',
    ],
    [
      'a report that says nothing',
      () => resigned(edited('runs/1/report.json', () => 'null')),
      'runs/1/report.json cannot be read: no report',
    ],
    ['another key', () => resigned(new Map(files), 'other'), 'signed by another key (CN=EDITEUR FICTIF,C=FR)'],
    [
      'the signature taken off',
      () => new Map([...files].filter(([path]) => !path.endsWith('.p7s'))),
      'the signature is missing',
    ],
    [
      'a pack whose time is over',
      () =>
        resigned(
          edited('pack.json', (text) => text.replace('"expires": null', '"expires":"2020-01-01T00:00:00.000Z"')),
        ),
      'the pack expired on 2020-01-01T00:00:00.000Z',
    ],
  ];
  test.each(cases)('%s', async (name, make, message) => {
    const zip = await writeZip(`${name.replaceAll(' ', '-')}.zip`, await make());
    const { code, out, err } = await verify(zip);
    expect(out + err).toContain(message);
    expect(code).toBe(3);
  });

  test('a nonce that is not the one given', async () => {
    const { code, out } = await verify('pack.zip', '--nonce', 'n-2');
    expect(out).toContain('the nonce is not yours: n-1');
    expect(code).toBe(3);
  });

  test('with other rules the verdicts are not compared, and it says how to judge again', async () => {
    const other = await resigned(
      edited('pack.json', (text) => text.replace(/"code": "[0-9a-f]{64}"/, `"code": "${'0'.repeat(64)}"`)),
    );
    const { code, out } = await verify(await writeZip('other-rules.zip', other));
    expect(out).toContain('To judge again: npx rorkit@');
    expect(out).not.toContain('judged again with the same verdicts');
    expect(code).toBe(0);
  });
});

/** A copy of the data folder that a test may damage, with its configuration. */
function copyOf(name: string, damage: (runFolder: string) => void): string {
  cpSync(join(folder, '.rorkit'), join(folder, name), { recursive: true });
  writeFileSync(join(folder, `${name}.yaml`), `data: ${name}\n`);
  damage(join(folder, name, 'runs/1'));
  return `${name}.yaml`;
}

function editFile(file: string, edit: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}

describe('what a run says besides its exchanges is looked through as they are', () => {
  test('personal data in what the runner told stop the export with where they stand', async () => {
    const trouble = { type: 'connector-trouble', scenario: null, code: 'x', detail: 'appeler le 06 12 34 56 78' };
    const config = copyOf('told', (run) =>
      editFile(join(run, 'events.ndjson'), (text) => text.replace('\n', `\n${JSON.stringify(trouble)}\n`)),
    );
    const stopped = await evidence('1', '--config', config, '--out', 'told.zip');
    expect(stopped.err).toContain('does not follow');
    const other = copyOf('told-by-others', (run) => {
      const line = `\n${JSON.stringify(trouble)}\n`;
      editFile(join(run, 'events.ndjson'), (text) => otherVersion(text).replace('\n', line));
      editFile(join(run, 'report.json'), (text) => otherVersion(text));
    });
    const refused = await evidence('1', '--config', other, '--out', 'told.zip');
    expect(refused.err).toContain('runs/1/events.ndjson:2, detail (phone)');
    expect(existsSync(join(folder, 'told.zip'))).toBe(false);
  });

  test('personal data in a report that nothing vouches for stop the export', async () => {
    const config = copyOf('report-of-others', (run) => {
      editFile(join(run, 'events.ndjson'), otherVersion);
      editFile(join(run, 'report.json'), (text) =>
        otherVersion(text).replace('"troubles": []', '"troubles": [{ "code": "x", "detail": "vu par Mme Essai" }]'),
      );
    });
    const refused = await evidence('1', '--config', config, '--out', 'report.zip');
    expect(refused.err).toMatch(/runs\/1\/report\.json, \S*troubles\[0\]\.detail \(name\)/);
  });

  test('a report larger than verify reads is refused before it is exported, and it says what to do', async () => {
    const config = copyOf('large', (run) => truncateSync(join(run, 'report.json'), 65 * 1024 ** 2));
    const refused = await evidence('1', '--config', config, '--out', 'large.zip');
    expect(refused.err).toMatch(/large\/runs\/1\/report\.json has 65 MB, more than the 64 that verify reads.*--shard/);
    expect(refused.code).toBe(2);
    expect(existsSync(join(folder, 'large.zip'))).toBe(false);
  });
});

function otherVersion(text: string): string {
  return text.replace(/"rorkitVersion": ?"[^"]+"/, '"rorkitVersion":"0.0.1"');
}

describe('what is refused before anything is read', () => {
  test('a link, a bomb, a file that is no zip', async () => {
    const link = await writeZip('link.zip', [['pack.json', Buffer.from('/etc/passwd'), 0o120777]]);
    const bomb = await writeZip('bomb.zip', [['pack.json', Buffer.alloc(16 * 1024 * 1024)]]);
    const twice = await writeZip('twice.zip', [
      ['pack.json', Buffer.from('{}')],
      ['pack.json', Buffer.from('{}')],
    ]);
    for (const [zip, why] of [
      [link, 'link'],
      [bomb, 'bomb'],
      [twice, 'duplicate'],
    ] as const) {
      const refused = await verify(zip);
      expect(refused.err).toContain(`nothing of it was unpacked: ${why}`);
      expect(refused.code).toBe(2);
    }
    // Same length, so that only the name differs: no library writes such a path.
    const good = readFileSync(join(folder, await writeZip('path.zip', [['xx/x.json', Buffer.from('{}')]])), 'latin1');
    writeFileSync(join(folder, 'path.zip'), good.replaceAll('xx/x.json', '../x.json'), 'latin1');
    expect((await verify('path.zip')).err).toContain('nothing of it was unpacked');
    expect(await verify('key.pem')).toMatchObject({ code: 2 });
  });

  test('a run that is not there, and a pack that exists, make no file', async () => {
    const missing = await evidence('1', '3', '--out', 'never.zip');
    expect(missing.err).toContain('run 2 is not in the data folder');
    expect(missing.code).toBe(2);
    expect(existsSync(join(folder, 'never.zip'))).toBe(false);
    expect((await evidence('1', '--out', 'pack.zip')).err).toContain('exists already');
    const absurd = await evidence('1', '999999999', '--out', 'never.zip');
    expect(absurd.err).toContain('run 2 is not in the data folder');
  });

  test('personal data in what the connector printed stop the export with where they stand', async () => {
    const log = readFileSync(join(folder, '.rorkit/runs/1/events.ndjson'), 'utf8');
    expect(log).toContain('run-finished');
    writeFileSync(join(folder, '.rorkit/runs/1/output/9-more.log'), 'stdout | ok\nstdout | jean@hopital-fictif.fr\n');
    const stopped = await evidence('1', '--out', 'personal.zip');
    expect(stopped.err).toContain('runs/1/output/9-more.log:2 (e-mail)');
    expect(stopped.code).toBe(2);
    expect(existsSync(join(folder, 'personal.zip'))).toBe(false);
    const allowed = await evidence('1', '--out', 'personal.zip', '--allow-personal-data', 'adresse de test');
    expect(allowed.out).toContain('reason printed in the pack: adresse de test');
    expect((await verify('personal.zip')).out).toContain('exported on purpose (1 places): adresse de test');
  });
});

import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { makeForeignChain } from '../support/foreign-chain.ts';
import { xlsx } from '../support/xlsx-file.ts';

const RORKIT = fileURLToPath(new URL('../../harness/cli/rorkit.js', import.meta.url));
const PAGE = new URL('../../docs/circle-of-trust.md', import.meta.url);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The blocks of the page in one language, as printed. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block]) => block ?? '');
}

/** The first of three ports that follow each other and are free now. */
async function freePorts(): Promise<number> {
  const held = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => held.once('listening', resolve));
  const address = held.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => held.close(resolve));
  return port < 65_000 ? port : port - 1_000;
}

describe('docs/circle-of-trust.md', () => {
  let folder = '';
  let port = 0;
  let commands: string[] = [];
  let mock: ChildProcess;
  const said = { out: '', err: '' };

  const environment = () => ({
    ...process.env,
    LANG: 'en',
    LC_ALL: '',
    PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  });

  const run = (line: string): Promise<Ended> =>
    new Promise((resolve) => {
      execFile('bash', ['-c', line], { cwd: folder, env: environment() }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-circle-page-'));
    // What the page says the folder holds; `npx rorkit` is the rorkit of this tree.
    const chain = await makeForeignChain(folder);
    await copyFile(chain.intermediate, path.join(folder, 'ACI-EL-ORG-TEST.cer'));
    await copyFile(chain.cert, path.join(folder, 'my-certificate.pem'));
    await copyFile(chain.key, path.join(folder, 'my-key.pem'));
    await writeFile(path.join(folder, 'my-establishments.xlsx'), xlsx([['FINESS'], ['99A000014'], ['9ZZ000019']]));
    await mkdir(path.join(folder, 'bin'));
    const npx = path.join(folder, 'bin', 'npx');
    await writeFile(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" "${RORKIT}" "$@"\n`);
    await chmod(npx, 0o755);
    await ensurePki({ dir: path.join(folder, '.rorkit', 'pki'), keyType: 'ec' });
    const page = await readFile(PAGE, 'utf8');
    const [yaml = ''] = blocks(page, 'yaml');
    await writeFile(path.join(folder, 'circle.yaml'), yaml);
    // The ports of the page may be taken on this machine: all else is run as printed.
    port = await freePorts();
    commands = blocks(page, 'sh').map((block) =>
      block.replaceAll('8443', String(port)).replaceAll('8445', String(port + 2)),
    );
  });
  afterAll(async () => {
    mock.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('prints the commands that are run here, in this order', () => {
    expect(commands.map((line) => /^(npx rorkit \w+(?: (?!my)[a-z]\w+)?|curl)/.exec(line)?.[1])).toEqual([
      'npx rorkit certs inspect',
      'npx rorkit establishments check',
      'npx rorkit mock',
      'curl',
      'curl',
      'npx rorkit why',
      'curl',
    ]);
  });

  it('the certificate and the list are in order', async () => {
    const [inspect = '', check = ''] = commands;
    const inspected = await run(inspect);
    expect([inspected.code, inspected.err]).toEqual([0, '']);
    expect(inspected.out).toContain("CN=LITS_DE_L_EDITEUR,OU=333333333333334,O=EDITEUR D'ESSAI,ST=Rhône (69),C=FR");
    const checked = await run(check);
    expect([checked.code, checked.out]).toEqual([
      0,
      'The list is in order: 2 establishment(s), under one certificate.\n',
    ]);
  });

  it('the mock starts with them and names the establishment that it does not hold', async () => {
    const line = `${(commands[2] ?? '').trim()} --port ${port}`;
    mock = spawn('bash', ['-c', `exec ${line}`], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    mock.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    await new Promise<void>((resolve, reject) => {
      mock.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said.out += text;
        if (/PATCH [^\n]+\n/.test(said.out)) resolve();
      });
      mock.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.err}`)));
    });
    expect(said.err).toContain('no establishment 9ZZ000019');
    expect(said.out).toContain('my-client-id');
  });

  it('the certificate gets a token', async () => {
    const { code, out } = await run(commands[3] ?? '');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
  });

  it('a refusal looks like any other from outside, and is explained', async () => {
    const { out } = await run(commands[4] ?? '');
    expect(JSON.parse(out)).toMatchObject({ error: 'invalid_client' });
    const why = await run(commands[5] ?? '');
    expect([why.code, why.err]).toEqual([0, '']);
    for (const part of ['trust.client-unknown', 'my-client-id', 'my-client-jd']) expect(why.out).toContain(part);
  });

  it('the running mock takes the list', async () => {
    const { out } = await run(commands[6] ?? '');
    expect(JSON.parse(out)).toEqual({
      form: 'shared-certificate',
      certificates: 1,
      establishments: 2,
      warnings: [],
      unknown: ['9ZZ000019'],
    });
  });

  it('describes every member that a file of participants may have', async () => {
    const page = await readFile(PAGE, 'utf8');
    const schema = JSON.parse(
      await readFile(new URL('../../harness/cli/participants.schema.json', import.meta.url), 'utf8'),
    );
    const { properties } = schema.properties.participants.items;
    const members = [
      ...Object.keys(properties).filter((name) => name !== 'certificates'),
      ...Object.keys(properties.certificates.items.properties).map((name) => `certificates[].${name}`),
    ];
    const rows = [...page.matchAll(/^\| `([\w[\].]+)` +\|/gm)].map(([, name]) => name ?? '');
    expect(rows.toSorted()).toEqual(members.toSorted());
  });
});

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import { connectMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const ENV = { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };

/** What a program has said so far, and a way to wait for more. */
class Said {
  text = '';
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        this.text += piece;
      });
    }
  }

  /** The match in what is said from now on, or was since `from`. */
  async until(wanted: RegExp, from = 0): Promise<RegExpExecArray> {
    for (;;) {
      const found = wanted.exec(this.text.slice(from));
      if (found !== null) return found;
      if (this.#child.exitCode !== null) throw new Error(`ended: ${this.text}`);
      const streams = [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
      await Promise.race(streams.map((stream) => once(stream, 'data')));
    }
  }
}

function circle(id: string): string {
  return [
    'participants:',
    `  - { id: ${id}, clientId: ${id}, role: supplier, certificates: [{ subjectDn: 'CN=${id},O=Hopital,C=FR', establishments: [99A000014] }] }`,
    '',
  ].join('\n');
}

describe.skipIf(process.platform === 'win32')('rorkit mock, told to read its configuration again', () => {
  let dir = '';
  let child: ChildProcess;
  let said: Said;
  let mock: MockRor;
  const file = (name: string): string => path.join(dir, name);

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rorkit-reload-'));
    await ensurePki({ dir: file('.rorkit/pki'), keyType: 'ec' });
    await writeFile(file('circle.yaml'), circle('mine'));
    await writeFile(file('settings.yaml'), 'tokenLifetimeS: 60\ndnMatch: literal\n');
    const args = ['--port', '0', '--lang', 'en', '--participants', 'circle.yaml', '--settings-file', 'settings.yaml'];
    child = spawn(process.execPath, [RORKIT, 'mock', ...args, '--set', 'tokenLifetimeS=90'], {
      cwd: dir,
      env: ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // of no terminal
    });
    said = new Said(child);
    const [, url = '', tokenFile = ''] = await said.until(/(http:\/\/127\.0\.0\.1:\d+)\s+its token is in ([^\n]+)\n/);
    mock = await connectMockRor(url, (await readFile(path.resolve(dir, tokenFile), 'utf8')).trim());
  });
  afterAll(async () => {
    await mock.close();
    child.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  it('takes the settings of the file, and those typed before them', async () => {
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 90, dnMatch: 'literal' });
  });

  it('reads its files at SIGHUP, says what changed, and goes on with its journal', async () => {
    const head = await mock.journalHead();
    await writeFile(file('circle.yaml'), circle('other'));
    await writeFile(file('settings.yaml'), 'dnMatch: rfc4514\nrorHeaders: refuse\n');
    const from = said.text.length;
    child.kill('SIGHUP');
    const [line] = await said.until(/Configuration read again: [^\n]+\n/, from);
    expect(line).toContain('settings dnMatch, rorHeaders ; participants mine, other');
    expect((await mock.participants()).map(({ id }) => id)).toEqual(['other']);
    expect((await mock.describe()).settings).toMatchObject({ dnMatch: 'rfc4514', rorHeaders: 'refuse' });
    const [entry] = await mock.readJournal({ from: head + 1 });
    expect(entry).toMatchObject({ kind: 'settings', subject: 'reload' });
    expect(await mock.reload()).toMatchObject({ settings: [], participants: [] });
  });

  it.each([
    ['circle.yaml', 'participants:\n  - id: 7\n', /circle\.yaml:2:\d+/],
    ['settings.yaml', 'dnMatch: literal\nnope: 1\n', /settings\.yaml:2:1/],
    ['settings.yaml', 'dnMatch: somehow\n', /settings\.yaml:1:\d+/],
  ])('stays as it was with a bad %s, and says where', async (name, text, where) => {
    const good = await readFile(file(name), 'utf8');
    const before = [(await mock.describe()).settings, await mock.participants(), await mock.journalHead()];
    await writeFile(file(name), text);
    const from = said.text.length;
    child.kill('SIGHUP');
    const [line] = await said.until(/The configuration was not read again[^\n]+\n/, from);
    expect(line).toMatch(where);
    await expect(mock.reload()).rejects.toMatchObject({
      code: 'mock.bad-configuration',
      message: expect.stringMatching(where),
    });
    expect([(await mock.describe()).settings, await mock.participants(), await mock.journalHead()]).toEqual(before);
    await writeFile(file(name), good);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('stops when its terminal is closed', async () => {
    const script = [
      'import os, pty, sys',
      'pid, fd = pty.fork()',
      'if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])',
      'seen = b""',

      'while b"/control-token" not in seen: seen += os.read(fd, 4096)',
      'os.close(fd)',
      'print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
    ].join('\n');
    const args = ['-c', script, process.execPath, RORKIT, 'mock', '--port', '0', '--lang', 'en'];
    const held = spawn('python3', args, { cwd: dir, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] });
    const [[exit]] = await Promise.all([once(held.stdout, 'data'), once(held, 'close')]);
    expect(['0', '129', '-1']).toContain(String(exit).trim());
  });
});

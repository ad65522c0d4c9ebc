import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../gates/run-tool.ts';
import { sourceFiles } from '../gates/source-tree.ts';

// Each test starts processes, some of them npm; on a busy machine they take their time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const CI = join(ROOT, 'examples', 'ci');
const BIN = join(ROOT, 'node_modules', '.bin');

let folder = '';

/** Runs a command of a template in the vendor's folder, with a shell as the CI server does. */
function shell(command: string, env: Readonly<Record<string, string>> = {}) {
  const path = `${BIN}:${process.env['PATH'] ?? ''}`;
  const ended = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, LANG: 'C.UTF-8', ...env },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

function template(name: string): string {
  return readFileSync(join(CI, name), 'utf8');
}

const github = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(z.looseObject({ run: z.string().optional() })) })),
});
const gitlab = z.looseObject({ 'ror-conformance': z.looseObject({ script: z.array(z.string()) }) });

/** The commands of each template, in order. */
const COMMANDS: Readonly<Record<string, () => readonly string[]>> = {
  'github-actions.yml': () => {
    const { jobs } = github.parse(parse(template('github-actions.yml')));
    return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  },
  'gitlab-ci.yml': () => gitlab.parse(parse(template('gitlab-ci.yml')))['ror-conformance'].script,
  Jenkinsfile: () => [...template('Jenkinsfile').matchAll(/\bsh '([^']+)'/g)].map(([, command = '']) => command),
};

/** A vendor's folder with a configuration, the gate, and nothing else; rorkit is put where `npm ci` would install it. */
function makeFolder(scenarios: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'ci'), { recursive: true });
  const manifest = { name: 'connector', version: '1.0.0', lockfileVersion: 3, packages: {} };
  writeFileSync(join(folder, 'package.json'), '{ "name": "connector", "version": "1.0.0", "private": true }\n');
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'rorkit.config.yaml'), `scenarios: [${scenarios}]\n`);
  cpSync(join(CI, 'gate.sh'), join(folder, 'ci', 'gate.sh'));
}

function installRorkit(): void {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(join(ROOT, 'harness', 'cli', 'rorkit.js'), join(folder, 'node_modules', '.bin', 'rorkit'));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-ci-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('the CI templates', () => {
  test.each(Object.keys(COMMANDS))('the commands of %s run in an empty folder and leave the reports', (name) => {
    makeFolder('feed/replace-available-beds');
    const commands = COMMANDS[name]?.() ?? [];
    expect(commands.slice(0, 2)).toEqual(['npm ci', 'sh ci/gate.sh']);
    for (const command of commands) {
      const ended = shell(command, { GITHUB_STEP_SUMMARY: join(folder, 'page.md') });
      expect(`${command} ${ended.code} ${ended.code === 0 ? '' : ended.err}`).toBe(`${command} 0 `);
      if (command === 'npm ci') installRorkit();
    }
    for (const report of ['junit.xml', 'report.json', 'report.html', 'summary.md']) {
      expect(existsSync(join(folder, 'reports', report)), report).toBe(true);
    }
    expect(readFileSync(join(folder, 'reports', 'summary.md'), 'utf8')).toContain('**Conformant**');
  });

  test('the gate lets a release through, and stops it when something got worse or is not conformant', () => {
    makeFolder('feed/replace-available-beds, feed/zero-beds');
    installRorkit();
    const first = shell('sh ci/gate.sh');
    expect(first.code).toBe(0);
    expect(first.err).toContain('gate: no accepted run yet');
    shell('mkdir -p conformance && cp reports/report.json conformance/accepted.json');
    expect(shell('sh ci/gate.sh').out).toContain('Nothing got worse.');

    const accepted = join(folder, 'conformance', 'accepted.json');
    const report = readFileSync(accepted, 'utf8');
    writeFileSync(join(folder, 'dead.mjs'), 'process.stdin.resume();');
    writeFileSync(
      join(folder, 'dead.yaml'),
      'contract: 1\nname: dead\nstimulus:\n  driver: command\n  command: [node, dead.mjs]\n',
    );
    writeFileSync(join(folder, 'rorkit.config.yaml'), 'scenarios: [feed/zero-beds]\nconnector: dead.yaml\n');
    const stopped = shell('sh ci/gate.sh');
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('gate: the run ended with 3');
    expect(readFileSync(join(folder, 'reports', 'summary.md'), 'utf8')).toContain('**Not conformant**');

    writeFileSync(join(folder, 'rorkit.config.yaml'), 'scenarios: [feed/zero-beds]\n');
    writeFileSync(accepted, report.slice(0, 500));
    expect(shell('sh ci/gate.sh').code).toBe(2);
  });

  test('every file that the templates name is there, and their YAML says who may do what', () => {
    expect(parse(template('github-actions.yml'))).toMatchObject({ permissions: { contents: 'read' } });
    expect(parse(template('gitlab-ci.yml'))).toMatchObject({
      'ror-conformance': { artifacts: { when: 'always', reports: { junit: 'reports/junit.xml' } } },
    });
    const jenkins = template('Jenkinsfile');
    expect(jenkins.split('{')).toHaveLength(jenkins.split('}').length);
    expect(jenkins).toContain("junit 'reports/junit.xml'");
  });
});

/** The instructions of the Dockerfile, each in one line, by stage. */
function stages(): readonly (readonly (readonly [string, string])[])[] {
  const lines = template('Dockerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const found: (readonly [string, string])[][] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (word === 'FROM') found.push([]);
    found.at(-1)?.push([word, rest]);
  }
  return found;
}

function argumentsOf(stage: readonly (readonly [string, string])[], word: string): readonly string[] {
  const found = stage.find(([name]) => name === word)?.[1] ?? '';
  return z.array(z.string()).parse(JSON.parse(found.slice(found.indexOf('['))));
}

describe.skipIf(process.platform === 'win32')('the Dockerfile', () => {
  test('has two stages, and what runs is not root, holds no tools of the build and has a health check', () => {
    const [build, run] = stages();
    expect(build?.filter(([word]) => word === 'RUN').map(([, rest]) => rest.split(' ').slice(0, 2).join(' '))).toEqual([
      'npm ci',
      'npm run',
      'npm install',
    ]);
    const words = run?.map(([word]) => word) ?? [];
    expect(words.indexOf('USER')).toBeLessThan(words.indexOf('ENTRYPOINT'));
    expect(words.slice(words.indexOf('USER'))).not.toContain('RUN');
    expect(run).toContainEqual(['USER', 'node']);
    expect(template('Dockerfile')).toContain('--read-only --tmpfs /tmp');
  });

  test('its steps, run as a script in an empty folder, give a mock that passes its health check', async () => {
    const [build = [], run = []] = stages();
    const at = mkdtempSync(join(tmpdir(), 'rorkit-image-'));
    const src = join(at, 'src');
    for (const path of sourceFiles(ROOT, [''])) cpSync(join(ROOT, path), join(src, path));
    const env = { ...process.env, PATH: `${BIN}:${process.env['PATH'] ?? ''}`, XDG_CACHE_HOME: at };
    // The packages of `npm ci` are those that run this test: the same lock file installed them.
    symlinkSync(join(ROOT, 'node_modules'), join(src, 'node_modules'));
    const steps = build.flatMap(([word, command]) =>
      word === 'RUN' && !command.startsWith('npm ci') ? [command] : [],
    );
    for (const step of steps) {
      const here = step.replace('/app', join(at, 'app')).replace('npm install', 'npm install --prefer-offline');
      const ended = spawnSync('sh', ['-c', here], { cwd: src, env, encoding: 'utf8' });
      expect(`${here} ${ended.status} ${ended.status === 0 ? '' : ended.stderr}`).toBe(`${here} 0 `);
    }
    const [, ...entry] = argumentsOf(run, 'ENTRYPOINT');
    const port = String(Math.min(await freePort(), 60_000));
    const moved = (text: string): string =>
      text
        .replaceAll('/app/', `${at}/app/`)
        .replaceAll('/data', join(at, 'data'))
        .replaceAll('8443', port)
        .replaceAll('8444', String(Number(port) + 1));
    const args = [...entry, ...argumentsOf(run, 'CMD')].map(moved);
    const mock = spawn(process.execPath, args, { cwd: at, env, stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      await reachable(Number(port) + 1);
      const [, ...check] = argumentsOf(run, 'HEALTHCHECK').map(moved);
      expect(spawnSync(process.execPath, check).status).toBe(0);
      const gone = check.map((text) => text.replaceAll(port, '1'));
      expect(spawnSync(process.execPath, gone).status).toBe(1);
    } finally {
      mock.kill('SIGTERM');
      await new Promise((resolve) => mock.once('close', resolve));
      rmSync(at, { recursive: true, force: true });
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits until something listens, by the events of one attempt after the other. */
async function reachable(port: number): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const socket = connect(port, '127.0.0.1');
    // oxlint-disable-next-line no-await-in-loop -- each attempt follows the failure of the one before
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => setTimeout(resolve, 100, false));
    });
    socket.destroy();
    if (isThere) return;
  }
  throw new Error(`nothing listens on ${port}`);
}

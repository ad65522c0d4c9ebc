import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { codeOfPage } from './code-of-page.ts';

const RORKIT = fileURLToPath(new URL('../../harness/cli/rorkit.js', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'rorkit-pages-'));

/** Why a program cannot be run here; null when it can. */
function missing(program: string, args: readonly string[], wanted: RegExp): string | null {
  const run = spawnSync(program, [...args], { encoding: 'utf8' });
  const said = `${run.stdout}${run.stderr}`;
  return wanted.test(said) ? null : `skipped: ${program} ${wanted.source} is not on this machine`;
}

function execute(program: string, file: string): { status: number | null; said: string } {
  const env = { ...process.env, RORKIT: `${process.execPath} ${RORKIT}` };
  const run = spawnSync(program, [file], { cwd: dir, encoding: 'utf8', env, timeout: 150_000 });
  return { status: run.status, said: `${run.stdout}${run.stderr}` };
}

const NO_JAVA = missing('java', ['-version'], /version "(1[7-9]|[2-9]\d)/);
const NO_PYTHON = missing('python3', ['--version'], /Python 3\.1\d/);

describe('the pages about tests in other languages', () => {
  beforeAll(async () => {
    await ensurePki({ dir: join(dir, '.rorkit', 'pki') });
    for (const reason of [NO_JAVA, NO_PYTHON]) if (reason !== null) process.stderr.write(`${reason}\n`);
  }, 120_000);
  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  it.skipIf(NO_JAVA !== null)(
    'Java: token, PATCH and read over TLS 1.2 and 1.3, with a .p12 and with PEM files',
    () => {
      writeFileSync(join(dir, 'RorMockTest.java'), codeOfPage('java.md', 'RorMockTest.java'));
      const { status, said } = execute('java', 'RorMockTest.java');
      expect(status, said).toBe(0);
      for (const form of ['p12', 'PEM'])
        for (const tls of ['1.2', '1.3']) expect(said).toContain(`${form} over TLSv${tls}: ok`);
    },
    180_000,
  );

  it.skipIf(NO_PYTHON !== null)(
    'Python: token, PATCH and read over TLS 1.2 and 1.3, and why a call is refused',
    () => {
      writeFileSync(join(dir, 'test_ror_mock.py'), codeOfPage('python.md', 'test_ror_mock.py'));
      const { status, said } = execute('python3', 'test_ror_mock.py');
      expect(status, said).toBe(0);
      expect(said).toMatch(/Ran 2 tests[^]*OK/);
    },
    180_000,
  );

  it('.NET: says that it is not executed', () => {
    expect(codeOfPage('dotnet.md', 'RorMock.cs')).toContain('"rorkit mock --port 0 --json"');
  });
});

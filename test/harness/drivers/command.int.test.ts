import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDriver } from '../../../harness/drivers/create-driver.ts';
import type { ConnectorFile } from '../../../harness/drivers/connector-schema.ts';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import type { ConnectorWorld, Driver, StimulusResult } from '../../../harness/drivers/driver.ts';
import type { Stimulus } from '../../../harness/model/check.ts';

let folder = '';
let drivers: Driver[] = [];
let interrupt = new AbortController();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-driver-'));
  drivers = [];
  interrupt = new AbortController();
});
afterEach(async () => {
  await Promise.all(drivers.map((driver) => driver.end()));
  rmSync(folder, { recursive: true, force: true });
});

function stimulus(id: string): Stimulus {
  return {
    contract: 1,
    id,
    kind: 'resend-all',
    at: '2026-11-23T14:00:00+01:00',
    establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'Test', credential: 'supplier' },
    location: null,
    records: [],
  };
}

function world(): ConnectorWorld {
  return {
    contract: 1,
    tokenUrl: 'https://localhost:1/token',
    apiBase: 'https://localhost:2',
    feedPath: '/f',
    readPath: '/r',
    caFile: '/ca',
    trustP12: '/t',
    trustP12Password: 'p',
    stateDir: join(folder, 'state'),
    rorHeaders: {},
    credentials: [],
    establishments: [],
  };
}

/** A command says itself when it is done: the network is not asked. */
const NO_TRAFFIC = { journalHead: () => Promise.resolve(0), waitForEntry: () => Promise.resolve(null) };

type Given = Partial<Omit<ConnectorFile, 'stimulus' | 'timing'>> & { readonly deadlineMs?: number };

/** A connector that runs this JavaScript. */
async function begin(script: string | readonly string[], given: Given = {}): Promise<Driver> {
  const { deadlineMs = 10_000, ...rest } = given;
  const program = join(folder, 'connector.mjs');
  if (typeof script === 'string') writeFileSync(program, script);
  const file = connectorFileSchema.parse({
    contract: 1,
    name: 'test',
    stimulus: { driver: 'command', command: typeof script === 'string' ? [process.execPath, program] : script },
    timing: { deadlineMs },
    stop: { graceMs: 300 },
    ...rest,
  });
  const driver = createDriver({
    file,
    folder,
    inherited: process.env,
    traffic: NO_TRAFFIC,
    interrupted: interrupt.signal,
  });
  drivers.push(driver);
  await driver.begin(world(), join(folder, 'out.log'));
  return driver;
}

async function once(script: string | readonly string[], given: Given = {}): Promise<StimulusResult> {
  const driver = await begin(script, given);
  return driver.deliver(stimulus('one'));
}

/** Process ids whose command line holds `text`. */
function running(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    });
}

describe('one process a stimulus', () => {
  test.each([
    [0, 'done'],
    [10, 'refused'],
    [11, 'nothing'],
    [12, 'abnormal'],
    [1, 'abnormal'],
  ])('exit status %i means %s', async (code, result) => {
    expect(await once(`process.exitCode = ${code};`)).toMatchObject({
      result,
      exitCode: code,
      timedOut: false,
      trouble: null,
    });
  });

  test('the stimulus is one JSON line on stdin, followed by its end', async () => {
    const driver = await begin(`
      import { readFileSync, writeFileSync } from 'node:fs';
      writeFileSync('seen.json', readFileSync(0, 'utf8'));
    `);
    await driver.deliver(stimulus('abc'));
    const seen = readFileSync(join(folder, 'seen.json'), 'utf8');
    expect(seen.endsWith('\n')).toBe(true);
    expect(JSON.parse(seen)).toEqual(stimulus('abc'));
  });

  test('the state folder is empty at the start of each scenario and kept within it', async () => {
    const script = `
      import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
      const config = JSON.parse(readFileSync(process.env.ROR_CONFIG_FILE, 'utf8'));
      if (config.stateDir !== process.env.ROR_STATE_DIR) process.exit(99);
      process.exitCode = readdirSync(config.stateDir).length === 0 ? 11 : 10;
      appendFileSync(config.stateDir + '/kept', 'x');
    `;
    const driver = await begin(script);
    expect((await driver.deliver(stimulus('1'))).exitCode).toBe(11);
    expect((await driver.deliver(stimulus('2'))).exitCode).toBe(10);
    await driver.end();
    await driver.begin(world(), join(folder, 'out2.log'));
    expect((await driver.deliver(stimulus('3'))).exitCode).toBe(11);
  });

  test('a connector that does not read its input is no trouble', async () => {
    expect(await once('process.stdin.destroy();')).toMatchObject({ result: 'done', trouble: null });
  });

  test('a signal is an abnormal end', async () => {
    expect(await once("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);")).toMatchObject({
      result: 'abnormal',
      signal: 'SIGKILL',
      trouble: null,
    });
  });
});

describe('a connector that cannot be driven', () => {
  test('a program that is not there is named', async () => {
    const result = await once(['no-such-program-here']);
    expect(result).toMatchObject({ result: 'abnormal', trouble: { code: 'cannot-start' } });
    expect(result.trouble?.detail).toContain('no-such-program-here: ENOENT');
  });

  test('a file that may not be executed is named', async () => {
    writeFileSync(join(folder, 'plain.txt'), 'text', { mode: 0o600 });
    const result = await once(['./plain.txt']);
    expect(result.trouble).toMatchObject({ code: 'cannot-start' });
    expect(result.trouble?.detail).toContain('EACCES');
  });

  test("a shell's 127 is named with what the shell said", async () => {
    const result = await once(['sh', '-c', 'exec no-such-program-here']);
    expect(result.trouble).toMatchObject({ code: 'cannot-start' });
    expect(result.trouble?.detail).toMatch(/exit 127: .*not found/);
  });

  test('one that hangs is ended with its children, also when it ignores SIGTERM', async () => {
    const mark = `rorkit-test-${process.pid}-hang`;
    const script = `
      import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => {});
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${mark}'], { stdio: 'inherit' });
      setInterval(() => {}, 1000);
    `;
    const result = await once(script, { deadlineMs: 700 });
    expect(result).toMatchObject({ result: 'abnormal', timedOut: true, trouble: { code: 'hangs', detail: '700' } });
    expect(running(mark)).toEqual([]);
  });

  test('a child that outlives the connector is waited for, then ended, even in a session of its own', async () => {
    const mark = `rorkit-test-${process.pid}-daemon`;
    const script = `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${mark}'], { detached: true, stdio: 'ignore' }).unref();
    `;
    const result = await once(script, { deadlineMs: 900 });
    expect(result.trouble).toMatchObject({ code: 'hangs' });
    expect(running(mark)).toEqual([]);
  });

  test('a child that ends by itself is waited for: done means that the whole tree has ended', async () => {
    const script = `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', "setTimeout(() => require('fs').writeFileSync('late', ''), 300)"], { stdio: 'ignore' }).unref();
    `;
    expect(await once(script)).toMatchObject({ result: 'done', trouble: null });
    expect(readdirSync(folder)).toContain('late');
  });

  test('one that prints without end is ended, and the file stays within its limit', async () => {
    const script = "const line = 'y\\n'.repeat(2000); const go = () => process.stdout.write(line, go); go();";
    const result = await once(script, { output: { maxBytes: 50_000 } });
    expect(result.trouble).toEqual({ code: 'output-limit', detail: '50000' });
    expect(readFileSync(join(folder, 'out.log')).length).toBeLessThan(1_000_000);
  });

  test('an interruption ends it at once', async () => {
    const delivered = once('setInterval(() => {}, 1000);');
    setTimeout(() => interrupt.abort('SIGINT'), 200);
    expect(await delivered).toMatchObject({ result: 'abnormal', timedOut: false });
  });

  test('a reset command that fails is named, and nothing is delivered', async () => {
    mkdirSync(join(folder, 'x'));
    const result = await once('process.exitCode = 0;', { reset: { command: ['sh', '-c', 'exit 3'] } });
    expect(result.trouble).toEqual({ code: 'cannot-reset', detail: 'sh: exit 3' });
  });
});

describe('one process a scenario', () => {
  const ECHO = `
    import { createInterface } from 'node:readline';
    for await (const line of createInterface({ input: process.stdin })) {
      const { id } = JSON.parse(line);
      if (id === 'die') process.exit(7);
      if (id === 'hang') continue;
      console.log('noise ' + process.pid);
      console.log(JSON.stringify({ id, result: id === 'refuse' ? 'refused' : 'done', pid: process.pid }));
      if (id === 'last') process.exit(0);
    }
  `;
  const given = { lifetime: 'scenario' } as const;

  test('serves several stimuli with the same process, a result line each', async () => {
    const driver = await begin(ECHO, given);
    expect(await driver.deliver(stimulus('a'))).toMatchObject({ result: 'done', exitCode: null });
    expect(await driver.deliver(stimulus('refuse'))).toMatchObject({ result: 'refused' });
    await driver.end();
    const log = readFileSync(join(folder, 'out.log'), 'utf8');
    expect(new Set([...log.matchAll(/noise (\d+)/g)].map(([, pid]) => pid)).size).toBe(1);
  });

  test('a result said just before the end counts', async () => {
    const driver = await begin(ECHO, given);
    expect(await driver.deliver(stimulus('last'))).toMatchObject({ result: 'done' });
  });

  test('an end without a result is abnormal, with its exit status', async () => {
    const driver = await begin(ECHO, given);
    expect(await driver.deliver(stimulus('die'))).toMatchObject({ result: 'abnormal', exitCode: 7, trouble: null });
    expect(await driver.deliver(stimulus('after'))).toMatchObject({ result: 'abnormal', exitCode: 7 });
  });

  test('no result within the deadline is a hang', async () => {
    const driver = await begin(ECHO, { ...given, deadlineMs: 500 });
    expect((await driver.deliver(stimulus('hang'))).trouble).toEqual({ code: 'hangs', detail: '500' });
  });

  test('a result for another stimulus is not taken for this one', async () => {
    const other = ECHO.replace('JSON.stringify({ id,', "JSON.stringify({ id: id + '?',");
    const driver = await begin(other, { ...given, deadlineMs: 500 });
    expect((await driver.deliver(stimulus('a'))).trouble).toMatchObject({ code: 'hangs' });
  });
});

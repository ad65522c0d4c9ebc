import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import { makeSelfSigned } from '../../../certs/self-signed.ts';
import type { Pki } from '../../../certs/pki.ts';
import { parseReport } from '../../../harness/model/parse-report.ts';
import type { Report } from '../../../harness/model/report.ts';
import { startMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { makeConnector } from '../../conformance/make-connector.ts';
import { FAULTS } from '../../connectors/index.ts';
import { runCommand } from '../../support/run-rorkit.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const CONTROL_TOKEN = 'a-token-for-the-control-of-this-test-1234567890';

interface Addresses {
  readonly tokenUrl: string;
  readonly apiBase: string;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder = '';
let pki: Pki;
let shared: MockRor;
let unit = '';
let controlUrl = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-observe-'));
  pki = await ensurePki({ dir: join(folder, '.rorkit', 'pki'), keyType: 'ec' });
  shared = await startMockRor({ pki, control: { token: CONTROL_TOKEN } });
  const { addresses } = await shared.describe();
  controlUrl = addresses.controlUrl ?? '';
  writeFileSync(join(folder, 'control-token'), CONTROL_TOKEN);
  const [place] = await shared.locations({ limit: 1 });
  unit = place?.identifier ?? '';
}, 120_000);

afterAll(async () => {
  await shared.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Observes until Ctrl-C, which is given when `meanwhile` is done; without it, until it ends by itself. */
async function observe(
  args: readonly string[],
  meanwhile: ((addresses: Addresses) => Promise<void>) | null,
  cwd = folder,
): Promise<Ended> {
  const env = { ...process.env, LANG: 'C.UTF-8' };
  const child = spawn(process.execPath, [RORKIT, 'observe', '--lang', 'en', ...args], { cwd, env });
  const said = { out: '', err: '' };
  const closed = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  const listening = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
      if (said.err.includes('Listening from now on')) resolve();
    });
  });
  await Promise.race([listening, closed]);
  if (meanwhile !== null) {
    await meanwhile(addressesIn(said.err));
    child.kill('SIGINT');
  }
  const [code] = await closed;
  return { code: typeof code === 'number' ? code : null, ...said };
}

/** What the user reads on the terminal. */
function addressesIn(text: string): Addresses {
  const [tokenUrl = ''] = /https:\S+\/openid-connect\/token/.exec(text) ?? [];
  const [, apiBase = ''] = /(https:\/\/[^/\s]+)\/ws-synchro/.exec(text) ?? [];
  return { tokenUrl, apiBase };
}

async function sharedAddresses(): Promise<Addresses> {
  const { addresses } = await shared.describe();
  return addresses;
}

function stimulus(kind: string, nbCapacity: number): string {
  const [idNatStruct = ''] = unit.split('/', 1);
  const record = {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: '04',
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity,
    capacityUpdateDate: new Date(Date.now() - 600_000).toISOString(),
    comment: null,
  };
  return JSON.stringify({
    contract: 1,
    id: `by-hand-${nbCapacity}`,
    kind,
    at: new Date().toISOString(),
    establishment: { finess: idNatStruct.slice(1), idNatStruct, name: 'CH', credential: 'supplier' },
    location: { identifier: unit, name: 'Unité' },
    records: [record],
  });
}

const LINES = [stimulus, stimulus, stimulus] as const;

/** Starts a connector as its owner would, and gives it three changes of one record that the ROR does not have yet. */
async function work(connectorFile: string, { tokenUrl, apiBase }: Addresses): Promise<number | null> {
  const { cert, key } = pki.leaves.good;
  const stateDir = mkdtempSync(join(folder, 'state-'));
  const env = {
    ROR_TOKEN_URL: tokenUrl,
    ROR_API_BASE: apiBase,
    ROR_CLIENT_ID: 'rorkit-supplier',
    ROR_CLIENT_CERT: cert,
    ROR_CLIENT_KEY: key,
    ROR_CA_FILE: pki.caFile,
    ROR_STATE_DIR: stateDir,
  };
  const child = spawn(process.execPath, [join(dirname(connectorFile), 'connector.mjs')], { env });
  child.stdin.on('error', () => undefined);
  child.stdout.resume();
  child.stderr.resume();
  const [report, again, remove] = LINES;
  child.stdin.end(`${report('report-capacity', 3)}\n${again('report-capacity', 4)}\n${remove('remove-capacity', 4)}\n`);
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : null;
}

function reportOf(path: string): Report {
  const reading = parseReport(readFileSync(path, 'utf8'));
  if (!reading.ok) throw new Error(`no report: ${reading.fault.code}`);
  return reading.report;
}

function slugs(report: Report, status: string): readonly string[] {
  return report.scenarios.flatMap(({ verdicts }) =>
    verdicts.filter((verdict) => verdict.status === status).map(({ slug }) => slug),
  );
}

/** What `rorkit evidence` signs with. */
async function signing(cwd: string): Promise<readonly string[]> {
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) };
  const pair = await makeSelfSigned([[{ type: 'CN', value: 'EDITEUR FICTIF' }]], { keyType: 'ec', validity });
  writeFileSync(join(cwd, 'key.pem'), pair.key);
  writeFileSync(join(cwd, 'key.crt'), pair.cert);
  return ['--key', 'key.pem', '--cert', 'key.crt', '--out', 'pack.zip'];
}

function connector(name: string, changes: Parameters<typeof makeConnector>[2] = []): string {
  return makeConnector(folder, name, changes);
}

describe('rorkit observe, with a mock of its own', { timeout: 120_000 }, () => {
  let cwd = '';
  let ended: Ended;
  let exit: number | null = null;
  beforeAll(async () => {
    cwd = mkdtempSync(join(folder, 'own-'));
    mkdirSync(join(cwd, '.rorkit'));
    const args = ['--port', '0', '--pki', join(folder, '.rorkit', 'pki'), '--name', 'Lits du soir'];
    const file = connector('good');
    ended = await observe(args, async (addresses) => void (exit = await work(file, addresses)), cwd);
  }, 120_000);

  it('finds nothing wrong in a connector that does what is documented', () => {
    expect(exit).toBe(0);
    expect({ code: ended.code, err: ended.err.includes('rorkit:') }).toEqual({ code: 0, err: false });
    const report = reportOf(join(cwd, 'reports', 'observation', 'report.json'));
    expect(report.header).toMatchObject({ observed: 'whole', connector: { name: 'Lits du soir', driver: 'observe' } });
    expect(slugs(report, 'omit')).toEqual(['no-expired-token-used']);
    expect(slugs(report, 'pass')).toHaveLength(15);
    expect(report.scenarios[0]?.timeline.filter(({ kind }) => kind === 'exchange').length).toBeGreaterThan(4);
  });

  it('is not to be taken for a conformance run', () => {
    for (const text of [ended.out, readFileSync(join(cwd, 'reports', 'observation', 'report.html'), 'utf8')]) {
      expect(text).toContain('OBSERVATION, NOT A CONFORMANCE RUN');
      expect(text.toLowerCase()).toContain('nothing wrong in what was seen');
      expect(text).not.toMatch(/result: conformant/i);
    }
    const junit = readFileSync(join(cwd, 'reports', 'observation', 'junit.xml'), 'utf8');
    expect(junit).toContain('rorkit observation Lits du soir');
  });

  it('is recorded as a run, told in every format and judged again by evidence and verify', async () => {
    const markdown = await runCommand(['report', '1', '--format', 'markdown'], cwd);
    expect(markdown.out).toContain('OBSERVATION, NOT A CONFORMANCE RUN');
    const packed = await runCommand(['evidence', '1', ...(await signing(cwd))], cwd);
    expect(packed).toMatchObject({ code: 0, err: '' });
    const verified = await runCommand(['verify', 'pack.zip'], cwd);
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toContain('1 attempts judged again with the same verdicts, 0 not judged');
  });

  it('is nothing that a run of the suite could be repeated from', async () => {
    const { code, err } = await runCommand(['run', '--rerun', 'failed'], cwd);
    expect([code, err]).toEqual([2, expect.stringContaining('no run')]);
  });

  it('sees an add that no replace went before', async () => {
    const fault = FAULTS.find(({ id }) => id === 'adds-without-replace');
    const file = connector('adds', fault === undefined ? [] : [fault]);
    const { code } = await observe(
      ['--port', '0', '--pki', join(folder, '.rorkit', 'pki'), '--reports', 'adds'],
      async (addresses) => void (await work(file, addresses)),
      cwd,
    );
    expect(code).toBe(3);
    expect(slugs(reportOf(join(cwd, 'adds', 'report.json')), 'fail')).toEqual(['add-only-after-indicator-404']);
  });
});

function attached(): readonly string[] {
  return ['--mock', controlUrl, '--mock-token-file', 'control-token'];
}

describe('rorkit observe, with a mock that runs', { timeout: 120_000 }, () => {
  it.each([
    ['sends-ror-headers', ['no-ror-headers']],
    ['wrong-content-type', ['content-type-is-fhir-json']],
    ['token-without-bearer', ['token-sent-as-bearer']],
    ['jdv-systems', ['tre-systems']],
    ['sends-another-header', ['only-documented-headers']],
    ['sends-a-secret', ['token-requested-over-mtls']],
    ['token-in-address', ['nothing-secret-in-urls', 'identifier-form']],
    ['number-as-text', ['record-complete']],
    ['two-operations', ['one-operation-a-body']],
  ])('fails a connector that %s by %j, and by nothing else', async (id, failing) => {
    const fault = FAULTS.find((one) => one.id === id);
    if (fault === undefined) throw new Error(`no fault ${id}`);
    const file = connector(id, [fault]);
    const addresses = await sharedAddresses();
    const { code } = await observe([...attached(), '--strict', '--reports', id], async () => {
      await work(file, addresses);
    });
    const report = reportOf(join(folder, id, 'report.json'));
    expect([code, slugs(report, 'fail')]).toEqual([3, failing]);
    expect(report.header.observed).toBe('part');
  });

  it('does not hold an add against a connector whose replace may have come before', async () => {
    const fault = FAULTS.find(({ id }) => id === 'adds-without-replace');
    const file = connector('adds-attached', fault === undefined ? [] : [fault]);
    const addresses = await sharedAddresses();
    await observe([...attached(), '--reports', 'part'], async () => void (await work(file, addresses)));
    const report = reportOf(join(folder, 'part', 'report.json'));
    expect(slugs(report, 'fail')).not.toContain('identifier-form');
    expect(report.scenarios[0]?.id).toBe('observe/from-then-on');
  });

  it('judges nothing when nothing came', async () => {
    const { code, out } = await observe([...attached(), '--for', '1s'], null);
    expect([code, out.includes('Result: NOT JUDGED')]).toEqual([4, true]);
  });

  it('ends by itself when it has become quiet', async () => {
    const addresses = await sharedAddresses();
    const file = connector('good-quiet');
    const driven = observe([...attached(), '--until-quiet', '2s', '--reports', 'quiet'], null);
    await untilObserved();
    await work(file, addresses);
    const { code, err } = await driven;
    expect([code, err.includes('Nothing has come any more')]).toEqual([0, true]);
  });

  it('judges nothing that a run asked for', async () => {
    const addresses = await sharedAddresses();
    const file = connector('good-driven');
    const { code, out } = await observe(attached(), async () => {
      await shared.append({ kind: 'stimulus', stimulusId: 'x', driver: 'command', body: {} });
      await work(file, addresses);
    });
    expect([code, out.includes('A run drove a connector')]).toEqual([4, true]);
  });

  it('says in one line why its run cannot become evidence', async () => {
    const { code, err } = await runCommand(['evidence', '1', ...(await signing(folder))], folder);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('journal');
  });

  it.each([
    [['--port', '9000'], '--port'],
    [['--trust-ca', 'x.pem'], '--trust-ca'],
    [['--for', '5'], '--for'],
    [['--at-most', '0'], '--at-most'],
  ])('refuses %j beside --mock, and names the option', async (args, option) => {
    const { code, err } = await observe([...attached(), ...args], null);
    expect([code, err.includes(option), err.trim().split('\n').length]).toEqual([2, true, 1]);
  });
});

/** Resolves when an observation has begun on the shared mock. */
async function untilObserved(): Promise<void> {
  const from = (await shared.journalHead()) + 1;
  const mark = await shared.waitForEntry({ from, kinds: ['mark'], timeoutMs: 60_000 });
  if (mark === null) throw new Error('the observation did not begin');
}

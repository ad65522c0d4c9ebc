import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import type { Pki } from '../../../certs/pki.ts';
import type { ConnectorEnd } from '../../support/run-connector.ts';
import { runReferenceConnector } from '../../support/run-connector.ts';
import type { ScriptedAnswer, SeenRequest } from '../../support/scripted-ror.ts';
import { startScriptedRor } from '../../support/scripted-ror.ts';

const CAPACITY = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';
const COLLECTION = `Location.extension.where(url='${CAPACITY}')`;

const TOKEN = { status: 200, body: { access_token: 'token-1', expires_in: 300, token_type: 'Bearer' } };
const TAKEN = { status: 200, body: { resourceType: 'Location', id: '1' } };

function outcome(status: number, code: string, expression?: string | string[]): ScriptedAnswer {
  const issue = [{ severity: 'error', code, diagnostics: `texte ${status}`, expression }];
  return { status, body: { resourceType: 'OperationOutcome', issue } };
}
const RECORD_MISSING = outcome(404, 'not-found', COLLECTION);

const WOMEN = {
  capacityType: '01',
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '01',
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
  capacitySourceType: '02',
  nbCapacity: 4,
  capacityUpdateDate: '2026-11-23T14:00:00+01:00',
  comment: null,
};
const MEN = { ...WOMEN, genderCapacityAvailable: '02' };

function stimulus(
  kind: string,
  records: readonly object[] = [WOMEN],
  location: string | null = '199A000014/MED-A',
): string {
  return JSON.stringify({
    contract: 1,
    id: 's1',
    kind,
    at: '2026-11-23T14:00:30+01:00',
    establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'CH', credential: 'supplier' },
    location: location === null ? null : { identifier: location, name: 'Médecine A' },
    records,
  });
}

let pki: Pki;
let folder: string;
let stateDir: string;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-reference-'));
  pki = await ensurePki({ dir: join(folder, 'pki') });
}, 120_000);

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the connector against these answers; the state folder is new unless it is given. */
async function drive(
  answers: { token?: readonly ScriptedAnswer[]; api?: readonly ScriptedAnswer[] },
  lines: readonly string[],
  options: { keepState?: boolean; caFile?: string; configFile?: boolean } = {},
): Promise<ConnectorEnd & { seen: readonly SeenRequest[]; calls: string[] }> {
  const ror = await startScriptedRor({ pki, token: answers.token ?? [TOKEN], api: answers.api ?? [TAKEN] });
  closers.push(() => ror.close());
  if (options.keepState !== true) stateDir = mkdtempSync(join(folder, 'state-'));
  const { cert, key } = pki.leaves.good;
  const caFile = options.caFile ?? pki.caFile;
  const configFile = join(stateDir, 'config.json');
  const credential = { id: 'supplier', clientId: 'client', cert, key };
  writeFileSync(
    configFile,
    JSON.stringify({ ...ror, feedPath: '/ws-synchro-dispo-lits-fhir', caFile, stateDir, credentials: [credential] }),
  );
  const environment = {
    ROR_TOKEN_URL: ror.tokenUrl,
    ROR_API_BASE: ror.apiBase,
    ROR_CLIENT_ID: 'client',
    ROR_CLIENT_CERT: cert,
    ROR_CLIENT_KEY: key,
    ROR_CA_FILE: caFile,
    ROR_STATE_DIR: stateDir,
  };
  const end = await runReferenceConnector(
    options.configFile === true ? { ROR_CONFIG_FILE: configFile } : environment,
    lines,
  );
  return { ...end, seen: ror.seen, calls: ror.seen.map(describeCall) };
}

/** `token`, or the operation of a PATCH. */
function describeCall({ host, body }: SeenRequest): string {
  return host === 'auth' ? 'token' : (/"name":"type","valueString":"(\w+)"/.exec(body)?.[1] ?? '?');
}

describe('the reference connector', () => {
  it('asks for a token with its certificate, then sends replace with exactly two headers', async () => {
    const { exitCode, stdout, stderr, seen, calls } = await drive({}, [stimulus('report-capacity')]);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '{"id":"s1","result":"done"}\n', stderr: '' });
    expect(calls).toEqual(['token', 'replace']);
    const [token, patch] = seen;
    expect(token).toMatchObject({ method: 'POST', body: 'client_id=client&grant_type=client_credentials' });
    expect(token?.clientName).toBe('CLIENT_TEST_RORN');
    expect(patch).toMatchObject({
      method: 'PATCH',
      target: '/ws-synchro-dispo-lits-fhir/Location?identifier=199A000014%2FMED-A',
      clientName: null,
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/fhir+json' },
    });
    expect(patch?.headerNames).toEqual(['Authorization', 'Content-Type', 'Host', 'Connection', 'Content-Length']);
  });

  it('reads its world from the configuration file as well', async () => {
    const { exitCode, calls } = await drive({}, [stimulus('report-capacity')], { configFile: true });
    expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: ['token', 'replace'] });
  });

  it.each([
    ['a bare string', RECORD_MISSING],
    ['an array', outcome(404, 'not-found', [COLLECTION])],
  ])('adds after the documented 404 whose expression is %s', async (_form, missing) => {
    const { exitCode, calls } = await drive({ api: [missing, TAKEN] }, [stimulus('report-capacity')]);
    expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: ['token', 'replace', 'add'] });
  });

  it.each([
    ['the 404 of a Location', outcome(404, 'not-found', ['Location']), /does not know this unit.*GRADeS/],
    ['a 404 with a longer expression', outcome(404, 'not-found', `${COLLECTION}.x`), /GRADeS/],
    ['a 404 with another code', outcome(404, 'processing', COLLECTION), /GRADeS/],
    ['a 404 without a body', { status: 404 }, /GRADeS/],
    ['a 412', outcome(412, 'multiple-matches', ['Location']), /several units.*GRADeS/],
    ['a 400', outcome(400, 'business-rule'), /indicator.*GRADeS/],
    ['a 403', outcome(403, 'forbidden', ['Location']), /not on the list.*GRADeS/],
    ['an answer that nothing documents', { status: 409, body: 'what?' }, /HTTP 409/],
  ] as const)('reports %s, once, and does not add', async (_title, answer, words) => {
    const { exitCode, calls, stderr, stdout } = await drive({ api: [answer] }, [stimulus('report-capacity')]);
    expect({ exitCode, calls, stdout }).toEqual({
      exitCode: 10,
      calls: ['token', 'replace'],
      stdout: '{"id":"s1","result":"refused"}\n',
    });
    expect(stderr).toMatch(words);
    expect(stderr).toContain('199A000014/MED-A (Médecine A)');
  });

  it('goes on with the next record after a 400, and leaves the unit alone after a 404 of it', async () => {
    const after400 = await drive({ api: [outcome(400, 'business-rule'), TAKEN] }, [
      stimulus('report-capacity', [WOMEN, MEN]),
    ]);
    expect({ exitCode: after400.exitCode, calls: after400.calls }).toEqual({
      exitCode: 10,
      calls: ['token', 'replace', 'replace'],
    });
    const after404 = await drive({ api: [outcome(404, 'not-found', ['Location'])] }, [
      stimulus('report-capacity', [WOMEN, MEN]),
    ]);
    expect(after404.calls).toEqual(['token', 'replace']);
  });

  it.each([400, 401, 403])('sends nothing to the API when the token endpoint answers %i', async (status) => {
    const token = { status, body: { error: 'invalid_client', error_description: 'Invalid client' } };
    const { exitCode, calls, stderr } = await drive({ token: [token] }, [stimulus('report-capacity', [WOMEN, MEN])]);
    expect({ exitCode, calls }).toEqual({ exitCode: 10, calls: ['token'] });
    expect(stderr).toMatch(/no token for client_id client: HTTP \d+ .*invalid_client.*subject DN/);
  });

  it('keeps its token over several stimuli, and renews it before it ends', async () => {
    const lines = [stimulus('report-capacity'), stimulus('report-capacity', [MEN])];
    expect((await drive({}, lines)).calls).toEqual(['token', 'replace', 'replace']);
    const short = { status: 200, body: { access_token: 'token-1', expires_in: 0 } };
    expect((await drive({ token: [short] }, lines)).calls).toEqual(['token', 'replace', 'token', 'replace']);
  });

  it('renews a token that the API refuses exactly once', async () => {
    const refused = { status: 401 };
    const renewed = { status: 200, body: { access_token: 'token-2', expires_in: 300 } };
    const good = await drive({ token: [TOKEN, renewed], api: [refused, TAKEN] }, [stimulus('report-capacity')]);
    expect({ exitCode: good.exitCode, calls: good.calls }).toEqual({
      exitCode: 0,
      calls: ['token', 'replace', 'token', 'replace'],
    });
    expect(good.seen.at(-1)?.headers.authorization).toBe('Bearer token-2');
    const bad = await drive({ api: [refused] }, [stimulus('report-capacity')]);
    expect({ exitCode: bad.exitCode, calls: bad.calls }).toEqual({
      exitCode: 10,
      calls: ['token', 'replace', 'token', 'replace'],
    });
    expect(bad.stderr).toContain('HTTP 401');
  });

  it('waits as long as Retry-After asks, then starts again with replace', async () => {
    const busy = { status: 503, headers: { 'Retry-After': '2' } };
    const { exitCode, calls, seen } = await drive({ api: [RECORD_MISSING, busy, TAKEN] }, [
      stimulus('report-capacity'),
    ]);
    expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: ['token', 'replace', 'add', 'replace'] });
    expect((seen[3]?.atMs ?? 0) - (seen[2]?.atMs ?? 0)).toBeGreaterThanOrEqual(1950);
  });

  it('gives up after four tries that come later and later, and says so', async () => {
    const { exitCode, calls, stderr, seen } = await drive({ api: ['cut', { status: 429 }, { status: 500 }] }, [
      stimulus('report-capacity', [WOMEN, MEN]),
    ]);
    expect({ exitCode, calls }).toEqual({ exitCode: 10, calls: ['token', 'replace', 'replace', 'replace', 'replace'] });
    expect(stderr).toContain('the ROR answered 500');
    const times = seen.slice(1).map(({ atMs }) => atMs);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.5);
    expect(pauses[2]).toBeGreaterThan((pauses[1] ?? 0) * 1.5);
  }, 30_000);

  it('does not speak to a server that its trust file does not vouch for, and does not insist', async () => {
    const { exitCode, calls, stderr } = await drive({}, [stimulus('report-capacity')], {
      caFile: pki.leaves['self-signed'].cert,
    });
    expect({ exitCode, calls }).toEqual({ exitCode: 10, calls: [] });
    expect(stderr).toMatch(/token endpoint: TLS failed .*trust file/);
  });

  it('deletes what no longer exists, and is content when it was gone already', async () => {
    const removed = await drive({ api: [TAKEN] }, [stimulus('remove-capacity')]);
    expect({ exitCode: removed.exitCode, calls: removed.calls }).toEqual({ exitCode: 0, calls: ['token', 'delete'] });
    const gone = await drive({ api: [RECORD_MISSING] }, [stimulus('remove-capacity')]);
    expect({ exitCode: gone.exitCode, calls: gone.calls }).toEqual({ exitCode: 0, calls: ['token', 'delete'] });
  });

  it('sends again everything that it was told, and nothing that was removed', async () => {
    await drive({}, [stimulus('report-capacity', [WOMEN, MEN]), stimulus('remove-capacity', [MEN])]);
    const again = await drive({}, [stimulus('resend-all', [], null)], { keepState: true });
    expect({ exitCode: again.exitCode, calls: again.calls }).toEqual({ exitCode: 0, calls: ['token', 'replace'] });
    expect(again.seen[1]?.body).toContain("'genderCapacityAvailable' and valueCodeableConcept.coding.code = '01'");
  });

  it('has nothing to send when it knows nothing, and says so', async () => {
    const { exitCode, stdout, calls } = await drive({}, [stimulus('resend-all', [], null)]);
    expect({ exitCode, stdout, calls }).toEqual({
      exitCode: 11,
      stdout: '{"id":"s1","result":"nothing"}\n',
      calls: [],
    });
  });
});

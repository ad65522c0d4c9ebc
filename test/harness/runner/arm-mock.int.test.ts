import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import type { Pki } from '../../../certs/pki.ts';
import { UNARMED } from '../../../harness/model/scenario-arming.ts';
import type { ScenarioArming } from '../../../harness/model/scenario-arming.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import { armAgain, armStart } from '../../../harness/runner/arm-mock.ts';
import { planAttempt } from '../../../harness/runner/plan.ts';
import type { AttemptPlan } from '../../../harness/runner/plan.ts';
import { handedLeaves } from '../../../harness/runner/scenario-credentials.ts';
import { readWorldFacts } from '../../../harness/runner/world-facts.ts';
import type { WorldFacts } from '../../../harness/runner/world-facts.ts';
import { startMockRor } from '../../../mock-server/index.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { sampleScenario } from '../../support/sample-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-arming-'));
let pki: Pki;
let mock: MockRor;
let facts: WorldFacts;

beforeAll(async () => {
  pki = await ensurePki({ dir: folder, keyType: 'ec' });
  mock = await startMockRor({ pki });
  facts = await readWorldFacts(mock, pki);
});

afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

const UNITS: Scenario['units'] = [
  { alias: 'medecine', place: 'listed', establishment: 'first', records: [] },
  { alias: 'elsewhere', place: 'not-listed', records: [] },
];

async function planned(changes: Partial<Scenario>): Promise<AttemptPlan> {
  const scenario: Scenario = { ...sampleScenario('time/arming', []), units: UNITS, ...changes };
  return planAttempt(scenario, { ...facts, leaves: await handedLeaves(scenario, facts) }, 'seed');
}

function armable(plan: AttemptPlan, changes: Partial<ScenarioArming>) {
  const arming = { ...UNARMED, ...changes };
  return { arming, participants: plan.participants(arming), revoked: plan.revoked(arming), outageMs: 200 };
}

async function listed(): Promise<readonly string[]> {
  const participants = await mock.participants();
  return participants.find(({ id }) => id === 'supplier')?.certificates[0]?.establishments ?? [];
}

test('each arming undoes the one before it: settings, faults, clock and lists', async () => {
  const plan = await planned({});
  const before = await mock.describe();
  const wasListed = await listed();
  const finess = plan.units[0]?.establishment.finess ?? '';
  const other = plan.units[1]?.establishment.finess ?? '';
  const all = armable(plan, {
    settings: { tokenLifetimeS: 7 },
    withdrawn: ['medecine'],
    granted: ['elsewhere'],
    faults: [{ listener: 'api', from: 2, times: 3, action: { kind: 'status', status: 503, retryAfterS: 1 } }],
    clockOffsetMs: -300_000,
  });
  const state = await armStart(mock, all, {});
  expect((await mock.describe()).settings).toEqual({ ...before.settings, tokenLifetimeS: 7 });
  expect(await listed()).toEqual([...wasListed.filter((one) => one !== finess), other]);
  expect(await mock.faults()).toMatchObject([{ listener: 'api', from: 2, times: 3 }]);

  await armAgain(mock, armable(plan, { settings: { dnMatch: 'literal' } }), state);
  expect((await mock.describe()).settings).toEqual({ ...before.settings, dnMatch: 'literal' });
  expect(await listed()).toEqual(wasListed);
  expect(await mock.faults()).toEqual([]);
  const clocks = (await mock.readJournal({ kinds: ['clock'] })).map(
    (entry) => entry.kind === 'clock' && entry.offsetMs,
  );
  expect(clocks.slice(-2)).toEqual([-300_000, 0]);
});

test('a suspended, an unlisted and a not yet open supplier stand so, and stand again as before', async () => {
  const plan = await planned({});
  const supplier = async () => (await mock.participants()).find(({ id }) => id === 'supplier');
  const usual = await supplier();
  let state = await armStart(mock, armable(plan, { suspended: ['supplier'] }), {});
  expect(await supplier()).toMatchObject({ state: 'suspended' });
  state = await armAgain(mock, armable(plan, { unlisted: ['supplier'] }), state);
  expect(await supplier()).toMatchObject({ state: 'whitelisted', certificates: [] });
  state = await armAgain(mock, armable(plan, { notYetOpen: ['supplier'] }), state);
  expect(await supplier()).toMatchObject({ state: 'whitelisted', opening: expect.stringContaining('2099') });
  await armAgain(mock, armable(plan, {}), state);
  expect(await supplier()).toEqual(usual);
});

test('a credential of the scenario becomes a participant with its own certificate and establishments', async () => {
  const plan = await planned({
    credentials: [
      {
        id: 'instance-a',
        participant: 'product',
        kind: 'proprietary',
        certificate: 'establishment-a',
        establishments: ['first'],
      },
      {
        id: 'instance-b',
        participant: 'product',
        kind: 'proprietary',
        certificate: 'establishment-b',
        establishments: ['second'],
      },
    ],
    units: [
      { alias: 'a', place: 'listed', establishment: 'first', records: [] },
      { alias: 'b', place: 'listed', establishment: 'second', records: [] },
    ],
    steps: [
      { id: 'one', kind: 'report-capacity', unit: 'a', records: [], credential: 'instance-a' },
      { id: 'two', kind: 'report-capacity', unit: 'b', records: [], credential: 'instance-b' },
    ],
  });
  await armStart(mock, armable(plan, {}), {});
  const product = (await mock.participants()).find(({ id }) => id === 'product');
  const finesses = plan.units.map(({ establishment }) => establishment.finess);
  expect(product).toMatchObject({ clientId: 'rorkit-product', kind: 'proprietary' });
  expect(product?.certificates.map(({ establishments }) => establishments)).toEqual(finesses.map((one) => [one]));
  expect(new Set(product?.certificates.map(({ subjectDn }) => subjectDn)).size).toBe(2);
  const world = plan.world('/state');
  expect(world.credentials.map(({ id, clientId }) => [id, clientId])).toEqual([
    ['instance-a', 'rorkit-product'],
    ['instance-b', 'rorkit-product'],
  ]);
  expect(world.establishments.map(({ finess, credential }) => `${finess} ${credential}`).toSorted()).toEqual(
    [`${finesses[0]} instance-a`, `${finesses[1]} instance-b`].toSorted(),
  );
});

test('the connector is handed the certificate that an arming names, and that one is revoked', async () => {
  const plan = await planned({ arming: { ...UNARMED, certificates: { supplier: 'renewed' }, revoked: ['renewed'] } });
  const [supplier] = plan.world('/state').credentials;
  expect(supplier?.cert).toBe(pki.leaves.renewed.cert);
  expect(plan.revoked({ ...UNARMED, certificates: { supplier: 'renewed' }, revoked: ['renewed'] })).toEqual([
    pki.leaves.renewed.cert,
  ]);
  expect(plan.world('/state', UNARMED).credentials[0]?.cert).toBe(pki.leaves.good.cert);
  await armStart(mock, armable(plan, { revoked: ['renewed'] }), {});
  expect(() => plan.revoked({ ...UNARMED, revoked: ['expired'] })).toThrow(
    expect.objectContaining({ reason: 'lacks-certificate', values: { name: 'expired' } }),
  );
});

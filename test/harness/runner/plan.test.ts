import { expect, test } from 'vitest';
import type { Pki } from '../../../certs/pki.ts';
import { planAttempt } from '../../../harness/runner/plan.ts';
import { UNARMED } from '../../../harness/model/scenario-arming.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import type { HeldCredential, WorldFacts } from '../../../harness/runner/world-facts.ts';
import { sampleScenario } from '../../support/sample-run.ts';

const establishment = (finess: string) => ({ finess, idNatStruct: `1${finess}`, name: `EG ${finess}`, region: '11' });
const location = (establishmentFiness: string, code: string, id = code) => ({
  id,
  versionId: 1,
  identifier: `1${establishmentFiness}/${code}`,
  name: code,
  establishment: establishmentFiness,
  records: [],
});

const PARTICIPANT = {
  id: 'supplier',
  clientId: 'c',
  role: 'supplier',
  kind: 'saas',
  certificates: [{ subjectDn: 'CN=good', establishments: ['99A000001'] }],
  accessProfile: 5,
  region: '11',
  state: 'whitelisted',
} as const;

const CREDENTIAL: HeldCredential = {
  id: 'supplier',
  role: 'supplier',
  clientId: 'c',
  cert: '/c',
  key: '/k',
  p12: '/p',
  p12Password: 'p',
  subjectDn: 'CN=good',
  participant: PARTICIPANT,
  establishments: ['99A000001'],
};

const LEAF = { cert: '/c', key: '/k', p12: '/p', p12Password: 'p', subjectDn: 'CN=good' };

const PKI: Pki = {
  dir: '/pki',
  caFile: '/ca',
  trustP12: '/t',
  trustP12Password: 'p',
  rootCer: '/r',
  intermediateCer: '/i',
  clientCa: '/cc',
  serverChain: '/s',
  serverKey: '/sk',
  leaves: {
    good: { name: 'good', ...LEAF },
    'other-subject': { name: 'other-subject', ...LEAF },
    expired: { name: 'expired', ...LEAF },
    'unknown-ca': { name: 'unknown-ca', ...LEAF },
    renewed: { name: 'renewed', ...LEAF },
    consumer: { name: 'consumer', ...LEAF },
    'self-signed': { name: 'self-signed', ...LEAF },
  },
};

const FACTS: WorldFacts = {
  addresses: { tokenUrl: 't', apiBase: 'a', feedPath: '/f', readPath: '/r', controlUrl: null },
  establishments: [establishment('99A000001'), establishment('99A000002')],
  participants: [PARTICIPANT],
  locations: [
    ...['A', 'B', 'C'].map((code) => location('99A000001', code)),
    location('99A000001', 'DUP', 'dup-1'),
    location('99A000001', 'DUP', 'dup-2'),
    location('99A000002', 'FAR'),
  ],
  pki: PKI,
  credentials: [CREDENTIAL],
};

function unit(alias: string, place: Scenario['units'][number]['place']): Scenario['units'][number] {
  return { alias, place, records: [] };
}

function plan(units: Scenario['units'], seed = 's', facts = FACTS) {
  return planAttempt({ ...sampleScenario('feed/x', []), units }, facts, seed);
}

function chosenWith(seed: string): string | undefined {
  return plan([unit('a', 'listed')], seed).units[0]?.identifier;
}

test('each kind of place is found, and no unit takes the place of another', () => {
  const { units } = plan([
    unit('a', 'listed'),
    unit('b', 'listed'),
    unit('c', 'listed'),
    unit('d', 'duplicated'),
    unit('n', 'not-listed'),
    unit('u', 'unknown'),
  ]);
  const found = Object.fromEntries(units.map(({ alias, identifier }) => [alias, identifier]));
  expect(new Set([found['a'], found['b'], found['c']])).toEqual(
    new Set(['A', 'B', 'C'].map((code) => `199A000001/${code}`)),
  );
  expect(found).toMatchObject({ d: '199A000001/DUP', n: '199A000002/FAR' });
  expect(found['u']).toMatch(/^199A000001\/INCONNU-[0-9A-F]{6}$/);
  expect(FACTS.locations.some((one) => one.identifier === found['u'])).toBe(false);
});

test('the same seed chooses the same, another seed may choose otherwise', () => {
  expect(chosenWith('one')).toBe(chosenWith('one'));
  expect(new Set(['1', '2', '3', '4', '5', '6', '7', '8'].map(chosenWith)).size).toBeGreaterThan(1);
});

test('the world knows what the connector believes in: also the unknown unit and the establishment off the list', () => {
  const { establishments, credentials } = plan([unit('u', 'unknown'), unit('n', 'not-listed')]).world('/state');
  expect(establishments.map((one) => [one.finess, one.credential])).toEqual([
    ['99A000001', 'supplier'],
    ['99A000002', 'supplier'],
  ]);
  expect(establishments[0]?.locations.map((one) => one.identifier)).toContainEqual(expect.stringMatching(/INCONNU/));
  expect(establishments[0]?.locations.filter((one) => one.identifier.endsWith('/DUP'))).toHaveLength(1);
  expect(Object.keys(credentials[0] ?? {})).not.toContain('participant');
  expect(Object.keys(credentials[0] ?? {})).not.toContain('establishments');
});

test('without such a unit the establishment off the list is not told', () => {
  const { establishments } = plan([unit('a', 'listed')]).world('/state');
  expect(establishments.map((one) => one.finess)).toEqual(['99A000001']);
});

test('start records are put where there is exactly one such Location', () => {
  const plans = plan([unit('a', 'listed'), unit('d', 'duplicated'), unit('u', 'unknown')]);
  expect(plans.setups(new Date()).map((setup) => setup.identifier)).toEqual([plans.units[0]?.identifier]);
});

test('the dates of a stimulus are older than the stimulus, in French time', () => {
  const base = sampleScenario('feed/x', []);
  const record = {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: null,
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity: 3,
    comment: null,
    updatedAgoMs: 420_000,
  };
  const steps = base.steps.map((step) => ({ ...step, records: [record] }));
  const made = planAttempt({ ...base, steps }, FACTS, 's');
  const stimulus = made.stimulus(steps[0]!, new Date('2026-07-01T10:00:00Z'));
  expect(stimulus).toMatchObject({
    at: '2026-07-01T12:00:00+02:00',
    establishment: { finess: '99A000001', idNatStruct: '199A000001', credential: 'supplier' },
    records: [{ capacityUpdateDate: '2026-07-01T11:53:00+02:00', nbCapacity: 3 }],
  });
  expect(stimulus.records[0]).not.toHaveProperty('updatedAgoMs');
});

test('a figure that is only said again keeps its date', () => {
  const base = sampleScenario('feed/x', []);
  const [report] = base.steps;
  const record = {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: null,
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity: 3,
    comment: null,
    updatedAgoMs: 420_000,
  };
  const steps = [
    { ...report!, id: 'first', records: [record] },
    { ...report!, id: 'again', datesOf: 'first', records: [record] },
    { ...report!, id: 'confirmed', records: [record] },
  ];
  const made = planAttempt({ ...base, steps }, FACTS, 's');
  const said = steps.map((step, index) => made.stimulus(step, new Date(Date.UTC(2026, 6, 1, 10, index))));
  expect(said.map(({ at }) => at.slice(11, 16))).toEqual(['12:00', '12:01', '12:02']);
  expect(said.map(({ records }) => records[0]?.capacityUpdateDate.slice(11, 16))).toEqual(['11:53', '11:53', '11:55']);
});

test('an unlisted credential loses its certificate and nothing else', () => {
  const base = sampleScenario('trust/x', []);
  const made = planAttempt({ ...base, arming: { ...UNARMED, unlisted: ['supplier'] } }, FACTS, 's');
  expect(made.participants()).toEqual([{ ...PARTICIPANT, certificates: [] }]);
});

test('a participant of a scenario is of the region of its establishment, whichever the seed chose', () => {
  const finesses = ['99A000001', '99A000002', '99A000003', '99A000004'];
  const establishments = finesses.map((finess, index) => ({ ...establishment(finess), region: String(index) }));
  const locations = finesses.map((finess) => location(finess, 'A', finess));
  const facts: WorldFacts = {
    ...FACTS,
    establishments,
    locations,
    credentials: [{ ...CREDENTIAL, establishments: finesses }],
  };
  const hub = {
    id: 'hub',
    participant: 'hub',
    kind: 'regional-eai',
    certificate: 'good',
    establishments: ['first'],
  } as const;
  const base = sampleScenario('establishments/x', []);
  const units = [{ ...unit('a', 'listed'), establishment: 'first' }];
  const steps = base.steps.map((step) => ({ ...step, unit: 'a', credential: 'hub' }));
  const leaves = new Map([['good', { name: 'good', ...LEAF }]] as const);
  const regions = ['1', '2', '3', '4', '5', '6', '7', '8'].map((seed) => {
    const made = planAttempt({ ...base, units, steps, credentials: [hub] }, { ...facts, leaves }, seed);
    expect(made.participants()[0]?.region).toBe(made.units[0]?.establishment.region);
    return made.units[0]?.establishment.region;
  });
  expect(new Set(regions).size).toBeGreaterThan(1);
});

test.each([
  [
    'a place',
    () => plan([unit('a', 'listed'), unit('b', 'duplicated'), unit('c', 'duplicated')]),
    { reason: 'lacks-free-location', values: { place: 'duplicated' } },
  ],
  [
    'a credential',
    () => plan([unit('a', 'listed')], 's', { ...FACTS, credentials: [] }),
    { reason: 'lacks-credential', values: { id: 'supplier' } },
  ],
])('%s that the mock does not have is named', (_, work, lack) => {
  expect(work).toThrow(expect.objectContaining(lack));
});

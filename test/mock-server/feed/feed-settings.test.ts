import { describe, expect, it } from 'vitest';
import { isMessageId } from '../../../messages/index.ts';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { defaultFeedSettings, FEED_SETTINGS } from '../../../mock-server/feed/feed-settings.ts';
import { parseSeed } from '../../../mock-server/store/parse-seed.ts';
import { defaultSeed } from '../../../mock-server/store/seed.ts';
import type { Participant } from '../../../mock-server/index.ts';
import {
  inProcessMock,
  operation,
  parameters,
  pathOf,
  patchOf,
  SUPPLIER,
  textOf,
  withHeaders,
  WOMEN,
} from '../in-process.ts';

const MEN = { ...WOMEN, genderCapacityAvailable: '02' };
const ANY = { ...WOMEN, genderCapacityAvailable: '04' };
const replace = parameters(operation('replace', WOMEN));
const removeMissing = parameters(operation('delete', ANY));

describe('the settings of the feed', () => {
  it('stand under their own name, with a text, and a default that is among their values', () => {
    for (const [key, setting] of Object.entries(FEED_SETTINGS)) {
      expect(setting.name).toBe(key);
      const values = 'anyOf' in setting.values ? ['none', ...setting.values.anyOf] : Object.values(setting.values);
      expect(values).toContain(setting.default);
      expect(new Set(values).size).toBeGreaterThan(1);
      expect(isMessageId(setting.text)).toBe(true);
      expect(setting.requirement).toMatch(/^ROR-/);
      // The rules between records are no question of the feed API.
      expect(setting.question ?? key).toMatch(/^(Q\d+|consistencyRulesOff)$/);
    }
    expect(Object.keys(defaultFeedSettings())).toEqual(Object.keys(FEED_SETTINGS));
  });
});

describe('rorHeaders (Q6)', () => {
  const request = patchOf(replace, { headers: withHeaders(['ROR-Role-Metier-Code', 'AUTOMATE'], ['ror-x', '']) });

  it('notice: accepts, and notices each header', async () => {
    const { status, answer } = await inProcessMock().patch(request);
    expect(status).toBe(200);
    expect(answer?.notices).toEqual([
      { requirement: 'ROR-HDR-NO-ROR', where: 'ROR-Role-Metier-Code', seen: 'ROR-Role-Metier-Code', expected: '—' },
      { requirement: 'ROR-HDR-NO-ROR', where: 'ror-x', seen: 'ror-x', expected: '—' },
    ]);
  });

  it('refuse: 400, and nothing else is refused', async () => {
    const mock = inProcessMock({ settings: { rorHeaders: 'refuse' } });
    expect(await mock.patch(request)).toMatchObject({ status: 400, code: 'feed.ror-header' });
    expect((await mock.patch(patchOf(replace))).status).toBe(200);
  });
});

describe('identifierMatch (Q3)', () => {
  const seed = defaultSeed();
  const codeAlone = parseSeed(JSON.parse(JSON.stringify(seed).replaceAll('199A000014/MED-A', 'MED-A')));

  it('full: only the whole stored identifier, case and blanks included', async () => {
    const mock = inProcessMock({ seed: codeAlone });
    for (const query of ['identifier=199A000014/MED-A', 'identifier=med-a', 'identifier=MED-A+']) {
      expect(await mock.patch(patchOf(replace, { query }))).toMatchObject({ status: 404 });
    }
    expect((await mock.patch(patchOf(replace, { query: 'identifier=MED-A' }))).status).toBe(200);
  });

  it('full-or-code: also the code alone, within its establishment', async () => {
    const mock = inProcessMock({ seed: codeAlone, settings: { identifierMatch: 'full-or-code' } });
    expect((await mock.patch(patchOf(replace))).status).toBe(200);
    const elsewhere = patchOf(replace, { query: 'identifier=199A000022/MED-A' });
    expect((await mock.patch(elsewhere)).status).toBe(404);
  });
});

describe('locationExpression (Q23)', () => {
  it.each(['Location', 'location'] as const)('%s is how the 404 and the 412 spell it', async (spelling) => {
    const mock = inProcessMock({ settings: { locationExpression: spelling } });
    const missing = await mock.patch(patchOf(replace, { query: 'identifier=none' }));
    const several = await mock.patch(patchOf(replace, { query: 'identifier=199A000014/DUP-1' }));
    expect([missing.issues[0]?.expression, several.issues[0]?.expression]).toEqual([[spelling], [spelling]]);
  });
});

describe('ifMatch (Q21)', () => {
  const stale = patchOf(replace, { headers: withHeaders(['If-Match', 'W/"7"']) });

  it('ignore: last write wins', async () => {
    expect((await inProcessMock().patch(stale)).status).toBe(200);
  });

  it('check: 412 with a text that is not the one of several Locations; the present version passes', async () => {
    const mock = inProcessMock({ settings: { ifMatch: 'check' } });
    const refused = await mock.patch(stale);
    expect(refused).toMatchObject({ status: 412, code: 'feed.if-match' });
    expect(refused.issues[0]?.code).not.toBe('multiple-matches');
    for (const tag of ['W/"1"', '"2"', '*', '"9", W/"4"']) {
      const outcome = await mock.patch(patchOf(replace, { headers: withHeaders(['if-match', tag]) }));
      expect(outcome.status).toBe(200);
    }
    expect((await mock.patch(patchOf(replace))).status).toBe(200);
  });
});

describe('otherPathStatus (Q17)', () => {
  const elsewhere = patchOf(parameters(operation('replace', WOMEN, 'Location.name')));

  it.each([400, 403] as const)('%i when the path designates something else', async (status) => {
    const outcome = await inProcessMock({ settings: { otherPathStatus: status } }).patch(elsewhere);
    expect(outcome).toMatchObject({ status, code: 'feed.path-not-capacity' });
  });
});

describe('removeOperation (Q16, Q40)', () => {
  const removal = patchOf(parameters(operation('remove', WOMEN)));
  const old = createKernel({ guide: '0.6.0' });

  it.each([
    ['by-guide', 400, 200],
    ['accept', 200, 200],
    ['refuse', 400, 400],
  ] as const)('%s: %i under guide 0.7.0, %i under 0.6.0', async (removeOperation, now, before) => {
    const settings = { removeOperation };
    const newer = await inProcessMock({ settings }).patch(removal);
    const older = await inProcessMock({ settings, kernel: old }).patch(removal);
    expect([newer.status, older.status]).toEqual([now, before]);
    const told = [newer, older].map(({ issues, answer }) => answer?.change?.effect.operations[0] ?? issues[0]?.code);
    expect(told).toEqual([now, before].map((status) => (status === 200 ? 'delete' : 'not-supported')));
  });
});

describe('replaceOtherKey (Q10)', () => {
  const moved = patchOf(parameters(operation('replace', ANY, pathOf(WOMEN))));

  it('notice: the record takes the key of its value, and it is noticed', async () => {
    const mock = inProcessMock();
    const { status, answer } = await mock.patch(moved);
    expect(status).toBe(200);
    expect(answer?.notices).toContainEqual(expect.objectContaining({ requirement: 'ROR-FEED-SAME-INDICATOR' }));
    const genders = mock.store.findById('loc-1')?.records.map(({ key }) => key.genderCapacityAvailable);
    expect(genders).toEqual([null, '04', '02']);
  });

  it('refuse: 400', async () => {
    const mock = inProcessMock({ settings: { replaceOtherKey: 'refuse' } });
    expect(await mock.patch(moved)).toMatchObject({ status: 400, code: 'feed.path-other-indicator' });
    expect((await mock.patch(patchOf(replace))).status).toBe(200);
  });

  it('never makes two records of one key', async () => {
    const onto = patchOf(parameters(operation('replace', MEN, pathOf(WOMEN))));
    expect(await inProcessMock().patch(onto)).toMatchObject({ status: 400, code: 'feed.duplicate-record' });
  });
});

describe('libraryForms (Q37)', () => {
  const text = JSON.stringify(replace);
  const forms = {
    'valueCode for the type': text.replace('"valueString":"replace"', '"valueCode":"replace"'),
    'a named value part': text.replace('"part":[{"extension"', '"part":[{"name":"x","extension"'),
    'the value set as system': text.replaceAll(
      /NOS\/TRE_R330[^"]*/g,
      'NOS/JDV_J188-TypeStatutCapacite-ROR/FHIR/JDV-J188-TypeStatutCapacite-ROR',
    ),
  };

  it.each(Object.entries(forms))('notice: %s is accepted and noticed; refuse: 400', async (_name, body) => {
    expect(body).not.toBe(text);
    const { status, answer } = await inProcessMock().patch(patchOf(body));
    expect(status).toBe(200);
    expect(answer?.notices).toHaveLength(1);
    const refused = await inProcessMock({ settings: { libraryForms: 'refuse' } }).patch(patchOf(body));
    expect(refused.status).toBe(400);
    expect(refused.issues).toHaveLength(1);
  });
});

describe('severalOperations (Q15)', () => {
  const two = patchOf(parameters(operation('replace', WOMEN), operation('delete', MEN)));

  it('notice: all are done, in their order, as one version', async () => {
    const mock = inProcessMock();
    const { status, answer } = await mock.patch(two);
    expect(status).toBe(200);
    expect(answer?.change?.effect).toMatchObject({ versionAfter: 2, operations: ['replace', 'delete'] });
    expect(answer?.notices).toContainEqual(expect.objectContaining({ requirement: 'ROR-FEED-ONE-OPERATION' }));
    expect(mock.store.findById('loc-1')?.records).toHaveLength(2);
  });

  it('notice: none is done when one cannot be', async () => {
    const mock = inProcessMock();
    const before = mock.store.findById('loc-1');
    const half = parameters(operation('replace', WOMEN), operation('replace', ANY));
    expect(await mock.patch(patchOf(half))).toMatchObject({ status: 404, code: 'feed.indicator-not-found' });
    expect(mock.store.findById('loc-1')).toBe(before);
  });

  it('refuse: 400', async () => {
    const mock = inProcessMock({ settings: { severalOperations: 'refuse' } });
    expect(await mock.patch(two)).toMatchObject({ status: 400, code: 'feed.several-operations' });
  });
});

describe('deleteMissing (Q8)', () => {
  it('not-found: the same 404 as replace', async () => {
    const outcome = await inProcessMock().patch(patchOf(removeMissing));
    expect(outcome).toMatchObject({ status: 404, code: 'feed.indicator-not-found' });
  });

  it('no-op: 200, the version stays and nothing is written', async () => {
    const mock = inProcessMock({ settings: { deleteMissing: 'no-op' } });
    const { status, answer } = await mock.patch(patchOf(removeMissing));
    expect(status).toBe(200);
    expect(answer?.change).toBeUndefined();
    expect(answer?.headers).toContainEqual(['ETag', 'W/"1"']);
    expect((await mock.patch(patchOf(parameters(operation('replace', ANY))))).status).toBe(404);
  });
});

describe('addDuplicate (Q9)', () => {
  const add = patchOf(parameters(operation('add', WOMEN)));

  it('refuse: 400 with a text marked as the mock-made', async () => {
    const outcome = await inProcessMock().patch(add);
    expect(outcome).toMatchObject({ status: 400, code: 'feed.duplicate-record' });
    expect(outcome.issues[0]).toMatchObject({ code: 'business-rule', diagnostics: expect.stringContaining('rorkit') });
  });

  it('append: a second one; then neither can be replaced alone', async () => {
    const mock = inProcessMock({ settings: { addDuplicate: 'append' } });
    expect((await mock.patch(add)).status).toBe(200);
    expect(mock.store.findById('loc-1')?.records).toHaveLength(4);
    expect(await mock.patch(patchOf(replace))).toMatchObject({ status: 400, code: 'feed.ambiguous-record' });
  });
});

describe('indicatorExpression (Q22)', () => {
  it.each([
    ['string', 'string'],
    ['array', 'object'],
  ] as const)('%s', async (indicatorExpression, type) => {
    const { issues } = await inProcessMock({ settings: { indicatorExpression } }).patch(patchOf(removeMissing));
    const expression = issues[0]?.expression;
    expect(typeof expression).toBe(type);
    expect([expression].flat()).toEqual([expect.stringContaining('Location.extension.where(url=')]);
  });
});

describe('successBody (Q20)', () => {
  it('location: the whole Location, by reference', async () => {
    const { answer } = await inProcessMock().patch(patchOf(replace));
    expect(answer?.body).toMatchObject({ kind: 'resource', id: 'loc-1', versionId: 2 });
    expect(JSON.parse(textOf(answer))).toHaveProperty('extension');
  });

  it('identifiers: id, meta and identifiers only', async () => {
    const { answer } = await inProcessMock({ settings: { successBody: 'identifiers' } }).patch(patchOf(replace));
    const body = JSON.parse(textOf(answer));
    expect(Object.keys(body)).toEqual(['resourceType', 'id', 'meta', 'identifier']);
    expect(body.meta.versionId).toBe('2');
    expect(body.identifier[0].value).toBe('199A000014/MED-A');
  });
});

describe('consistencyRulesOff', () => {
  const closedAndAvailable = parameters(operation('add', { ...MEN, capacityClosingType: '01' }));
  const patched = (off: string): ReturnType<ReturnType<typeof inProcessMock>['patch']> =>
    inProcessMock({
      kernel: createKernel({ catalogue: createCatalogue('permissive') }),
      settings: { consistencyRulesOff: off },
    }).patch(patchOf(closedAndAvailable));

  it('none: what breaks a rule between attributes is accepted and noticed', async () => {
    const { status, answer } = await patched('none');
    expect(status).toBe(200);
    expect(answer?.notices?.map(({ requirement }) => requirement)).toEqual(['ROR-CAP-N2']);
  });

  it('N2: that rule is not looked at', async () => {
    const { status, answer } = await patched('N2');
    expect(status).toBe(200);
    expect(answer?.notices).toEqual([]);
  });
});

describe('regionRoute (Q38)', () => {
  const eai: Participant = {
    id: 'eai',
    clientId: 'eai',
    role: 'supplier',
    kind: 'regional-eai',
    certificates: [],
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
  };
  const direct: Participant = { ...eai, id: 'supplier', clientId: 'rorkit-supplier', kind: 'saas' };
  const participants = [eai, direct];

  it('warn: accepts, and notices the route', async () => {
    const { status, answer } = await inProcessMock({ participants }).patch(patchOf(replace));
    expect(status).toBe(200);
    expect(answer?.notices).toEqual([
      { requirement: 'ROR-TRUST-REGION-ROUTE', where: 'Location', seen: 'saas (24)', expected: 'eai (24)' },
    ]);
  });

  it('refuse: 403, and a feed through the EAI is accepted without a notice', async () => {
    const mock = inProcessMock({ participants, settings: { regionRoute: 'refuse' } });
    expect(await mock.patch(patchOf(replace))).toMatchObject({ status: 403, code: 'feed.region-route' });
    const through = await mock.patch(patchOf(replace), { ...SUPPLIER, participantId: 'eai' });
    expect([through.status, through.answer?.notices]).toEqual([200, []]);
  });

  it.each(['warn', 'refuse'] as const)(
    '%s: an establishment that is not listed is the cause named first',
    async (value) => {
      const mock = inProcessMock({ participants, settings: { regionRoute: value } });
      const outsider = { ...SUPPLIER, establishments: new Set<string>() };
      expect(await mock.patch(patchOf(replace), outsider)).toMatchObject({ code: 'feed.establishment-not-listed' });
    },
  );
});

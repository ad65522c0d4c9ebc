import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../harness/judge/judge-attempt.ts';
import type { CheckUse } from '../../harness/model/scenario.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import type { JournalEntry, RecordedBody } from '../../journal/entry.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { CHECKS } from '../../scenarios/checks/index.ts';
import { patchBody } from '../support/capacity-body.ts';
import { ANSWERS, JournalBuilder, textBody } from '../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../support/sample-scenario.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

const ANSWER_NAMES = ['location-404', 'several-412', 'rules-400', 'forbidden-403'];

/** What one property looks at: so many exchanges, so many times. */
const EXCHANGES = 5;
const RUNS = 2000;

function usesOf(name: string): CheckUse[] {
  if (name === 'identity-as-configured') return [{ use: name, slug: name, with: { clientId: 'x' }, needs: [] }];
  if (name === 'attested') return [{ use: name, slug: name, with: { question: 'deployed-version' }, needs: [] }];
  if (name === 'wrong-server-refused') {
    return [{ use: name, slug: name, with: { listener: 'api' }, needs: [] }];
  }
  if (name !== 'no-retry-after-refusal' && name !== 'refusal-reported') {
    return [{ use: name, slug: name, with: {}, needs: [] }];
  }
  return ANSWER_NAMES.map((answer) => ({ use: name, slug: `${name}-${answer}`, with: { answer }, needs: [] }));
}

const scenario = sampleScenario([...CHECKS.keys()].flatMap(usesOf));

function errorsOver(entries: readonly JournalEntry[]): readonly (string | null)[] {
  const timing = { quietMs: 1, deadlineMs: 1, retryEveryMs: 0 };
  const common = { scenario, kernel, requirements, strict: true, timing };
  return judgeAttempt({ ...common, entries, settled: true })
    .filter((verdict) => verdict.status === 'error')
    .map((verdict) => `${verdict.slug}: ${verdict.error}`);
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.json({ maxDepth: 6 }),
  fc.constantFrom('', '{', 'null', '[]', '"x"', '{"issue":7}', '{"issue":[null,{"expression":{}}]}', '%', '%zz=%'),
  fc.constant('['.repeat(20_000)),
  fc.constant('{"__proto__":{"resourceType":"Parameters"},"parameter":{"length":9}}'),
);

/** A published body with one place of it replaced by anything. */
const mutatedBody = fc
  .tuple(fc.integer({ min: 0, max: 2000 }), fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('add', 'replace', 'delete'))
  .map(([place, value, type]) => {
    const body: unknown = JSON.parse(patchBody({ type, record: RECORD }));
    let at = 0;
    const walk = (node: unknown): unknown => {
      if (at++ === place % 90) return value;
      if (Array.isArray(node)) return node.map(walk);
      if (typeof node !== 'object' || node === null) return node;
      return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, walk(one)]));
    };
    return JSON.stringify(walk(body));
  });

const recordedBody: fc.Arbitrary<RecordedBody> = fc.oneof(
  { weight: 5, arbitrary: fc.oneof(hostileText, mutatedBody).map(textBody) },
  fc.constant<RecordedBody>({ form: 'none' }),
  fc
    .base64String({ maxLength: 64 })
    .map((base64): RecordedBody => ({ form: 'bytes', base64, bytes: 9, sha256: 'x', truncated: true })),
  fc.constant<RecordedBody>({ form: 'resource', type: 'Location', id: '1', versionId: 2, bytes: 3, sha256: 'x' }),
);

const headers = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('Authorization', 'content-type', 'Ror-X', '__proto__'), fc.string({ maxLength: 20 })),
    fc.string({ unit: 'binary', maxLength: 60 }),
  ),
  { maxLength: 5 },
);

const target = fc.oneof(
  fc.constantFrom(
    `/ws-synchro-dispo-lits-fhir/Location?identifier=${UNIT}`,
    '/ws-synchro-dispo-lits-fhir/Location?identifier=%E0%A4%A',
    '/auth/realms/ror/protocol/openid-connect/token',
    '*',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

const answer = fc.oneof(
  fc.constantFrom(...Object.values(ANSWERS)),
  fc.record({ status: fc.integer({ min: 100, max: 599 }), body: hostileText }),
);

const exchange = fc.record({
  listener: fc.constantFrom('token' as const, 'patch' as const, 'other' as const),
  input: fc.record({
    target,
    headers,
    body: recordedBody,
    answer,
    method: fc.constantFrom('PATCH', 'POST', 'GET', 'X'),
  }),
});

const stimulusBody = fc.oneof(
  fc.constant<unknown>(sampleStimulus()),
  fc.constant<unknown>(sampleStimulus({ location: null })),
  fc.constant<unknown>(sampleStimulus({ records: [{ ...RECORD, capacityUpdateDate: 'never' }] })),
  fc.jsonValue(),
);

function journalOf(
  stimulus: unknown,
  exchanges: readonly { listener: string; input: object }[],
): readonly JournalEntry[] {
  const journal = new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus());
  for (const { listener, input } of exchanges) {
    if (listener === 'token') journal.token(input);
    else if (listener === 'patch') journal.patch(UNIT, '', input);
    else journal.other('GET', '/', input);
  }
  journal.lost().left('api').refusedHandshake().exit('s1');
  const again = sampleStimulus({ id: 's2-1', kind: 'resend-all', records: [] });
  const entries = journal.stimulus(again).exit('s2-1').entries;
  return entries.map((entry) => (entry.kind === 'stimulus' ? { ...entry, body: stimulus } : entry));
}

describe('the checks, whatever was received,', () => {
  it('never end in error over ten thousand exchanges', () => {
    let seen = 0;
    const exchanges = fc.array(exchange, { minLength: EXCHANGES, maxLength: EXCHANGES });
    fc.assert(
      fc.property(stimulusBody, exchanges, (stimulus, received) => {
        seen += received.length;
        expect(errorsOver(journalOf(stimulus, received))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(seen).toBeGreaterThanOrEqual(10_000);
  }, 120_000);

  it('never end in error over entries whose times cannot be read', () => {
    const entries = journalOf(sampleStimulus(), [{ listener: 'patch', input: {} }]);
    expect(errorsOver(entries.map((entry) => ({ ...entry, at: 'yesterday' })))).toEqual([]);
  });

  it('read a hostile path of a megabyte in less than a second', () => {
    const path = `Location.extension.where(url='${CAPACITY_URL}')${'.where(('.repeat(130_000)}`;
    const body = patchBody({ type: 'replace', record: RECORD, path });
    const entries = journalOf(sampleStimulus(), [{ listener: 'patch', input: { body: textBody(body) } }]);
    const start = performance.now();
    expect(errorsOver(entries)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

import { expect, it } from 'vitest';
import { readAttempt } from '../../../harness/judge/read-attempt.ts';
import { isRefusedRead, readCalls, readOutcome } from '../../../harness/model/read-calls.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { JournalBuilder } from '../../support/journal-builder.ts';
import { sampleStimulus } from '../../support/sample-scenario.ts';

const kernel = createKernel();

function callsOf(journal: JournalBuilder) {
  return readCalls(readAttempt(journal.entries, kernel));
}

it.each([
  ['/ws-diffusion-fhir/Location?identifier=1', 1, true],
  ['/ws-diffusion-fhir/Location/12', 1, true],
  ['/ws-diffusion-fhir/HealthcareService', 1, true],
  ['/ws-diffusion-fhir?_getpages=x', 1, true],
  ['/ws-diffusion-fhir/metadata', 1, false],
  ['/ws-diffusion-fhir/$export?_type=HealthcareService', 1, false],
  ['/ws-diffusion-fhir', 1, false],
  ['/ws-diffusion-fhirs/Location', 0, false],
  ['/ws-synchro-dispo-lits-fhir/Location', 0, false],
])('%s is %i read, and needs headers: %s', (target, count, needsHeaders) => {
  const calls = callsOf(new JournalBuilder().other('GET', target));
  expect(calls).toHaveLength(count);
  expect(calls.some((call) => call.needsHeaders)).toBe(needsHeaders);
});

it('reads the next link as path and query, whatever host it names, and knows the stimulus', () => {
  const url = 'https://elsewhere.example/ws-diffusion-fhir?_getpages=a%20b';
  const body = JSON.stringify({ resourceType: 'Bundle', link: [{ relation: 'self' }, { relation: 'next', url }] });
  const journal = new JournalBuilder()
    .stimulus(sampleStimulus({ id: 's7', kind: 'read-back' }))
    .other('GET', '/ws-diffusion-fhir/Location', { answer: { status: 200, body } });
  expect(callsOf(journal)).toMatchObject([
    { stimulusId: 's7', bundle: { next: '/ws-diffusion-fhir?_getpages=a%20b', identifiers: new Set() } },
  ]);
});

it.each([
  '',
  '[]',
  '{"resourceType":"OperationOutcome"}',
  '<Bundle/>',
  '{"resourceType":"Bundle","link":7,"entry":{}}',
])('the answer %j breaks nothing', (body) => {
  const [call] = callsOf(
    new JournalBuilder().other('GET', '/ws-diffusion-fhir/Location', { answer: { status: 200, body } }),
  );
  expect(call?.bundle?.next ?? null).toBeNull();
});

it.each([
  [400, true],
  [403, true],
  [404, true],
  [401, false],
  [429, false],
  [503, false],
  [200, false],
])('an answer %i is a refusal of the read: %s', (status, expected) => {
  const [call] = callsOf(
    new JournalBuilder().other('GET', '/ws-diffusion-fhir/Location', { answer: { status, body: '' } }),
  );
  expect(call && isRefusedRead(call)).toBe(expected);
});

it('what reads nothing is not judged: omitted when it feeds, open when it does nothing at all', () => {
  const nothing = { judged: 0, findings: [], reason: 'no-bundle' };
  const feeder = readAttempt(new JournalBuilder().stimulus(sampleStimulus()).token().entries, kernel);
  expect(readOutcome(feeder, nothing)).toMatchObject({ skip: { reason: 'reads-nothing' }, doesNotApply: true });
  const silent = readOutcome(readAttempt(new JournalBuilder().entries, kernel), nothing);
  expect(silent.skip).toEqual({ reason: 'nothing-sent' });
  expect(silent.doesNotApply).toBeUndefined();
});

import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { askedRecords, queryParameters } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const FEED_PATH = '/ws-synchro-dispo-lits-fhir/Location';

type Fault = Omit<Finding, 'entry'>;

function requestFaults({ entry }: FeedCall): Fault[] {
  const requirement = 'ROR-FEED-REQUEST';
  const { target } = entry.request;
  const path = target.split(/[?#]/, 1)[0] ?? '';
  const faults: Fault[] = [];
  if (path !== FEED_PATH) {
    faults.push({ requirement, code: 'request-path', where: 'path', expected: FEED_PATH, seen: path });
  }
  const extra = [...new Set(queryParameters(target).keys())].filter((name) => name !== 'identifier');
  if (extra.length > 0) {
    const seen = extra.join(', ');
    faults.push({ requirement, code: 'query-parameter', where: 'query', expected: 'identifier', seen });
  }
  return faults;
}

const params = z.strictObject({
  /** `asked`: one that a stimulus named. `any`, where nothing was asked: what it names is not judged. Default `asked`. */
  units: z.enum(['asked', 'any']).default('asked'),
});

type Params = z.output<typeof params>;

function identifierFaults({ entry }: FeedCall, known: readonly string[], units: Params['units']): Fault[] {
  const requirement = 'ROR-FEED-IDENTIFIER';
  const values = queryParameters(entry.request.target).getAll('identifier');
  const expected = known.join(', ') || 'IdNatStruct/code';
  const [value] = values;
  if (value === undefined || values.length > 1) {
    const seen = values.length === 0 ? '—' : `${values.length} ×`;
    return [{ requirement, code: 'identifier-missing', where: 'identifier', expected, seen }];
  }
  if (units === 'any' ? value !== '' : known.includes(value)) return [];
  return [{ requirement, code: 'identifier-other', where: 'identifier', expected, seen: value }];
}

/** Each PATCH goes to the feed's Location with the identifier of a unit that a stimulus named before, and nothing else. */
export const identifierForm: Check<Params> = {
  name: 'identifier-form',
  requirements: ['ROR-FEED-REQUEST', 'ROR-FEED-IDENTIFIER'],
  params,
  judge({ view }, { units }) {
    const asked = askedRecords(view);
    const findings = view.feedCalls.flatMap((call) => {
      const before = asked.filter((one) => one.entry.seq < call.entry.seq);
      const known = [...new Set(before.map((one) => one.identifier))];
      const faults = [...requestFaults(call), ...identifierFaults(call, known, units)];
      return faults.map((fault) => ({ ...fault, entry: call.entry.seq }));
    });
    return outcome(view.feedCalls.length, findings, 'nothing-sent');
  },
};

import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { readCalls, readOutcome } from '../../harness/model/read-calls.ts';

/** What is read back for a unit holds that unit: it was asked for by an identifier that the ROR knows. */
export const readFindsTheUnit: Check<Record<string, never>> = {
  name: 'read-finds-the-unit',
  requirements: ['ROR-READ-BACK'],
  params: z.strictObject({}),
  judge({ view }) {
    const reads = readCalls(view);
    const asked = view.stimuli.flatMap(({ entry, stimulus }) => {
      if (stimulus.kind !== 'read-back' || stimulus.location === null) return [];
      const own = reads.filter((call) => call.stimulusId === entry.stimulusId && call.bundle !== null);
      return own.length === 0 ? [] : [{ identifier: stimulus.location.identifier, own }];
    });
    const findings = asked
      .filter(({ identifier, own }) => own.every(({ bundle }) => bundle?.identifiers.has(identifier) !== true))
      .map(({ identifier, own }) => ({
        requirement: 'ROR-READ-BACK',
        code: 'unit-not-read',
        entry: own[0]?.entry.seq ?? null,
        where: identifier,
        expected: identifier,
        seen: own[0]?.entry.request.target.slice(0, 200) ?? '—',
      }));
    return readOutcome(view, { judged: asked.length, findings, reason: 'no-bundle' });
  },
};

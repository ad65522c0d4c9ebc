import { z } from 'zod';
import { headerValues } from '../../harness/model/attempt-facts.ts';
import type { Check } from '../../harness/model/check.ts';
import { readCalls, readOutcome } from '../../harness/model/read-calls.ts';

const ROR_HEADERS = [
  'Ror-Profil-Utilisateur-Code',
  'Ror-Profil-Utilisateur-System',
  'Ror-Role-Metier-Code',
  'Ror-Role-Metier-System',
];

/** Every read of the five resources, and of their further pages, carries the four headers, each once and with a value. */
export const readCarriesRorHeaders: Check<Record<string, never>> = {
  name: 'read-carries-ror-headers',
  requirements: ['ROR-READ-HEADERS'],
  params: z.strictObject({}),
  judge({ view }) {
    const reads = readCalls(view).filter(({ needsHeaders }) => needsHeaders);
    const findings = reads.flatMap(({ entry }) =>
      ROR_HEADERS.flatMap((name) => {
        const values = headerValues(entry.request.headers, name);
        if (values.length === 1 && values[0]?.trim() !== '') return [];
        const seen = values.length === 0 ? '—' : values.map((value) => `"${value}"`).join(', ');
        const facts = { requirement: 'ROR-READ-HEADERS', code: 'ror-header-missing', entry: entry.seq };
        return [{ ...facts, where: name, expected: '1', seen }];
      }),
    );
    return readOutcome(view, { judged: reads.length, findings, reason: 'no-headed-read' });
  },
};

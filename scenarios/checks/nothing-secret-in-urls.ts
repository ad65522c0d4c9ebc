import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { queryParameters } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const CREDENTIALS = ['client_id', 'client_secret', 'access_token', 'token', 'client_assertion', 'password'];

/** No URL carries a token, a client identifier or a secret. */
export const nothingSecretInUrls: Check<Record<string, never>> = {
  name: 'nothing-secret-in-urls',
  requirements: ['ROR-AUTH-NOT-IN-URL'],
  params: z.strictObject({}),
  judge({ view }) {
    const exchanges = view.entries.filter((entry) => entry.kind === 'exchange');
    const findings = exchanges.flatMap(({ seq, request }): Finding[] => {
      const names = [...new Set(queryParameters(request.target).keys())];
      return names
        .filter((name) => CREDENTIALS.includes(name.toLowerCase()))
        .map((name) => ({
          requirement: 'ROR-AUTH-NOT-IN-URL',
          code: 'credential-in-url',
          entry: seq,
          where: `?${name}=`,
          expected: '—',
          seen: name,
        }));
    });
    return outcome(exchanges.length, findings, 'nothing-sent');
  },
};

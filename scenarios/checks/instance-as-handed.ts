import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Each instance of a product has one certificate: what is sent for one establishment never rests on that of another. */
export const instanceAsHanded: Check<Record<string, never>> = {
  name: 'instance-as-handed',
  requirements: ['ROR-TRUST-INSTANCES'],
  params: z.strictObject({}),
  judge({ view }) {
    const holderOf = new Map(
      view.tokenCalls.flatMap(({ entry, token }) =>
        token === null || entry.tls.peer === null ? [] : [[token, entry.tls.peer.sha256] as const],
      ),
    );
    const used = view.feedCalls.flatMap(({ entry, identifier, stimulus }) => {
      const certificate = holderOf.get(entry.caller.token ?? '');
      const credential = view.stimuli.find((one) => one.entry.seq === stimulus?.seq)?.stimulus.establishment.credential;
      return certificate === undefined || credential === undefined
        ? []
        : [{ entry, identifier, certificate, credential }];
    });
    const findings = used.flatMap((one): Finding[] => {
      const other = used.find(
        ({ credential, certificate }) => credential !== one.credential && certificate === one.certificate,
      );
      if (other === undefined || other.entry.seq > one.entry.seq) return [];
      return [
        {
          requirement: 'ROR-TRUST-INSTANCES',
          code: 'crossed-certificates',
          entry: one.entry.seq,
          where: one.identifier ?? 'identifier',
          expected: `certificate of "${one.credential}"`,
          seen: `certificate of "${other.credential}"`,
        },
      ];
    });
    return outcome(used.length, findings, 'nothing-sent');
  },
};

import { z } from 'zod';
import type { Check, TokenCall } from '../../harness/model/check.ts';
import { headerValues } from '../../harness/model/attempt-facts.ts';
import { doesNotApply, outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

const FORM = 'application/x-www-form-urlencoded';

type Fault = Omit<Finding, 'entry'>;

function requestFaults({ entry }: TokenCall): Fault[] {
  const faults: Fault[] = [];
  const requirement = 'ROR-AUTH-GRANT';
  const { method, headers } = entry.request;
  if (method !== 'POST') {
    faults.push({ requirement, code: 'token-method', where: 'method', expected: 'POST', seen: method });
  }
  const type = headerValues(headers, 'content-type').join(', ');
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== FORM) {
    const seen = type === '' ? '—' : type;
    faults.push({ requirement, code: 'token-content-type', where: 'Content-Type', expected: FORM, seen });
  }
  return faults;
}

function formFaults({ form }: TokenCall): Fault[] {
  const faults: Fault[] = [];
  const requirement = 'ROR-AUTH-GRANT';
  const grants = form.get('grant_type') ?? [];
  if (grants.join() !== 'client_credentials') {
    const seen = grants.join(', ') || '—';
    faults.push({ requirement, code: 'token-grant-type', where: 'grant_type', expected: 'client_credentials', seen });
  }
  const clients = form.get('client_id') ?? [];
  if (clients.length !== 1 || clients[0] === '') {
    const seen = clients.length === 0 ? '—' : String(clients.length);
    faults.push({ requirement, code: 'token-client-id', where: 'client_id', expected: '1', seen });
  }
  return faults;
}

const params = z.strictObject({
  /**
   * True where the certificate is of an authority that the server does not name: a client may then present none (RFC
   * 8446 §4.4.2), as Java does by default. Default false.
   */
  mayPresentNone: z.boolean().default(false),
  /**
   * True where readers may come too, whom nobody asked: one of access profile 0 has a secret and no certificate. Default
   * false.
   */
  readersMayCome: z.boolean().default(false),
});

function credentialFaults({ entry, form }: TokenCall, mayPresentNone: boolean): Fault[] {
  const faults: Fault[] = [];
  const basic = headerValues(entry.request.headers, 'authorization').length > 0;
  const secret = ['client_secret', 'client_assertion', 'password'].find((field) => form.has(field));
  const where = secret ?? (basic ? 'Authorization' : null);
  if (where !== null) {
    faults.push({ requirement: 'ROR-AUTH-NO-SECRET', code: 'token-secret-sent', where, expected: '—', seen: where });
  }
  if (entry.tls.peer === null && !mayPresentNone) {
    const expected = 'ORG AUTH_CLI';
    faults.push({ requirement: 'ROR-AUTH-MTLS', code: 'token-without-certificate', where: 'TLS', expected, seen: '—' });
  }
  return faults;
}

/** Each token request is a form with grant_type and client_id, over mutual TLS, without a secret. */
export const tokenRequestedOverMtls: Check<z.output<typeof params>> = {
  name: 'token-requested-over-mtls',
  requirements: ['ROR-AUTH-GRANT', 'ROR-AUTH-MTLS', 'ROR-AUTH-NO-SECRET'],
  params,
  judge({ view }, { mayPresentNone, readersMayCome }) {
    const calls = view.tokenCalls.filter(({ entry }) => !readersMayCome || entry.caller.role !== 'consumer');
    if (calls.length === 0 && view.feedCalls.some(({ entry }) => entry.caller.clientId !== null)) {
      return doesNotApply('token-of-before');
    }
    const findings = calls.flatMap((call) =>
      [...requestFaults(call), ...formFaults(call), ...credentialFaults(call, mayPresentNone)].map((fault) => ({
        ...fault,
        entry: call.entry.seq,
      })),
    );
    return outcome(calls.length, findings, 'no-token-request');
  },
};

import {
  array,
  assert,
  constantFrom,
  dictionary,
  oneof,
  property,
  record,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientCredentials } from '../../../mock-server/token/client-credentials.ts';
import { OAuthError } from '../../../mock-server/token/oauth-error.ts';
import { readForm, readTokenForm } from '../../../mock-server/token/token-form.ts';
import { patchOf } from '../in-process.ts';

const FORM = 'application/x-www-form-urlencoded';

/** What a token request is read as, or the status and the cause of its refusal. */
function read(body: Buffer, contentType: string, query = ''): object {
  const request = patchOf(body, { listener: 'auth', method: 'POST', headers: [['Content-Type', contentType]], query });
  try {
    const form = readForm(request);
    const credentials = readClientCredentials(form, request);
    return { ...readTokenForm(form, credentials.clientId), ...credentials };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return { status: error.status, code: error.refusal.code };
  }
}

const names = constantFrom('client_id', 'client_secret', 'grant_type', 'scope', 'token', 'x');
const grants = constantFrom('client_credentials', 'password', 'authorization_code', '');

describe('the form of a token request', () => {
  it('is read or refused with 4xx, whatever bytes it is made of', () => {
    const bytes = oneof(
      uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some)),
      array(tuple(names, string({ unit: 'binary', maxLength: 20 })), { maxLength: 6 }).map((pairs) =>
        Buffer.from(pairs.map(([name, value]) => `${name}=${value}`).join('&')),
      ),
    );
    const types = oneof(constantFrom(FORM, `${FORM}; charset=utf-8`, 'application/json', ''), string());
    assert(
      property(bytes, types, string({ maxLength: 30 }), (body, type, query) => {
        const outcome = read(body, type, query);
        const status = 'status' in outcome ? Number(outcome.status) : 400;
        expect([400, 415]).toContain(status);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back as it was written, when it was written as a form', () => {
    const fields = record({
      client_id: string({ unit: 'grapheme' }),
      client_secret: string({ unit: 'grapheme' }),
      scope: string({ unit: 'grapheme' }),
      grant_type: grants,
    });
    assert(
      property(fields, (form) => {
        const outcome = read(Buffer.from(new URLSearchParams(form).toString()), FORM);
        const isKnown = form.grant_type === 'client_credentials' || form.grant_type === 'password';
        expect(outcome).toEqual(
          isKnown
            ? {
                grantType: form.grant_type,
                scope: form.scope,
                clientId: form.client_id,
                secret: form.client_secret,
                secretIn: 'client_secret',
              }
            : { status: 400, code: 'token.grant-unsupported' },
        );
      }),
    );
  });

  it('is refused when any parameter stands twice, whatever else it holds', () => {
    assert(
      property(dictionary(names, string(), { minKeys: 1 }), (fields) => {
        const twice = new URLSearchParams(fields);
        const [first = 'x'] = Object.keys(fields);
        twice.append(first, 'again');
        expect(read(Buffer.from(twice.toString()), FORM)).toEqual({ status: 400, code: 'token.duplicated-parameter' });
      }),
    );
  });

  it.each([
    ['client_id=a', 'client_id=b', 'a'],
    ['', 'client_id=b', 'b'],
    ['', '', null],
  ])('takes the client_id of "%s" before that of the query "%s"', (body, query, clientId) => {
    const form = `grant_type=client_credentials&${body}`;
    expect(read(Buffer.from(form), FORM, query)).toMatchObject({ clientId, secret: null, secretIn: null });
  });
});

import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redacted, redactForm, redactHeaders, redactTarget, thumbprint } from '../../journal/redact.ts';

/** A secret that no other part of a text holds by chance. */
const secretText = fc
  .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 60 })
  .filter((s) => s.trim().length > 11);
const opaque = fc.stringMatching(/^[A-Za-z0-9_~+/.-]{16,80}$/);

describe('the thumbprint of a secret', () => {
  it('is its SHA-256 in lower-case hexadecimal, and its first 16 digits stand in texts', () => {
    const full = createHash('sha256').update('a secret').digest('hex');
    expect(thumbprint('a secret')).toBe(full);
    expect(redacted('a secret')).toBe(`[sha256:${full.slice(0, 16)}]`);
  });
});

describe('header lines', () => {
  it('keep order, spelling and repetitions, and the scheme of a credential', () => {
    expect(
      redactHeaders([
        ['authorization', 'Bearer abcdefgh'],
        ['X-One', '1'],
        ['X-One', '2'],
        ['Cookie', 'id=1; other=2'],
        ['Authorization', 'abcdefgh'],
      ]),
    ).toEqual([
      ['authorization', `Bearer ${redacted('abcdefgh')}`],
      ['X-One', '1'],
      ['X-One', '2'],
      ['Cookie', redacted('id=1; other=2')],
      ['Authorization', redacted('abcdefgh')],
    ]);
  });

  it('hide a token that stands in the URL of another header, or looks like a JWT anywhere', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
    const [referer, other] = redactHeaders([
      ['Referer', 'https://h/p?access_token=abcdefgh&x=1'],
      ['X-Debug', `was ${jwt}!`],
    ]);
    expect(referer?.[1]).toBe(`https://h/p?access_token=${redacted('abcdefgh')}&x=1`);
    expect(other?.[1]).toBe(`was ${redacted(jwt)}!`);
  });

  it('never show a secret of an Authorization, Cookie or token header', () => {
    const name = fc.constantFrom(
      'Authorization',
      'proxy-authorization',
      'COOKIE',
      'Set-Cookie',
      'X-Access-Token',
      'X-Api-Key',
    );
    const scheme = fc.constantFrom('', 'Bearer ', 'Basic  ', 'Token ', 'Bearer Bearer ');
    fc.assert(
      fc.property(name, scheme, secretText, (header, prefix, secret) => {
        const text = JSON.stringify(redactHeaders([[header, prefix + secret]]));
        expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
    );
  });
});

describe('a request target', () => {
  it('keeps all but the values of secret parameters, whose names may be encoded', () => {
    expect(redactTarget('/p?identifier=1%2F2&access%5Ftoken=s%20ecret#f')).toBe(
      `/p?identifier=1%2F2&access%5Ftoken=${redacted('s ecret')}#f`,
    );
    expect(redactTarget('/p')).toBe('/p');
    expect(redactTarget('/p?a&b=&token=')).toBe('/p?a&b=&token=');
    expect(redactTarget('https://user:pass@host/p?x=1')).toBe(`https://${redacted('user:pass')}@host/p?x=1`);
  });

  it('never shows a token, whatever is around it', () => {
    const name = fc.constantFrom('access_token', 'TOKEN', 'client_secret', 'client%5fsecret', 'password', 'id_token');
    const around = fc.stringMatching(/^[a-z0-9=/%]{0,12}$/);
    fc.assert(
      fc.property(name, opaque, around, (parameter, secret, text) => {
        const target = `/p?${text}&${parameter}=${encodeURIComponent(secret)}&z=${text}`;
        expect(redactTarget(target)).not.toContain(encodeURIComponent(secret));
        expect(redactTarget(`/p?${parameter}=${secret.replaceAll('+', '-')}`)).not.toContain(
          secret.replaceAll('+', '-'),
        );
      }),
    );
  });
});

describe('a token request', () => {
  it('shows the fields that say nothing secret and the names of the others', () => {
    expect(redactForm('grant_type=client_credentials&client_id=me&client_secret=s%26ecret&scope=')).toBe(
      `grant_type=client_credentials&client_id=me&client_secret=${redacted('s&ecret')}&scope=`,
    );
  });

  it('is replaced whole when it is no form', () => {
    for (const text of [
      '{"client_secret":"abc="}',
      '--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\nabc',
    ]) {
      expect(redactForm(text)).toBe(redacted(text));
    }
    expect(redactForm('')).toBe('');
  });

  it('never shows a secret in any field that is not known to be harmless, encoded or not', () => {
    const name = fc.constantFrom(
      'client_secret',
      'token',
      'password',
      'client_assertion',
      'x',
      'client%5Fsecret',
      'a b',
    );
    fc.assert(
      fc.property(name, secretText, fc.boolean(), (field, secret, encoded) => {
        const value = encoded ? encodeURIComponent(secret) : secret;
        const text = redactForm(`grant_type=client_credentials&${field}=${value}&client_id=me`);
        expect(text).not.toContain(value);
        expect(text).not.toContain(secret);
      }),
    );
  });
});

describe('hostile text', () => {
  it.each([
    ['dots', '.'.repeat(1_000_000)],
    ['JWT beginnings', 'eyJ'.repeat(300_000)],
    ['parameters', `?${'token=a&'.repeat(20_000)}`],
    ['blanks', `Bearer${' '.repeat(1_000_000)}`],
    ['at signs', `https://${'@'.repeat(1_000_000)}`],
  ])('is read in linear time: %s', (_name, text) => {
    const started = performance.now();
    redactTarget(text);
    redactForm(text);
    redactHeaders([
      ['Authorization', text],
      ['X-Other', text],
    ]);
    // Quadratic work on a megabyte takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

import { defineSetting } from '../setting.ts';

/** How a bad client certificate is refused. @see pki-and-oauth §8.3 */
export const mtlsRefusal = defineSetting({
  name: 'mtlsRefusal',
  default: 'keycloak',
  values: ['keycloak', 'nginx', 'nginx-optional', 'handshake'],
  question: null,
  requirement: 'ROR-TRUST-CERTIFICATE',
  evidence: 'assumed',
  text: 'mock.trust.setting-mtls-refusal',
});

/** Whether the authorities of the PKI are trusted; `none` makes every client certificate one of an unknown authority. @see pki-and-oauth §4.7 */
export const clientTrust = defineSetting({
  name: 'clientTrust',
  default: 'pki',
  values: ['pki', 'none'],
  question: null,
  requirement: 'ROR-TRUST-CERTIFICATE',
  evidence: 'documented',
  text: 'mock.trust.setting-client-trust',
});

/** How the subject DN of a certificate is compared with the white list. @see pki-and-oauth §8.4 */
export const dnMatch = defineSetting({
  name: 'dnMatch',
  default: 'rfc4514',
  values: ['rfc4514', 'literal'],
  question: null,
  requirement: 'ROR-TRUST-SUBJECT-DN',
  evidence: 'derived',
  text: 'mock.trust.setting-dn-match',
});

/** Whether changed rights act on the next request or on the next token (Q39). */
export const rightsCheck = defineSetting({
  name: 'rightsCheck',
  default: 'request',
  values: ['request', 'token'],
  question: 'Q39',
  requirement: 'ROR-TRUST-RIGHTS',
  evidence: 'assumed',
  text: 'mock.trust.setting-rights-check',
});

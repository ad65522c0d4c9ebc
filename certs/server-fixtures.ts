import { heldManifest } from './change-pki.ts';
import { certificatePem, generateKeys, issueServer, privateKeyPem } from './issue.ts';
import { loadAuthority } from './load-authority.ts';
import type { Pki, ServerFixture } from './pki.ts';
import { parsePublicHost } from './public-hosts.ts';
import { SERVER_SUBJECT } from './subjects.ts';
import { expiredValidity, validity, YEAR_DAYS } from './validity.ts';

/** A server certificate that is in no file: PEM of the leaf and its intermediate, and PEM of the key. */
export interface ServerIdentity {
  readonly cert: string;
  readonly key: string;
}

/** Cannot exist on any network (RFC 2606). */
const OTHER_HOST = 'autre-serveur.mock-ror.invalid';

/**
 * Issues a server certificate with a fault, by the authority that the clients of this test PKI trust: the fault is its only one.
 * @throws {PkiError} `certs.no-pki`
 */
export async function issueServerFixture(
  { dir }: Pick<Pki, 'dir'>,
  name: ServerFixture,
  now = new Date(),
): Promise<ServerIdentity> {
  const held = await heldManifest(dir);
  const [issuer, keys] = await Promise.all([loadAuthority(dir, held, 'intermediate'), generateKeys(held.keyType)]);
  const isExpired = name === 'expired';
  const subject = isExpired
    ? SERVER_SUBJECT
    : SERVER_SUBJECT.map((rdn) => rdn.map(({ type, value }) => ({ type, value: type === 'CN' ? OTHER_HOST : value })));
  const { certificate } = await issueServer(subject, {
    keys,
    issuer,
    hosts: isExpired ? held.hosts.map(parsePublicHost) : [{ type: 'dns', value: OTHER_HOST }],
    validity: isExpired ? expiredValidity(now) : validity(now, YEAR_DAYS),
  });
  return { cert: certificatePem(certificate) + certificatePem(issuer.certificate), key: await privateKeyPem(keys) };
}

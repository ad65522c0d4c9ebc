import { generate } from 'selfsigned';
import type { KeyType, Validity } from './issue.ts';
import type { Subject } from './subjects.ts';

/** PEM of a certificate and of its key. */
export interface PemPair {
  readonly cert: string;
  readonly key: string;
}

/** A client certificate that nobody signed but itself: what a developer makes in a hurry instead of asking for a real one. */
export async function makeSelfSigned(
  subject: Subject,
  made: { keyType: KeyType; validity: Validity },
): Promise<PemPair> {
  const attributes = subject.flat().map(({ type, value }) => ({ shortName: type, value }));
  const pems = await generate(attributes, {
    algorithm: 'sha256', // its default is SHA-1
    keyType: made.keyType,
    keySize: 2048,
    notBeforeDate: made.validity.notBefore,
    notAfterDate: made.validity.notAfter,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', clientAuth: true },
    ],
  });
  return { cert: withFinalNewline(pems.cert), key: withFinalNewline(pems.private) };
}

function withFinalNewline(pem: string): string {
  return `${pem.trimEnd().replaceAll('\r\n', '\n')}\n`;
}

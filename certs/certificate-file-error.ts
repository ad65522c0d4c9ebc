/** Stable code of a {@link CertificateFileError}. */
export type CertificateFileErrorCode =
  | 'certs.file-unreadable'
  | 'certs.file-too-large'
  | 'certs.not-a-certificate'
  | 'certs.password-needed'
  | 'certs.wrong-password'
  | 'certs.p12-unsupported'
  | 'certs.trust-production'
  | 'certs.trust-private-key'
  | 'certs.trust-not-authority'
  | 'certs.trust-incomplete';

const EXPLANATIONS: Readonly<Record<CertificateFileErrorCode, string>> = {
  'certs.file-unreadable': 'cannot be read',
  'certs.file-too-large': 'is larger than 1 MiB: not a certificate file',
  'certs.not-a-certificate': 'holds no certificate in PEM, DER or PKCS#12 form',
  'certs.password-needed': 'is protected by a password',
  'certs.wrong-password': 'does not open with this password',
  'certs.p12-unsupported': 'is a PKCS#12 file of a kind that cannot be opened here',
  'certs.trust-production': 'holds the production root of IGC-Santé, which is never trusted here',
  'certs.trust-private-key': 'holds a private key: authorities are trusted by their certificates alone',
  'certs.trust-not-authority': 'holds a certificate that is not that of an authority',
  'certs.trust-incomplete': 'holds an authority whose own issuer is not given, up to the root',
};

/** Thrown by {@link readCertificateFile}; says which file and why, never what is in it. */
export class CertificateFileError extends Error {
  readonly code: CertificateFileErrorCode;
  readonly file: string;

  constructor(code: CertificateFileErrorCode, file: string, cause?: unknown) {
    super(`${file} ${EXPLANATIONS[code]}`, cause === undefined ? undefined : { cause });
    this.name = 'CertificateFileError';
    this.code = code;
    this.file = file;
  }
}

/** Stable code of a {@link CertificateFileError}. */
export type CertificateFileErrorCode =
  | 'certs.file-unreadable'
  | 'certs.file-too-large'
  | 'certs.not-a-certificate'
  | 'certs.password-needed'
  | 'certs.wrong-password'
  | 'certs.p12-unsupported';

const EXPLANATIONS: Readonly<Record<CertificateFileErrorCode, string>> = {
  'certs.file-unreadable': 'cannot be read',
  'certs.file-too-large': 'is larger than 1 MiB: not a certificate file',
  'certs.not-a-certificate': 'holds no certificate in PEM, DER or PKCS#12 form',
  'certs.password-needed': 'is protected by a password',
  'certs.wrong-password': 'does not open with this password',
  'certs.p12-unsupported': 'is a PKCS#12 file of a kind that cannot be opened here',
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

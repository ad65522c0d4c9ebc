/** Stable code of a {@link PkiError}. */
export type PkiErrorCode =
  | 'certs.invalid-public-host'
  | 'certs.directory-not-ours'
  | 'certs.directory-unusable'
  | 'certs.locked'
  | 'certs.no-pki'
  | 'certs.invalid-finess'
  | 'certs.unknown-serial'
  | 'certs.foreign-certificate'
  | 'certs.file-exists';

/** Thrown when the test PKI cannot be made, reused or changed for a reason that its user can mend. */
export class PkiError extends Error {
  readonly code: PkiErrorCode;
  /** The host, directory, file, number or serial that the error is about. */
  readonly subject: string;

  constructor(code: PkiErrorCode, subject: string, options: { message: string; cause?: unknown }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PkiError';
    this.code = code;
    this.subject = subject;
  }
}

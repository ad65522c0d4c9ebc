/** Why a FHIR package could not be read. */
export type IgPackageFault =
  | 'unreadable'
  | 'not-gzip'
  | 'truncated'
  | 'not-tar'
  | 'unsafe-path'
  | 'not-a-file'
  | 'too-large'
  | 'bomb'
  | 'too-many-files'
  | 'broken-json'
  | 'malformed-definition'
  | 'no-manifest'
  | 'wrong-fhir-version'
  | 'no-definitions';

/** A FHIR package that is refused; the command line says it in one line. */
export class IgPackageError extends Error {
  readonly fault: IgPackageFault;
  /** The package file. */
  readonly file: string;
  /** What it is about: the entry, the limit, the version. */
  readonly detail: string;

  constructor(
    fault: IgPackageFault,
    file: string,
    options: { readonly detail?: string; readonly cause?: unknown } = {},
  ) {
    const { detail = '', cause } = options;
    super(`${file}: ${fault}${detail === '' ? '' : ` (${detail})`}`, cause === undefined ? {} : { cause });
    this.name = 'IgPackageError';
    this.fault = fault;
    this.file = file;
    this.detail = detail;
  }
}

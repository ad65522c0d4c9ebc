/** Stable codes of what can be wrong with the store of a lane. */
export type LaneStoreErrorCode =
  | 'store.locked'
  | 'store.corrupt'
  | 'store.newer-format'
  | 'store.foreign-file'
  | 'store.unreadable'
  | 'store.write-failed'
  | 'store.disk-limit'
  | 'store.closed';

/** What is wrong with the store of a lane. `file` is null for a store in memory; the cause, when there is one, is the one of SQLite. */
export class LaneStoreError extends Error {
  readonly code: LaneStoreErrorCode;
  readonly file: string | null;
  /** What is wrong, without the file. */
  readonly because: string;

  constructor(code: LaneStoreErrorCode, file: string | null, options: { readonly because: string; cause?: unknown }) {
    super(`${file ?? 'lane store in memory'}: ${options.because}`, { cause: options.cause });
    this.name = 'LaneStoreError';
    this.code = code;
    this.file = file;
    this.because = options.because;
  }
}

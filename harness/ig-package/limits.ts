/** What a package archive may cost: beyond, it is refused. */
export interface PackageLimits {
  /** Default 64 MiB: of the file itself. */
  readonly maxPackedBytes: number;
  /** Default 512 MiB: of everything that it unpacks to. */
  readonly maxUnpackedBytes: number;
  /** Default 64 MiB: of one file in it. */
  readonly maxFileBytes: number;
  /** Default 20 000. */
  readonly maxFiles: number;
  /** Default 200: unpacked over packed bytes, judged from 4 MiB unpacked on. JSON reaches about 40. */
  readonly maxRatio: number;
}

const MIB = 1024 * 1024;

/** The limits of `readIgPackage`. The ANS terminology package, the largest that is useful here, is well within. */
export const DEFAULT_LIMITS: PackageLimits = {
  maxPackedBytes: 64 * MIB,
  maxUnpackedBytes: 512 * MIB,
  maxFileBytes: 64 * MIB,
  maxFiles: 20_000,
  maxRatio: 200,
};

/** Unpacked bytes below which no ratio is judged: a tar of small files is mostly padding. */
export const RATIO_FLOOR_BYTES = 4 * MIB;

import { MockRorError } from './mock-ror-error.ts';

/** How many entries may be kept: fewer would take away what a test still looks at. */
const RETAIN_ENTRIES = { min: 1_000, max: 1_000_000_000 } as const;

/** MB (10⁶ bytes) that a data folder may be limited to: with less, a first start with a large country would not fit. */
const MAX_DATA_MB = { min: 16, max: 1_000_000 } as const;

/** What limits a data folder. */
interface RetentionOptions {
  readonly dataDir?: string | null | undefined;
  readonly retainEntries?: number | undefined;
  readonly maxDataMb?: number | undefined;
}

/** Refuses limits that a mock cannot be started with. @throws MockRorError `mock.bad-option` for a number out of range, or a limit of a folder that is not there */
export function checkRetention({ dataDir, retainEntries, maxDataMb }: RetentionOptions): void {
  if (retainEntries !== undefined) checkRange('retainEntries', retainEntries, RETAIN_ENTRIES);
  if (maxDataMb === undefined) return;
  checkRange('maxDataMb', maxDataMb, MAX_DATA_MB);
  if (dataDir === null || dataDir === undefined) {
    throw new MockRorError('mock.bad-option', 'maxDataMb limits a data folder, and there is none: give dataDir');
  }
}

function checkRange(name: string, seen: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (Number.isInteger(seen) && seen >= min && seen <= max) return;
  throw new MockRorError('mock.bad-option', `${name} cannot be ${seen}; expected a whole number from ${min} to ${max}`);
}

/** Distinguished names: the one door to reading, writing and comparing them. */
export { compareDn } from './dn-compare.ts';
export type { DnComparison, DnNearMiss, DnVerdict } from './dn-compare.ts';
export { formatDn } from './dn-format.ts';
export { DnError } from './dn-name.ts';
export type { Dn } from './dn-name.ts';
export { parseDn } from './dn-parse.ts';

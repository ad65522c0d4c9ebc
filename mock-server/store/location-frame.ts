import type { FrameSegments } from '../../journal/resource-versions.ts';
import { SeedError, splitExtensions } from './seed.ts';
import type { SeedLocation } from './seed.ts';

/** Stands where each version puts its own text. No FHIR string may hold this control character. */
const SLOT = '\u0001';

/**
 * The texts of a Location around its version number, its date and its capacity records, which come after the other
 * extensions. What travels is made by joining them.
 * @throws SeedError when the Location holds a control character
 */
export function locationFrame(location: SeedLocation): FrameSegments {
  const { versionId: _old, lastUpdated: _was, ...meta } = location.meta;
  const { others } = splitExtensions(location);
  const text = JSON.stringify({
    ...location,
    meta: { versionId: SLOT, lastUpdated: SLOT, ...meta },
    extension: [...others, SLOT],
  });
  const pieces = text.split(JSON.stringify(SLOT).slice(1, -1));
  const [head, dated, extensions, tail] = pieces;
  if (pieces.length !== 4 || head === undefined || dated === undefined || extensions === undefined) {
    throw new SeedError(`Location/${location.id}`, 'a control character stands in it');
  }
  // The slot of the records is a string element of the array: its comma and quotes go with it.
  return [head, dated, extensions.slice(0, -2), (tail ?? '').slice(1)];
}

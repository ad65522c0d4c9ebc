/** Longer texts than this are never compared: what a hostile body sends must not cost time. */
const LONGEST_COMPARED = 80;

/**
 * The candidate whose spelling is nearest to `seen`, letter case and accents aside.
 * Undefined when none is near enough (more than a third of the letters differ), unless `always`.
 */
export function nearestOf(
  seen: string,
  candidates: readonly string[],
  options: { readonly always?: boolean } = {},
): string | undefined {
  if (seen.length > LONGEST_COMPARED) return options.always === true ? candidates[0] : undefined;
  const wanted = fold(seen);
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  const nearEnough = bestDistance <= Math.max(1, Math.floor(wanted.length / 3));
  // One letter of a two-letter code is half of it: near only in spelling, not in meaning.
  return options.always === true || (nearEnough && wanted.length > 2) ? best : undefined;
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** Number of letters to add, drop or change to go from `a` to `b` (Levenshtein), in one row of memory. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

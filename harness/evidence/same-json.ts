/**
 * True when two values are equal as JSON would write them: members that are undefined count as missing, the order of members as
 * nothing. Neither is written out, since a report of a thousand exchanges has megabytes.
 */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (!isHolder(a) || !isHolder(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) || Array.isArray(b)) return isSameList(a, b);
  const names = membersOf(a);
  return (
    names.length === membersOf(b).length && names.every((name) => isSameJson(Reflect.get(a, name), memberOf(b, name)))
  );
}

function isSameList(a: object, b: object): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((one: unknown, index) => isSameJson(one, b[index]));
}

/** JSON writes a number that is none as null. */
function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'number' && !Number.isFinite(value));
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function membersOf(holder: object): readonly string[] {
  return Object.keys(holder).filter((name) => Reflect.get(holder, name) !== undefined);
}

function memberOf(holder: object, name: string): unknown {
  return Object.hasOwn(holder, name) ? Reflect.get(holder, name) : undefined;
}

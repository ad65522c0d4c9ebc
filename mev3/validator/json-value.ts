import { isJsonObject } from '../finding.ts';

/** True when both values are the same JSON. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameJson(left[key], right[key]));
}

/** True when `value` has at least everything that `pattern` has (FHIR pattern[x]). */
export function matchesPattern(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    return Array.isArray(value) && pattern.every((wanted) => value.some((item) => matchesPattern(item, wanted)));
  }
  if (isJsonObject(pattern)) {
    return isJsonObject(value) && Object.entries(pattern).every(([key, wanted]) => matchesPattern(value[key], wanted));
  }
  return value === pattern;
}

/** The values at a path of property names, arrays opened; `extension('url')` steps are `extension(url)`. */
export function collect(value: unknown, path: readonly string[]): readonly unknown[] {
  const [step, ...rest] = path;
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, path));
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  if (step === '$this') return collect(value, rest);
  if (!isJsonObject(value)) return [];
  const url = extensionStep(step);
  if (url === null) return collect(value[step], rest);
  const extensions = Array.isArray(value['extension']) ? value['extension'] : [];
  return extensions.filter((each) => isJsonObject(each) && each['url'] === url).flatMap((each) => collect(each, rest));
}

/** The url of an `extension(url)` or `extension('url')` step; null for any other step. */
export function extensionStep(step: string): string | null {
  return /^extension\('?([^')]*)'?\)$/.exec(step)?.[1] ?? null;
}

/** The steps of a discriminator path; dots inside `extension(…)` do not count. */
export function pathSteps(path: string): readonly string[] {
  return path.match(/extension\([^)]*\)|[^.]+/g) ?? [];
}

import { nearestOf } from '../codes/nearest.ts';
import { clip } from '../finding.ts';
import type { ElementNode } from './element-node.ts';
import type { FindingList } from './profile-finding.ts';

/** An extension that no definition at hand describes. */
export interface UnknownExtension {
  readonly url: string;
  readonly where: string;
  /** The list that holds it: its slices are what could be meant. */
  readonly list: ElementNode;
  /** True inside a complex extension that has a definition: there every child is known. */
  readonly isInsideDefined: boolean;
}

/**
 * Says what is wrong with the url of an unknown extension: a name that its complex extension does not have, a relative
 * url where none can be, a url that is nearly a known one (contradiction C8: the page name), or simply unknown. Gives the known url that
 * was probably meant.
 */
export function reportUnknownExtension(
  unknown: UnknownExtension,
  knownUrls: readonly string[],
  findings: FindingList,
): string | undefined {
  const where = `${unknown.where}.url`;
  const seen = clip(unknown.url);
  const names = unknown.list.slices.map((slice) => slice.types[0]?.profile?.[0] ?? slice.sliceName ?? '');
  if (!isAbsolute(unknown.url)) {
    const code = unknown.isInsideDefined ? 'profile.unknown-sub-extension' : 'r4.relative-extension-url';
    const named = nearestOf(unknown.url, names);
    const near = named ?? nearestUrl(unknown.url, knownUrls);
    // The slicing of the guide is open: that no other name is meant is derived, not written.
    const severity = unknown.isInsideDefined ? 'warning' : 'error';
    findings.add(code, where, { expected: names.join(', '), seen, severity, ...(near === undefined ? {} : { near }) });
    return named === undefined ? near : undefined;
  }
  const near = nearestUrl(unknown.url, knownUrls);
  if (near === undefined) findings.add('profile.unknown-extension', where, { expected: '', seen, severity: 'warning' });
  else findings.add('profile.extension-near-miss', where, { expected: near, seen, near });
  return near;
}

function isAbsolute(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** The known url with the same last name, or nearly: `…/StructureDefinition-ror-comment` means `…/ror-comment`. */
function nearestUrl(url: string, knownUrls: readonly string[]): string | undefined {
  const byName = new Map(knownUrls.map((known) => [lastName(known), known]));
  const name = lastName(url);
  const exact = byName.get(name);
  if (exact !== undefined) return exact;
  const near = nearestOf(name, [...byName.keys()]);
  return near === undefined ? undefined : byName.get(near);
}

function lastName(url: string): string {
  return url
    .replace(/\/+$/, '')
    .slice(url.replace(/\/+$/, '').lastIndexOf('/') + 1)
    .replace(/^StructureDefinition-/, '')
    .replace(/\.html$/, '')
    .toLowerCase();
}

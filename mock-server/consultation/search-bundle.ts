import { distanceKm } from './search/near.ts';
import type { Point } from './search/near.ts';
import type { Stored } from './search/stored-resource.ts';

/** R4's extension of `Bundle.entry.search` with the distance of a Location. */
const DISTANCE = 'http://hl7.org/fhir/StructureDefinition/location-distance';

/** A link of a Bundle. */
export interface BundleLink {
  readonly relation: 'self' | 'next' | 'previous';
  readonly url: string;
}

/** What a page of a search says. */
export interface SearchPage {
  /** Address of the service. */
  readonly base: string;
  readonly nowMs: number;
  readonly total: number;
  readonly links: readonly BundleLink[];
  readonly matches: readonly Stored[];
  readonly included: readonly Stored[];
  readonly textOf: (stored: Stored) => string;
  /** Where a Location is, when the search was about distances; null: no distance is shown. */
  readonly distanceOf: ((stored: Stored) => number | null) | null;
}

/** A page: its Bundle as it travels, and a shorter text for the journal when it is long. */
export interface BundleText {
  readonly text: string;
  readonly journalText?: string;
}

/** A Bundle longer than this stands in the journal with references in place of its resources. */
const LONG = 262_144;

/** A searchset Bundle as JSON text: always a total, no `entry` when nothing matches. The resources are put in as they are. */
export function searchBundle(page: SearchPage): BundleText {
  const { base, nowMs, total, links, matches, included } = page;
  const head = JSON.stringify({
    resourceType: 'Bundle',
    meta: { lastUpdated: new Date(nowMs).toISOString() },
    type: 'searchset',
    total,
    link: links,
  });
  const all = [
    ...matches.map((stored) => ({ stored, mode: 'match' as const })),
    ...included.map((stored) => ({ stored, mode: 'include' as const })),
  ];
  if (all.length === 0) return { text: head };
  const entries = all.map(({ stored, mode }) => {
    const search = searchOf(mode, stored, page.distanceOf);
    const fullUrl = JSON.stringify(`${base}/${stored.type}/${stored.id}`);
    return { fullUrl, search, stored };
  });
  const write = (resource: (stored: Stored) => string): string => {
    const texts = entries.map(
      ({ fullUrl, search, stored }) => `{"fullUrl":${fullUrl},"resource":${resource(stored)},"search":${search}}`,
    );
    return `${head.slice(0, -1)},"entry":[${texts.join(',')}]}`;
  };
  const text = write(page.textOf);
  return text.length <= LONG ? { text } : { text, journalText: write(referenceText) };
}

/** What the journal keeps of a resource in a long answer. */
export function referenceText({ type, id, versionId }: Stored): string {
  return JSON.stringify({ resourceType: type, id, meta: { versionId: String(versionId) } });
}

/** The distance in km from the nearest of the points. */
export function nearestKm(position: Point, points: readonly Point[]): number {
  return Math.min(...points.map((point) => distanceKm(position, point)));
}

function searchOf(mode: 'match' | 'include', stored: Stored, distanceOf: SearchPage['distanceOf']): string {
  const km = distanceOf === null ? null : distanceOf(stored);
  if (km === null) return JSON.stringify({ mode });
  const value = Math.round(km * 1_000) / 1_000;
  const valueDistance = { value, unit: 'km', system: 'http://unitsofmeasure.org', code: 'km' };
  return JSON.stringify({ extension: [{ url: DISTANCE, valueDistance }], mode });
}

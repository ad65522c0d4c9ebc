import type { StoredLocation } from '../store/stored-location.ts';

/** A searchset Bundle as JSON text: always a total, no `entry` when nothing matches. The Locations are put in as they are. */
export function searchBundle(
  locations: readonly StoredLocation[],
  said: { readonly base: string; readonly self: string; readonly nowMs: number },
): string {
  const head = JSON.stringify({
    resourceType: 'Bundle',
    meta: { lastUpdated: new Date(said.nowMs).toISOString() },
    type: 'searchset',
    total: locations.length,
    link: [{ relation: 'self', url: `${said.base}/${said.self}` }],
  });
  if (locations.length === 0) return head;
  const entries = locations.map((location) => {
    const fullUrl = JSON.stringify(`${said.base}/Location/${location.base.id}`);
    return `{"fullUrl":${fullUrl},"resource":${location.text()},"search":{"mode":"match"}}`;
  });
  return `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

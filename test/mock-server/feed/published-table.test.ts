import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import type { CatalogueName } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import type { FeedSettings } from '../../../mock-server/feed/feed-settings.ts';
import { inProcessMock, patchOf } from '../in-process.ts';
import type { InProcessMock } from '../in-process.ts';

const FOLDER = new URL('../../fixtures/published/', import.meta.url);

function published(name: string): string {
  return readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
}

/** A published request, under what it is sent, and the answer. */
interface Sent {
  readonly body: string;
  readonly catalogue?: CatalogueName;
  readonly settings?: Partial<FeedSettings>;
  /** Published bodies that are sent before it, on the same Location. */
  readonly after?: readonly string[];
  readonly status: number;
  readonly code: string | null;
}

const ADD = 'patch-add-available-places';
const REPLACE = 'patch-replace-available-places';
const DELETE = 'patch-delete-available-places';
const EXAMPLES = { catalogue: 'published-examples' } as const;
const NO_OP = { deleteMissing: 'no-op' } as const;

/** Every published request of the feed, under each catalogue that changes its answer. */
const REQUESTS: readonly Sent[] = [
  { body: ADD, status: 400, code: 'indicator.other-nature' },
  { body: REPLACE, status: 400, code: 'indicator.other-nature' },
  { body: DELETE, status: 400, code: 'indicator.unknown-path' },
  { body: ADD, ...EXAMPLES, status: 200, code: null },
  { body: ADD, ...EXAMPLES, after: [ADD], status: 400, code: 'feed.duplicate-record' },
  { body: ADD, ...EXAMPLES, after: [ADD], settings: { addDuplicate: 'append' }, status: 200, code: null },
  { body: REPLACE, ...EXAMPLES, status: 404, code: 'feed.indicator-not-found' },
  { body: REPLACE, ...EXAMPLES, after: [ADD], status: 200, code: null },
  { body: DELETE, ...EXAMPLES, status: 404, code: 'feed.indicator-not-found' },
  { body: DELETE, ...EXAMPLES, settings: NO_OP, status: 200, code: null },
  { body: DELETE, ...EXAMPLES, after: [ADD], status: 200, code: null },
  // Superseded forms: refused under every catalogue.
  { body: 'legacy-before-0.6-patch-add-capacity', status: 400, code: 'feed.unknown-part' },
  { body: 'legacy-before-0.6-patch-add-capacity', catalogue: 'permissive', status: 400, code: 'feed.unknown-part' },
  { body: 'legacy-before-0.6-patch-zero-capacity', status: 400, code: 'feed.unknown-part' },
  { body: 'legacy-before-0.6-patch-zero-capacity', ...EXAMPLES, status: 400, code: 'feed.unknown-part' },
  // Only the national ROR itself may send these: none is a change of capacity.
  { body: 'server-only-post-location-create', status: 400, code: 'feed.not-parameters' },
  { body: 'server-only-patch-healthcareservice-add-location-reference', status: 400, code: 'feed.unknown-part' },
  { body: 'server-only-patch-location-replace-house-number', status: 400, code: 'feed.unknown-part' },
  { body: 'server-only-patch-location-add-equipment', status: 400, code: 'feed.unknown-part' },
  { body: 'server-only-patch-location-replace-equipment-quantity', status: 400, code: 'feed.value-form' },
  { body: 'server-only-patch-location-equipment-quantity-to-zero', status: 400, code: 'feed.value-form' },
  { body: 'server-only-patch-location-replace-equipment-limit-value', status: 400, code: 'feed.value-form' },
];

function versionOf({ store }: InProcessMock): number {
  return store.findById('loc-1')?.version ?? 0;
}

describe('each published request gets its answer', () => {
  it.each(REQUESTS.map((sent) => ({ ...sent, under: sent.catalogue ?? 'current', past: sent.after?.join() ?? '-' })))(
    '$body under $under after $past: $status $code',
    async (sent) => {
      const kernel = createKernel({ catalogue: createCatalogue(sent.catalogue ?? 'current') });
      const mock = inProcessMock({ kernel, settings: sent.settings ?? {} });
      for (const body of sent.after ?? []) await mock.patch(patchOf(published(body)));
      const before = versionOf(mock);
      const { status, code } = await mock.patch(patchOf(published(sent.body)));
      expect([status, code]).toEqual([sent.status, sent.code]);
      expect(versionOf(mock)).toBe(before + (status === 200 && sent.settings !== NO_OP ? 1 : 0));
    },
  );

  it('leaves no published body out', () => {
    const answers = readFileSync(new URL('published-answers.test.ts', import.meta.url), 'utf8');
    const isShown = (name: string): boolean =>
      REQUESTS.some(({ body }) => body === name) || (name.startsWith('response-') && answers.includes(name));
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
    const missing = files.map((file) => file.replace('.json', '')).filter((name) => !isShown(name));
    expect(missing).toEqual(['derived-location-with-capacities']); // no request and no answer: our own rendering
  });
});

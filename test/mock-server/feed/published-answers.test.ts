import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { operationOutcome } from '../../../mev3/outcome.ts';
import type { Answer } from '../../../mock-server/http/exchange.ts';
import { defaultSeed } from '../../../mock-server/store/seed.ts';
import { headerOf, inProcessMock, NOW, operation, parameters, patchOf, textOf, WOMEN } from '../in-process.ts';

function published(name: string): string {
  return readFileSync(new URL(`../../fixtures/published/${name}.json`, import.meta.url), 'utf8');
}

/** The issues as they travel: what is compared is the JSON, key by key. */
function body(issues: Parameters<typeof operationOutcome>[0]): unknown {
  return JSON.parse(JSON.stringify(operationOutcome(issues)));
}

describe('the published error bodies are answered exactly', () => {
  it('404: the indicator is not in base, its expression a bare string', async () => {
    const { status, issues } = await inProcessMock().patch(
      patchOf(parameters(operation('replace', WOMEN)), { query: 'identifier=199A000014/MED-B' }),
    );
    expect(status).toBe(404);
    expect(body(issues)).toEqual(JSON.parse(published('response-404-indicator-not-found')));
  });

  it('404: no Location has this identifier', async () => {
    const { status, issues } = await inProcessMock().patch(
      patchOf(parameters(operation('replace', WOMEN)), { query: 'identifier=1350054680/SSR38888' }),
    );
    expect(status).toBe(404);
    expect(body(issues)).toEqual(JSON.parse(published('response-404-location-not-found')));
  });

  it('412: several Locations have it', async () => {
    const { status, issues } = await inProcessMock().patch(
      patchOf(parameters(operation('replace', WOMEN)), { query: 'identifier=199A000014/DUP-1' }),
    );
    expect(status).toBe(412);
    expect(body(issues)).toEqual(JSON.parse(published('response-412-multiple-locations').replace('[n]', '2')));
  });

  it('400: the published replace gets the published issues a, b and c under the catalogue `current`', async () => {
    const { status, issues } = await inProcessMock().patch(patchOf(published('patch-replace-available-places')));
    expect(status).toBe(400);
    expect(body(issues)).toEqual(JSON.parse(published('response-400-business-rules')));
  });

  it('400: the published add gets a and b, the published delete gets c alone', async () => {
    const all = JSON.parse(published('response-400-business-rules')).issue;
    const mock = inProcessMock();
    const added = await mock.patch(patchOf(published('patch-add-available-places')));
    expect(body(added.issues)).toMatchObject({ issue: all.slice(0, 2) });
    expect(added.issues).toHaveLength(2);
    const deleted = await mock.patch(patchOf(published('patch-delete-available-places')));
    expect(body(deleted.issues)).toMatchObject({ issue: all.slice(2) });
    expect(deleted.issues).toHaveLength(1);
  });
});

describe('the published bodies under the catalogue `published-examples`', () => {
  it('add, replace and delete a record, each with 200, a new version and its date', async () => {
    const mock = inProcessMock({ kernel: createKernel({ catalogue: createCatalogue('published-examples') }) });
    const sent = ['replace', 'add', 'add', 'replace', 'delete', 'delete'];
    const statuses: number[] = [];
    const answers: Answer[] = [];
    for (const type of sent) {
      // Each answer depends on the one before.
      const { status, answer } = await mock.patch(patchOf(published(`patch-${type}-available-places`)));
      statuses.push(status);
      if (answer !== null) answers.push(answer);
    }
    expect(statuses).toEqual([404, 200, 400, 200, 200, 404]);
    expect(answers.map((answer) => headerOf(answer, 'ETag'))).toEqual(['W/"2"', 'W/"3"', 'W/"4"']);
    expect(new Set(answers.map((answer) => headerOf(answer, 'Last-Modified')))).toEqual(
      new Set(['Mon, 02 Mar 2026 10:00:00 GMT']),
    );
    const form = { kind: 'resource', contentType: 'application/fhir+json;charset=UTF-8' };
    expect(answers.map(({ body: sentBody }) => sentBody)).toMatchObject([form, form, form]);
  });
});

describe('an accepted PATCH', () => {
  it('changes one record, keeps the others, and answers the Location as it now is', async () => {
    const mock = inProcessMock();
    const before = JSON.parse(mock.store.findById('loc-1')?.text() ?? '');
    const { status, answer } = await mock.patch(patchOf(parameters(operation('replace', { ...WOMEN, nbCapacity: 9 }))));
    expect(status).toBe(200);
    const after = JSON.parse(textOf(answer));
    expect(after.meta).toMatchObject({ versionId: '2', lastUpdated: new Date(NOW).toISOString() });
    const changed = after.extension.filter(
      (one: object, i: number) => JSON.stringify(one) !== JSON.stringify(before.extension[i]),
    );
    expect(changed).toHaveLength(1);
    expect(changed[0].extension[0]).toEqual({ url: 'nbCapacity', valueInteger: 9 });
    expect({ ...after, meta: 0, extension: 0 }).toEqual({ ...before, meta: 0, extension: 0 });
    expect(answer?.change?.effect).toEqual({
      type: 'Location',
      id: 'loc-1',
      versionBefore: 1,
      versionAfter: 2,
      operations: ['replace'],
    });
    expect(await mock.store.bodyOf('Location', 'loc-1', 2)).toBe(textOf(answer));
    expect(await mock.store.bodyOf('Location', 'loc-1', 1)).not.toBe(textOf(answer));
  });

  it('finds the Location by its type-25 identifier, raw or encoded', async () => {
    const mock = inProcessMock();
    for (const query of ['identifier=24/900001', 'identifier=24%2F900001', 'identifier=199A000014%2fMED-A']) {
      expect((await mock.patch(patchOf(parameters(operation('replace', WOMEN)), { query }))).status).toBe(200);
    }
    expect(mock.store.findById('loc-1')?.version).toBe(4);
  });

  it('sees the change of a PATCH of the same tick', async () => {
    const mock = inProcessMock();
    const request = patchOf(parameters(operation('add', WOMEN)), { query: 'identifier=199A000014/MED-B' });
    const outcomes = await Promise.all([mock.patch(request), mock.patch(request)]);
    expect(outcomes.map(({ status }) => status)).toEqual([200, 400]);
  });

  it('belongs to the establishment that provides the offer, not to the one that manages the Location (Q36)', async () => {
    const seed = defaultSeed();
    const healthcareServices = seed.healthcareServices.map((offer) =>
      offer.location.some(({ reference }) => reference === 'Location/loc-1')
        ? { ...offer, providedBy: { reference: 'Organization/eg-99A000048' } }
        : offer,
    );
    const mock = inProcessMock({ seed: { ...seed, healthcareServices } });
    const { status, code } = await mock.patch(patchOf(parameters(operation('replace', WOMEN))));
    expect([status, code]).toEqual([403, 'feed.establishment-not-listed']);
  });
});

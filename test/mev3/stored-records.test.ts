import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import { loadEmbeddedDefinitions } from '../../mev3/profiles/load.ts';
import { createValidator } from '../../mev3/validator/create-validator.ts';
import { anyRecord } from './arbitraries.ts';
import { addBody } from './bodies.ts';

const kernel = createKernel({ catalogue: createCatalogue('permissive') });
const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
const options = { addDuplicate: 'refuse', deleteMissing: 'not-found' } as const;

/** What the profile finds wrong with the record that a body leads to; null when the body is refused. */
function faultsOfStored(body: unknown): readonly string[] | null {
  const reading = kernel.readFeedBody(body);
  const [operation] = reading.operations;
  if (operation === undefined || kernel.formIssues(reading).length > 0) return null;
  if (kernel.businessRules(operation).length > 0) return null;
  const applied = kernel.apply([], operation, options);
  if (!applied.ok) return null;
  return applied.records.flatMap(({ json }) => {
    const stored: unknown = JSON.parse(json);
    const found = validator.validate(stored, { profile: CAPACITY_URL });
    return found.filter(({ severity }) => severity === 'error').map(({ code, where }) => `${code} ${where}`);
  });
}

/** A change somewhere in a JSON value: what is there is dropped, replaced or doubled. */
interface Mutation {
  readonly at: number;
  readonly how: 'drop' | 'replace' | 'double';
  readonly by: unknown;
}

function mutate(value: unknown, { at, how, by }: Mutation): unknown {
  const copy: unknown = structuredClone(value);
  const places: { holder: object; key: string }[] = [];
  const visit = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [key, child] of Object.entries(holder)) {
      places.push({ holder, key });
      visit(child);
    }
  };
  visit(copy);
  const place = places[at % places.length];
  if (place === undefined) return copy;
  const { holder, key } = place;
  if (how === 'drop') Reflect.deleteProperty(holder, key);
  else if (how === 'double' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
  else Reflect.set(holder, key, by);
  return JSON.parse(JSON.stringify(copy));
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(400),
  how: fc.constantFrom('drop', 'replace', 'double'),
  by: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('01', '03', 'add', 5, -1, '2026-11-23', '2026-02-30')),
});

describe('a record that was accepted', () => {
  it('is valid by the profile', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        expect(faultsOfStored(addBody(written))).toEqual([]);
      }),
    );
  });

  it('is valid by the profile whatever was done to the body', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(anyRecord, fc.array(mutation, { minLength: 1, maxLength: 2 }), (written, mutations) => {
        const body = mutations.reduce((sent: unknown, one) => mutate(sent, one), addBody(written));
        const faults = faultsOfStored(body);
        expect(faults ?? []).toEqual([]);
        if (faults === null) refused += 1;
        else accepted += 1;
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(500);
  });
});

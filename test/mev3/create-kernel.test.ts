import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { FeedOperation, Kernel } from '../../mev3/kernel.ts';
import { operationOutcome } from '../../mev3/outcome.ts';
import { published } from './bodies.ts';

const current = createKernel();
const withLegacy = createKernel({ catalogue: createCatalogue('published-examples') });

function onlyOperation(kernel: Kernel, body: unknown): FeedOperation {
  const reading = kernel.readFeedBody(body);
  expect(reading.operations).toHaveLength(1);
  expect(kernel.formIssues(reading)).toEqual([]);
  const [operation] = reading.operations;
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

describe('the kernel by default', () => {
  it('follows guide 0.7.0 and the catalogue current', () => {
    expect(current.guide).toBe('0.7.0');
    expect(current.catalogue.name).toBe('current');
  });

  it('answers the published replace body with exactly the published 400, issues a, b and c', () => {
    const operation = onlyOperation(current, published('patch-replace-available-places'));
    const issues = current.businessRules(operation).map(({ issue }) => issue);
    expect(operationOutcome(issues)).toEqual(published('response-400-business-rules'));
  });

  it('answers the published add body with a and b, and the published delete body with c', () => {
    const add = onlyOperation(current, published('patch-add-available-places'));
    expect(current.businessRules(add).map(({ finding }) => finding.code)).toEqual([
      'indicator.other-nature',
      'indicator.unknown-value',
    ]);
    const remove = onlyOperation(current, published('patch-delete-available-places'));
    expect(current.businessRules(remove).map(({ finding }) => finding.code)).toEqual(['indicator.unknown-path']);
  });
});

describe('the kernel with the catalogue published-examples', () => {
  it.each(['patch-add-available-places', 'patch-replace-available-places', 'patch-delete-available-places'])(
    'lets %s pass without a finding',
    (name) => {
      const operation = onlyOperation(withLegacy, published(name));
      expect(withLegacy.businessRules(operation)).toEqual([]);
      expect(operation.value?.findings ?? []).toEqual([]);
      expect(operation.value?.notices ?? []).toEqual([]);
    },
  );
});

describe('bodies that are not of the feed', () => {
  it.each([
    ['legacy-before-0.6-patch-add-capacity', 'feed.path-not-capacity'],
    ['legacy-before-0.6-patch-zero-capacity', 'feed.path-below-record'],
    ['server-only-patch-healthcareservice-add-location-reference', 'feed.path-not-capacity'],
    ['server-only-patch-location-add-equipment', 'feed.path-not-capacity'],
    ['server-only-patch-location-equipment-quantity-to-zero', 'feed.path-not-capacity'],
    ['server-only-patch-location-replace-equipment-quantity', 'feed.path-not-capacity'],
    ['server-only-patch-location-replace-equipment-limit-value', 'feed.path-unreadable'],
    ['server-only-patch-location-replace-house-number', 'feed.path-not-capacity'],
    ['server-only-post-location-create', 'feed.not-parameters'],
    ['response-400-business-rules', 'feed.not-parameters'],
  ])('refuses the form of %s with %s', (name, code) => {
    const codes = current.formIssues(current.readFeedBody(published(name))).map(({ finding }) => finding.code);
    expect(codes).toContain(code);
  });
});

describe('whatever is passed', () => {
  it('never makes the reading of a body throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const reading = current.readFeedBody(value);
        expect(current.formIssues(reading).length).toBeGreaterThan(0);
      }),
    );
  });

  it('never makes the reading of a record throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(current.readRecord(value, 'Location.extension[0]').findings.length).toBeGreaterThan(0);
      }),
    );
  });
});

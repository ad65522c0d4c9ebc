import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { recordExtension } from '../../../mev3/capacity/record-extension.ts';
import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { keyedRecord } from '../../../mev3/feed/apply.ts';
import type { KeyedRecord } from '../../../mev3/kernel.ts';
import { anyRecord } from '../arbitraries.ts';
import { addBody, deleteBody, record, replaceBody } from '../bodies.ts';

const kernel = createKernel({ catalogue: createCatalogue('permissive') });
const strict = { addDuplicate: 'refuse', deleteMissing: 'not-found' } as const;

function apply(records: readonly KeyedRecord[], sent: unknown, options: Parameters<typeof kernel.apply>[2] = strict) {
  const [operation] = kernel.readFeedBody(sent).operations;
  if (operation === undefined) throw new Error('no operation');
  return kernel.apply(records, operation, options);
}

function applied(records: readonly KeyedRecord[], sent: unknown): readonly KeyedRecord[] {
  const result = apply(records, sent);
  if (!result.ok) throw new Error(result.why);
  return result.records;
}

const women = record();
const men = record({ genderCapacityAvailable: '02' });
const stored = [women, men].map(keyedRecord);

describe('an operation', () => {
  it('adds a record at the end', () => {
    expect(applied([], addBody(women))).toEqual([keyedRecord(women)]);
    expect(applied([keyedRecord(men)], addBody(women))).toEqual([keyedRecord(men), keyedRecord(women)]);
  });

  it('replaces a record where it stands, and leaves the others the same objects', () => {
    const after = applied(stored, replaceBody(women, record({ nbCapacity: 9 })));
    expect(after).toEqual([keyedRecord(record({ nbCapacity: 9 })), stored[1]]);
    expect(after[1]).toBe(stored[1]);
    expect(stored).toEqual([women, men].map(keyedRecord));
  });

  it('deletes a record', () => {
    expect(applied(stored, deleteBody(women))).toEqual([stored[1]]);
  });

  it('stores the published shape whatever systems were sent', () => {
    const sent = JSON.parse(
      JSON.stringify(addBody(women)).replaceAll(
        /TRE_R330-TypeStatutCapacite\/FHIR\/TRE-R330-TypeStatutCapacite/g,
        'JDV_J188-TypeStatutCapacite-ROR/FHIR/JDV-J188-TypeStatutCapacite-ROR',
      ),
    ) as unknown;
    expect(sent).not.toEqual(addBody(women));
    expect(applied([], sent)).toEqual([keyedRecord(women)]);
    expect(JSON.parse(applied([], sent)[0]?.json ?? '')).toEqual(recordExtension(women));
  });

  it('does not find what is not stored', () => {
    expect(apply([], replaceBody(women, women))).toEqual({ ok: false, why: 'not-found' });
    expect(apply([], deleteBody(women))).toEqual({ ok: false, why: 'not-found' });
    expect(apply(stored, deleteBody(record({ genderCapacityAvailable: null })))).toEqual({
      ok: false,
      why: 'not-found',
    });
  });

  it('takes the delete of nothing as done when the setting says so', () => {
    expect(apply(stored, deleteBody(record({ crisisType: '01' })), { ...strict, deleteMissing: 'no-op' })).toEqual({
      ok: true,
      records: stored,
    });
  });

  it('refuses a second record of an indicator, or appends it when the setting says so', () => {
    expect(apply(stored, addBody(women))).toEqual({ ok: false, why: 'duplicate' });
    expect(apply(stored, addBody(women), { ...strict, addDuplicate: 'append' })).toMatchObject({
      ok: true,
      records: [{}, {}, {}],
    });
    expect(apply(stored, replaceBody(women, men))).toEqual({ ok: false, why: 'duplicate' });
  });

  it('does not choose between two records of an indicator', () => {
    const twice = [women, women].map(keyedRecord);
    expect(apply(twice, replaceBody(women, women))).toEqual({ ok: false, why: 'ambiguous' });
    expect(apply(twice, deleteBody(women))).toEqual({ ok: false, why: 'ambiguous' });
  });
});

/** Records of distinct keys. */
const records = fc.uniqueArray(anyRecord, { selector: (one) => keyedRecord(one).keyText, maxLength: 8 });

describe('an operation and its inverse', () => {
  it('give back the records: add then delete', () => {
    fc.assert(
      fc.property(records, anyRecord, (before, added) => {
        const keyed = before.map(keyedRecord);
        fc.pre(!keyed.some(({ keyText }) => keyText === keyedRecord(added).keyText));
        expect(applied(applied(keyed, addBody(added)), deleteBody(added))).toEqual(keyed);
      }),
    );
  });

  it('give back the records: replace then replace', () => {
    fc.assert(
      fc.property(records, fc.nat(7), fc.nat(5000), (before, at, nbCapacity) => {
        const original: CapacityRecord | undefined = before[at];
        fc.pre(original !== undefined);
        const keyed = before.map(keyedRecord);
        const changed = applied(keyed, replaceBody(original, { ...original, nbCapacity }));
        expect(applied(changed, replaceBody(original, original))).toEqual(keyed);
      }),
    );
  });

  it('give back the set of records: delete then add', () => {
    fc.assert(
      fc.property(records, fc.nat(7), (before, at) => {
        const original: CapacityRecord | undefined = before[at];
        fc.pre(original !== undefined);
        const keyed = before.map(keyedRecord);
        const back = applied(applied(keyed, deleteBody(original)), addBody(original));
        expect(back.toSorted(byKey)).toEqual(keyed.toSorted(byKey));
      }),
    );
  });
});

function byKey(a: KeyedRecord, b: KeyedRecord): number {
  return a.keyText.localeCompare(b.keyText);
}

import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { keyedRecord } from '../../../mev3/feed/apply.ts';
import { body, operation, pathOf, record, replaceBody } from '../bodies.ts';

const kernel = createKernel();
const covid = record({ temporaryAssignement: '02' });
const stored = [record(), covid].map(keyedRecord);

function remarks(sent: unknown): readonly string[] {
  return kernel.readFeedBody(sent).operations.flatMap((one) => kernel.remarks(stored, one).map(({ code }) => code));
}

describe('the criteria of a path', () => {
  it('are remarked on when an engine would select more with them', () => {
    const path = pathOf({ ...record(), temporaryAssignement: null });
    expect(remarks(body(operation('delete', path)))).toEqual(['feed.path-selects-less']);
  });

  it('are not when they select the same', () => {
    expect(remarks(replaceBody(record(), record()))).toEqual([]);
    expect(remarks(replaceBody(covid, covid))).toEqual([]);
  });
});

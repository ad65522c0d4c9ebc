import { expect, it } from 'vitest';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { askedOperations } from '../../../mock-server/faults/asked-operations.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { RECORD } from '../../support/sample-scenario.ts';

const kernel = createKernel();
const asked = (body: string): readonly string[] => askedOperations(Buffer.from(body), kernel);

it.each(['add', 'replace', 'delete'])('finds the operation %s in a body', (type) => {
  expect(asked(patchBody({ type, record: RECORD }))).toEqual([type]);
});

it.each(['', 'no json', 'null', '[]', '{}', '{"parameter":7}', '{"resourceType":"Parameters","parameter":[null]}'])(
  'finds none in %j, and does not break',
  (body) => {
    expect(asked(body)).toEqual([]);
  },
);

import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { kernelShareOfRecords } from '../../harness/model/kernel-share.ts';

const REQUIREMENTS = ['ROR-CAP-CODE', 'ROR-CAP-DISPLAY'];

/** Each code sent is in the value set of its attribute, with its own display. */
export const codesValid: Check<Record<string, never>> = {
  name: 'codes-valid',
  requirements: REQUIREMENTS,
  params: z.strictObject({}),
  judge: ({ view }) => kernelShareOfRecords(view, REQUIREMENTS, 'code-not-valid'),
};

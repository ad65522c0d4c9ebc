import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { kernelShareOfRecords } from '../../harness/model/kernel-share.ts';

const REQUIREMENTS = ['ROR-CAP-SYSTEM'];

/** Each coding names its TRE code list as system, not the JDV value set. */
export const treSystems: Check<Record<string, never>> = {
  name: 'tre-systems',
  requirements: REQUIREMENTS,
  params: z.strictObject({}),
  judge: ({ view }) => kernelShareOfRecords(view, REQUIREMENTS, 'coding-system'),
};

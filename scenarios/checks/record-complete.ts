import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { kernelShareOfRecords } from '../../harness/model/kernel-share.ts';

const REQUIREMENTS = [
  'ROR-CAP-EXTENSION',
  'ROR-CAP-URL',
  'ROR-CAP-MANDATORY',
  'ROR-CAP-ONCE',
  'ROR-CAP-KNOWN',
  'ROR-CAP-VALUE',
  'ROR-CAP-ONE-CODING',
  'ROR-CAP-DATE',
  'ROR-CAP-DATE-TIME',
  'ROR-CAP-N5',
];

/** Each record sent has the sub-extensions that the profile asks for, each once and of its type. */
export const recordComplete: Check<Record<string, never>> = {
  name: 'record-complete',
  requirements: REQUIREMENTS,
  params: z.strictObject({}),
  judge: ({ view }) => kernelShareOfRecords(view, REQUIREMENTS, 'record-form'),
};

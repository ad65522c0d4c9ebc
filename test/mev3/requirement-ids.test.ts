import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { KERNEL_REQUIREMENTS } from '../../mev3/requirement-ids.ts';

const schema = z.object({
  requirements: z.array(
    z.object({ id: z.string(), basis: z.string(), obligation: z.string(), text: z.object({ en: z.string() }) }),
  ),
});
const { requirements } = schema.parse(
  parse(readFileSync(new URL('../../scenarios/requirements.yaml', import.meta.url), 'utf8')),
);
const published = new Map(requirements.map((requirement) => [requirement.id, requirement]));

describe('the requirements of the kernel', () => {
  it.each(Object.entries(KERNEL_REQUIREMENTS))('%s stands in requirements.yaml with the same weight', (id, ours) => {
    const theirs = published.get(id);
    expect(theirs).toMatchObject({ basis: ours.basis, obligation: ours.obligation });
  });
});

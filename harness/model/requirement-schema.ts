import { z } from 'zod';
import type { Requirement } from './requirement.ts';

const text = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

const requirement = z.strictObject({
  id: z.string().regex(/^ROR(-[A-Z0-9]+){2,}$/, 'an id such as ROR-FEED-REPLACE-FIRST'),
  area: z.enum([
    'auth',
    'trust',
    'feed',
    'headers',
    'capacity',
    'indicators',
    'errors',
    'reporting',
    'patch',
    'profile',
    'read',
    'time',
    'go-live',
  ]),
  text,
  mend: text,
  source: z.string().min(1),
  version: z.string().min(1),
  basis: z.enum(['documented', 'derived', 'assumed']),
  obligation: z.enum(['must', 'should']),
  claim: z.enum(['required', 'optional']).default('required'),
});

/** The file scenarios/requirements.yaml: every rule that is judged or enforced, each id once. */
export const requirementsSchema: z.ZodType<readonly Requirement[]> = z
  .strictObject({ requirements: z.array(requirement).min(1) })
  .superRefine(({ requirements }, context) => {
    const ids = requirements.map((one) => one.id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      context.addIssue({ code: 'custom', path: ['requirements', index, 'id'], message: `"${id}" stands twice` });
    }
  })
  .transform((file) => file.requirements);

import { z } from 'zod';
import type { ObservationSheet } from './observation.ts';
import { slug } from './scenario-words.ts';

const bilingual = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

const parameters = z.record(z.string(), z.unknown()).default({});

const observedCheck = z
  .strictObject({
    use: slug.describe('Name of a check: a file of scenarios/checks/'),
    with: parameters.describe('Parameters under which the check needs no stimulus'),
    withPart: parameters.describe('Parameters beside them for a mock that ran already: what came before is not known'),
    needs: z.array(slug).default([]).describe('Checks above in this file: when one of them failed, this one is skip'),
  })
  .transform((use) => ({ ...use, slug: use.use }));

const sheet = z.strictObject({
  title: bilingual,
  purpose: bilingual,
  failureMeans: bilingual,
  checks: z.array(observedCheck).min(1),
  leftOut: z.array(z.strictObject({ check: slug, because: bilingual })),
});

/** The names of `checks` and `leftOut` that stand twice, or that a check needs and does not stand above it. */
function faultsOf({ checks, leftOut }: z.output<typeof sheet>): { path: (string | number)[]; message: string }[] {
  const names = [...checks.map(({ use }) => use), ...leftOut.map(({ check }) => check)];
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  return [
    ...twice.map((name) => ({ path: ['checks'], message: `"${name}" stands twice` })),
    ...checks.flatMap(({ needs }, index) =>
      needs
        .filter((need) => !checks.slice(0, index).some(({ use }) => use === need))
        .map((need) => ({ path: ['checks', index, 'needs'], message: `no check above is named "${need}"` })),
    ),
  ];
}

/** The file scenarios/observation.yaml: strict, with defaults. Names of checks and parameters are compared by the loader. */
export const observationSchema: z.ZodType<ObservationSheet> = sheet.superRefine((value, context) => {
  if (context.issues.length > 0) return;
  for (const { path, message } of faultsOf(value)) context.addIssue({ code: 'custom', path, message });
});

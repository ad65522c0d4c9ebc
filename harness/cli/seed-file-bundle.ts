import { z } from 'zod';
import { loadEmbeddedDefinitions } from '../../mev3/profiles/load.ts';
import { createValidator } from '../../mev3/validator/create-validator.ts';
import type { Translate } from '../../messages/index.ts';
import { checkSeed, SeedError } from '../../mock-server/index.ts';
import type { Seed } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';

const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: z.string() }) })).min(1),
});

type Resource = z.infer<typeof bundle>['entry'][number]['resource'];

/** Types of a seed, with the profile that judges them: our definitions have none for persons. */
const MEMBERS = {
  Organization: { name: 'organizations', isJudged: true },
  Location: { name: 'locations', isJudged: true },
  HealthcareService: { name: 'healthcareServices', isJudged: true },
  Practitioner: { name: 'practitioners', isJudged: false },
  PractitionerRole: { name: 'practitionerRoles', isJudged: false },
} as const;

/**
 * Reads a seed from a Bundle of RORLocation, ROROrganization, RORHealthcareService, RORPractitioner and RORPractitionerRole. Each is judged by
 * its profile, and every reference is followed.
 * @throws CliError `mock.bad-seed-file` for the first fault, with its entry and path
 */
export async function readSeedBundle(text: string, file: string, t: Translate): Promise<Seed> {
  const refused = (where: string, because: string): CliError =>
    new CliError({ code: 'mock.bad-seed-file', message: t('mock.print.bad-seed-file', { file, where, because }) });
  const parsed = bundle.safeParse(json(text, refused));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(z.core.toDotPath(issue?.path ?? []), t('mock.print.seed-bundle'));
  }
  const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
  for (const [index, { resource }] of parsed.data.entry.entries()) {
    const where = `entry[${index}].resource`;
    const { resourceType } = resource;
    if (!isMember(resourceType)) throw refused(where, t('mock.print.seed-other-type', { type: resourceType }));
    if (!MEMBERS[resourceType].isJudged) continue;
    const fault = validator.validate(resource).find(({ severity }) => severity === 'error');
    if (fault === undefined) continue;
    throw refused(
      `${where} ${fault.where}`,
      t('mock.print.seed-fault', { expected: fault.expected, seen: fault.seen }),
    );
  }
  return await checkedSeed(
    parsed.data.entry.map(({ resource }) => resource),
    refused,
  );
}

function json(text: string, refused: (where: string, because: string) => CliError): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused('JSON', error instanceof Error ? error.message : String(error));
  }
}

function isMember(type: string): type is keyof typeof MEMBERS {
  return Object.hasOwn(MEMBERS, type);
}

async function checkedSeed(
  resources: readonly Resource[],
  refused: (where: string, because: string) => CliError,
): Promise<Seed> {
  const of = (type: keyof typeof MEMBERS): readonly Resource[] =>
    resources.filter(({ resourceType }) => resourceType === type);
  const organizations = of('Organization');
  try {
    return await checkSeed({
      organizations: organizations.filter((one) => !isLegalEntity(one)),
      legalEntities: organizations.filter(isLegalEntity),
      locations: of('Location'),
      healthcareServices: of('HealthcareService'),
      practitioners: of('Practitioner'),
      practitionerRoles: of('PractitionerRole'),
    });
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw refused(error.where, error.because);
  }
}

const typed = z.object({
  type: z.array(z.object({ coding: z.array(z.object({ system: z.string(), code: z.string() })) })),
});

/** Marked as EJ (TRE_R67): no unit is of a legal entity. */
function isLegalEntity(organization: Resource): boolean {
  const types = typed.safeParse(organization);
  if (!types.success) return false;
  return types.data.type.some(({ coding }) =>
    coding.some(({ system, code }) => code === 'EJ' && system.includes('TRE_R67-')),
  );
}

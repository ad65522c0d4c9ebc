import { z } from 'zod';
import { armingSchema, credentialSchema } from './scenario-arming-schema.ts';
import { UNARMED } from './scenario-arming.ts';
import type { ScenarioArming } from './scenario-arming.ts';
import type { Scenario, ScenarioRecord } from './scenario.ts';
import { SCENARIO_TAGS } from './scenario-tags.ts';
import { duration, durationMs, slug } from './scenario-words.ts';

/** Areas of the suite, in the order in which the documentation lists them. */
export const SCENARIO_AREAS = [
  'feed',
  'attempts',
  'trust',
  'establishments',
  'headers',
  'time',
  'reporting',
  'reconciliation',
  'go-live',
  'read',
] as const;

const scenarioId = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'area/slug, in lower case with hyphens')
  .describe('The path of this file under scenarios/, without .yaml. Public: renaming it is a breaking change.');

const bilingual = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

const code = z.string().regex(/^\d{2}$/, 'a code of two digits between quotes, such as "01"');

/** The twelve plain members of a stimulus' record; the date is relative. */
function recordSchema(updatedAgo: string) {
  return z
    .strictObject({
      capacityType: code.describe('natureCapacite, TRE_R329: 01 bed, 02 place'),
      capacityStatus: code.describe('statutCapacite, TRE_R330: 01 installed, 02 available, 03 occupied …'),
      temporalityCapacity: code.default('01').describe('temporaliteCapacite, TRE_R331: 01 current'),
      genderCapacityAvailable: code.nullable().default(null).describe('genreCapaciteDispo, TRE_R332'),
      capacityClosingType: code.nullable().default(null).describe('typeFermetureCapacite, TRE_R333'),
      additionalBedType: code.nullable().default(null).describe('typeLitSupplementaire, TRE_R334'),
      crisisType: code.nullable().default(null).describe('typeCrise, TRE_R336'),
      temporaryAssignement: code.default('01').describe('(sic) affectationTemporaire, TRE_R337: 01 none'),
      capacitySourceType: code.default('02').describe('typeSourceCapacite, TRE_R335: 02 bed management'),
      nbCapacity: z.int().min(0).max(9999).default(0),
      updatedAgo: duration
        .default(updatedAgo)
        .describe('How long ago the figure was updated in the source: becomes capacityUpdateDate'),
      comment: z.string().max(1000).nullable().default(null),
    })
    .transform(({ updatedAgo: ago, ...rest }): ScenarioRecord => ({ ...rest, updatedAgoMs: durationMs(ago) }));
}

const unit = z.strictObject({
  alias: slug,
  place: z
    .enum(['listed', 'unknown', 'duplicated', 'not-listed'])
    .default('listed')
    .describe(
      'listed: of an establishment the supplier may write for; unknown: the mock has no such Location; ' +
        'duplicated: several Locations carry the identifier; not-listed: of an establishment outside the list',
    ),
  establishment: slug
    .optional()
    .describe(
      'A name of your own for the establishment of the unit: the same name, the same establishment; another name, ' +
        'another establishment; none: any. A scenario of several units says it for each, or depends on the seed',
    ),
  records: z.array(recordSchema('PT6H')).default([]),
});

const step = z.strictObject({
  id: slug,
  kind: z.enum(['report-capacity', 'remove-capacity', 'resend-all', 'read-back']),
  unit: slug.nullable().default(null),
  records: z.array(recordSchema('PT7M')).default([]),
  indicator: z
    .enum(['valid', 'invalid'])
    .default('valid')
    .describe(
      'invalid: the scenario is about records that the ROR refuses. It applies only when the catalogue in force holds ' +
        'every valid one and none of the invalid ones',
    ),
  credential: slug.default('supplier'),
  arming: armingSchema
    .optional()
    .describe('From this step on the mock is armed like this, and no longer as before. {}: nothing is armed any more'),
  state: z
    .array(z.strictObject({ unit: slug, records: z.array(recordSchema('PT1H')).default([]) }))
    .optional()
    .describe('What units hold before this step: it changed behind the connector, by hand or by a refresh'),
  restart: z.boolean().default(false).describe('The connector is ended and started again before this step'),
  afterOutage: z
    .boolean()
    .default(false)
    .describe(
      'The step waits until the faults that last as an outage have ended: timing.outageMs of the connector file',
    ),
  datesOf: slug
    .optional()
    .describe(
      'An earlier step: updatedAgo counts from that step, not from this one. A figure that is only said again keeps its ' +
        'date; with a newer one it was confirmed, which the ROR may be told',
    ),
  killAfter: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('The connector is killed when so many PATCH of this step have been answered or held back'),
});

const checkUse = z
  .strictObject({
    use: slug.describe('Name of a check: a file of scenarios/checks/'),
    slug: slug.optional().describe("Last part of the check's id; default: its name"),
    with: z.record(z.string(), z.unknown()).default({}).describe('Parameters of the check'),
    needs: z.array(slug).default([]).describe('Slugs above in this file: when one of them failed, this one is skip'),
  })
  .transform((use) => ({ ...use, slug: use.slug ?? use.use }));

const body = z.strictObject({
  id: scenarioId,
  tags: z
    .array(z.enum(SCENARIO_TAGS))
    .default([])
    .describe('What it is about, across areas: rorkit run --tag chooses by them'),
  title: bilingual,
  purpose: bilingual,
  failureMeans: bilingual,
  requirements: z.array(z.string().regex(/^ROR(-[A-Z0-9]+){2,}$/, 'an id such as ROR-FEED-REPLACE-FIRST')).min(1),
  units: z.array(unit).default([]),
  credentials: z
    .array(credentialSchema)
    .default([])
    .describe('Credentials that the connector has in this scenario instead of those of the mock'),
  claim: z
    .string()
    .optional()
    .describe('An optional requirement: a connector that does not claim it is not asked to do this scenario'),
  arming: armingSchema.default(UNARMED),
  steps: z.array(step).describe('Empty for what only a person can attest: the connector is not driven'),
  checks: z.array(checkUse).min(1),
});

type Body = z.output<typeof body>;

/** The check that judges what a person says, and no traffic. */
const ATTESTED = 'attested';

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

function repeated(list: readonly string[], path: (index: number) => (string | number)[]): Fault[] {
  return list.flatMap((name, index) =>
    list.indexOf(name) < index ? [{ path: path(index), message: `"${name}" stands twice` }] : [],
  );
}

function stepFaults(scenario: Body): Fault[] {
  if (scenario.steps.length === 0 && scenario.checks.some(({ use }) => use !== ATTESTED)) {
    return [{ path: ['steps'], message: 'at least one step, but where every check is "attested"' }];
  }
  const aliases = scenario.units.map((one) => one.alias);
  return scenario.steps.flatMap((one, index) => {
    const faults: Fault[] = [];
    const needsUnit = one.kind === 'report-capacity' || one.kind === 'remove-capacity';
    if (one.unit !== null && !aliases.includes(one.unit)) {
      faults.push({ path: ['steps', index, 'unit'], message: `no unit has the alias "${one.unit}"` });
    }
    const earlier = scenario.steps.slice(0, index).map(({ id }) => id);
    if (one.datesOf !== undefined && !earlier.includes(one.datesOf)) {
      faults.push({ path: ['steps', index, 'datesOf'], message: `no step above has the id "${one.datesOf}"` });
    }
    if (needsUnit && one.unit === null) faults.push({ path: ['steps', index], message: `${one.kind} needs a unit` });
    if (needsUnit && one.records.length === 0) {
      faults.push({ path: ['steps', index], message: `${one.kind} needs at least one record` });
    }
    return faults;
  });
}

/** What changes behind the connector is a unit of the scenario too. */
function stateFaults(scenario: Body): Fault[] {
  const aliases = scenario.units.map((one) => one.alias);
  return scenario.steps.flatMap(({ state }, index) =>
    (state ?? []).flatMap(({ unit: alias }, position) =>
      aliases.includes(alias)
        ? []
        : [{ path: ['steps', index, 'state', position, 'unit'], message: `no unit has the alias "${alias}"` }],
    ),
  );
}

/** Needs point upwards only: so they can have no cycle, and the judge can go once through the list. */
function needFaults(scenario: Body): Fault[] {
  const slugs = scenario.checks.map((one) => one.slug);
  return scenario.checks.flatMap((one, index) =>
    one.needs.flatMap((need, position) =>
      slugs.slice(0, index).includes(need)
        ? []
        : [{ path: ['checks', index, 'needs', position], message: `no check above has the slug "${need}"` }],
    ),
  );
}

/** An arming names credentials, and units by their alias. */
function armingFaults(scenario: Body): Fault[] {
  const aliases = scenario.units.map((one) => one.alias);
  const armings: { readonly arming: ScenarioArming; readonly path: (string | number)[] }[] = [
    { arming: scenario.arming, path: ['arming'] },
    ...scenario.steps.flatMap(({ arming }, index) =>
      arming === undefined ? [] : [{ arming, path: ['steps', index, 'arming'] }],
    ),
  ];
  return armings.flatMap(({ arming, path }) =>
    (['withdrawn', 'granted'] as const).flatMap((list) =>
      arming[list].flatMap((alias, position) =>
        aliases.includes(alias)
          ? []
          : [{ path: [...path, list, position], message: `no unit has the alias "${alias}"` }],
      ),
    ),
  );
}

/** The establishments of a credential are those that units name. */
function credentialFaults(scenario: Body): Fault[] {
  const names = scenario.units.map((one) => one.establishment);
  return scenario.credentials.flatMap(({ establishments }, index) =>
    establishments.flatMap((name, position) =>
      names.includes(name)
        ? []
        : [
            {
              path: ['credentials', index, 'establishments', position],
              message: `no unit is in an establishment named "${name}"`,
            },
          ],
    ),
  );
}

function faultsOf(scenario: Body): Fault[] {
  return [
    ...armingFaults(scenario),
    ...credentialFaults(scenario),
    ...repeated(
      scenario.credentials.map((one) => one.id),
      (index) => ['credentials', index, 'id'],
    ),
    ...repeated(
      scenario.units.map((one) => one.alias),
      (index) => ['units', index, 'alias'],
    ),
    ...repeated(
      scenario.steps.map((one) => one.id),
      (index) => ['steps', index, 'id'],
    ),
    ...repeated(
      scenario.checks.map((one) => one.slug),
      (index) => ['checks', index],
    ),
    ...stepFaults(scenario),
    ...stateFaults(scenario),
    ...needFaults(scenario),
  ];
}

/** A scenario file: strict, with defaults. Ids of checks and requirements are compared by the loader. */
export const scenarioSchema: z.ZodType<Scenario> = body
  .superRefine((scenario, context) => {
    // A misspelt key also leaves its value out: saying both would send the reader to the wrong place first.
    if (context.issues.length > 0) return;
    for (const { path, message } of faultsOf(scenario)) context.addIssue({ code: 'custom', path, message });
  })
  .transform((scenario): Scenario => ({ ...scenario, area: scenario.id.split('/', 1)[0] ?? '' }));

/** The JSON Schema (draft 2020-12) of a scenario file, for editors: scenarios/scenario.schema.json. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
  return { title: 'rorkit scenario, version 1', ...schema };
}

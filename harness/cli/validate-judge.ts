import type { FeedOperation, Kernel, KernelFinding, RecordReading } from '../../mev3/kernel.ts';
import { judgeRecords } from '../../mev3/rules/judge-records.ts';
import type { CapacityRuleId } from '../../mev3/rules/rule.ts';
import { KERNEL_REQUIREMENTS } from '../../mev3/requirement-ids.ts';
import type { Validator } from '../../mev3/validator/create-validator.ts';
import type { ValidationFinding } from '../../mev3/validator/profile-finding.ts';
import { isJsonObject, show } from '../../mev3/finding.ts';
import type { WeighedFinding } from './validate-finding.ts';
import { withoutRepeats } from './validate-repeats.ts';

/** What a JSON text is judged as. */
export type JudgedForm = 'request' | 'location' | 'record';

/** What the findings come from. */
export interface JudgeOptions {
  readonly kernel: Kernel;
  readonly validator: Validator;
  /** Canonical url of the capacity extension. */
  readonly capacityUrl: string;
  /** Undefined: from what the text holds. */
  readonly as: JudgedForm | undefined;
  readonly isStrict: boolean;
  /** True when the catalogue is a list that ANS handed over; else it is our reconstruction, which may lack an indicator. */
  readonly isCatalogueOfVendor: boolean;
  /** Consistency rules that are not looked at. */
  readonly rulesOff: readonly CapacityRuleId[];
}

/** The findings of one JSON text, and whether anything in it could be judged. */
export interface Judgement {
  readonly findings: readonly WeighedFinding[];
  readonly isJudged: boolean;
}

/** Judges one parsed JSON text by the profiles, the grammar of the feed and the rules of capacity. */
export function judge(value: unknown, options: JudgeOptions): Judgement {
  switch (options.as ?? formOf(value)) {
    case 'request':
      return judged(judgeRequest(value, options));
    case 'record':
      return judged(judgeRecord(value, 'Extension', options));
    case 'location':
      return judgeLocation(value, options);
    case 'resource':
      return judgeResource(value, options);
    default:
      return judged([{ level: 'error', finding: plainFinding('unknown-form', typeof value) }]);
  }
}

function judged(findings: readonly WeighedFinding[]): Judgement {
  return { findings, isJudged: true };
}

function formOf(value: unknown): JudgedForm | 'resource' | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value['resourceType'] === 'Parameters') return 'request';
  if (typeof value['resourceType'] === 'string') return 'resource';
  return typeof value['url'] === 'string' && Array.isArray(value['extension']) ? 'record' : undefined;
}

function judgeRequest(body: unknown, options: JudgeOptions): readonly WeighedFinding[] {
  const reading = options.kernel.readFeedBody(body);
  const found = [
    ...reading.faults.map((finding) => weigh(finding, options)),
    ...reading.notices.map((finding) => weighNotice(finding, options)),
  ];
  for (const operation of reading.operations) found.push(...judgeOperation(body, operation, options));
  return found;
}

function judgeOperation(body: unknown, operation: FeedOperation, options: JudgeOptions): readonly WeighedFinding[] {
  const { extension, value } = operation;
  const where = extension === null ? null : pathTo(body, extension, 'Parameters');
  return [
    ...(value === null ? [] : weighReading(value, options)),
    ...options.kernel.businessRules(operation).map(({ finding }) => weigh(finding, options)),
    ...(where === null || value === null ? [] : profileFindings(extension, where, { reading: value, options })),
    ...(where === null || value === null ? [] : ruleFindings([{ where, reading: value }], options)),
  ];
}

function judgeRecord(value: unknown, where: string, options: JudgeOptions): readonly WeighedFinding[] {
  const reading = options.kernel.readRecord(value, where);
  return [
    ...weighReading(reading, options),
    ...indicatorFindings(value, reading, { where, options }),
    ...profileFindings(value, where, { reading, options }),
    ...ruleFindings([{ where, reading }], options),
  ];
}

/** The consistency rules N and C over the records of one Location, beside what reading each record already said. */
function ruleFindings(
  read: readonly { readonly where: string; readonly reading: RecordReading }[],
  options: JudgeOptions,
): readonly WeighedFinding[] {
  const whole = read.flatMap(({ where, reading }) =>
    reading.record === null ? [] : [{ where, record: reading.record }],
  );
  const said = new Set(
    read.flatMap(({ reading }) => reading.findings.map((finding) => `${finding.code} ${finding.where}`)),
  );
  const subject = {
    records: whole.map(({ record }) => record),
    where: (index: number) => whole[index]?.where ?? '',
    // A file does not tell whether the offer is open: the rule that needs it is skipped.
    offer: 'unknown',
  } as const;
  return judgeRecords(subject, { off: options.rulesOff })
    .flatMap(({ findings }) => findings)
    .filter((finding) => !said.has(`${finding.code} ${finding.where}`))
    .map((finding) => weigh(finding, options));
}

/** Rules a and b of the feed, on a stored record as on a sent one. */
function indicatorFindings(
  value: unknown,
  reading: RecordReading,
  { where, options }: { readonly where: string; readonly options: JudgeOptions },
): readonly WeighedFinding[] {
  const extension = isJsonObject(value) ? value : {};
  const selector = { kind: 'collection' } as const;
  const added: FeedOperation = { index: 0, type: 'add', path: '', selector, extension, value: reading };
  return options.kernel.businessRules(added).map(({ finding }) => weigh({ ...finding, where }, options));
}

function judgeLocation(value: unknown, options: JudgeOptions): Judgement {
  const type = isJsonObject(value) ? value['resourceType'] : undefined;
  if (type === 'Location') return judgeResource(value, options);
  return judged([{ level: 'error', finding: plainFinding('not-a-location', show(type ?? typeof value)) }]);
}

function judgeResource(value: unknown, options: JudgeOptions): Judgement {
  const found = options.validator.validate(value);
  const records = capacityRecords(value, options.capacityUrl);
  const read = records.map((record) => ({
    ...record,
    reading: options.kernel.readRecord(record.extension, record.where),
  }));
  const kept = read.reduce((rest, { where, reading }) => {
    return withoutRepeats(rest, { where, findings: [...reading.findings, ...reading.notices] });
  }, found);
  const ofRecords = read.flatMap(({ extension, where, reading }) => [
    ...weighReading(reading, options),
    ...indicatorFindings(extension, reading, { where, options }),
  ]);
  const owners = [...new Set(read.map(({ owner }) => owner))];
  const ofRules = owners.flatMap((owner) =>
    ruleFindings(
      read.filter((each) => each.owner === owner),
      options,
    ),
  );
  const findings = [...kept.map((finding) => weighProfile(finding, options)), ...ofRecords, ...ofRules];
  const isJudged = found.every(({ code, where }) => code !== 'r4.resource-not-judged' || where.includes('.'));
  return { findings, isJudged };
}

function profileFindings(
  extension: unknown,
  where: string,
  { reading, options }: { readonly reading: RecordReading; readonly options: JudgeOptions },
): readonly WeighedFinding[] {
  const found = options.validator
    .validate(extension, { profile: options.capacityUrl })
    .map((finding) => ({ ...finding, where: `${where}${finding.where.replace(/^(?:Extension|\$this)/, '')}` }));
  const rest = withoutRepeats(found, { where, findings: [...reading.findings, ...reading.notices] });
  return rest.map((finding) => weighProfile(finding, options));
}

/** The capacity records of a Location, and of those in a Bundle or contained, with their FHIRPath. */
function capacityRecords(value: unknown, url: string): readonly CapacityPlace[] {
  const records: CapacityPlace[] = [];
  for (const { resource, where } of locationsIn(value)) {
    const extensions = Array.isArray(resource['extension']) ? resource['extension'] : [];
    for (const [index, extension] of extensions.entries()) {
      if (isJsonObject(extension) && extension['url'] === url) {
        records.push({ extension, where: `${where}.extension[${index}]`, owner: where });
      }
    }
  }
  return records;
}

/** A capacity record and the place of its Location. */
interface CapacityPlace {
  readonly extension: unknown;
  readonly where: string;
  readonly owner: string;
}

interface Found {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly where: string;
}

function locationsIn(value: unknown): readonly Found[] {
  if (!isJsonObject(value)) return [];
  if (value['resourceType'] === 'Location') return [{ resource: value, where: 'Location' }];
  const entries = value['resourceType'] === 'Bundle' && Array.isArray(value['entry']) ? value['entry'] : [];
  return entries.flatMap((entry, index) => {
    const resource: unknown = isJsonObject(entry) ? entry['resource'] : undefined;
    if (!isJsonObject(resource) || resource['resourceType'] !== 'Location') return [];
    return [{ resource, where: `Bundle.entry[${index}].resource` }];
  });
}

/** Where `target` itself stands in `value`; null when it is not within a dozen levels. */
function pathTo(value: unknown, target: object, root: string): string | null {
  let level: { readonly value: unknown; readonly where: string }[] = [{ value, where: root }];
  for (let depth = 0; depth < 12; depth += 1) {
    const found = level.find((each) => each.value === target);
    if (found !== undefined) return found.where;
    level = level.flatMap((each) => childrenOf(each.value, each.where));
  }
  return null;
}

function childrenOf(value: unknown, where: string): { readonly value: unknown; readonly where: string }[] {
  if (Array.isArray(value)) return value.map((each: unknown, index) => ({ value: each, where: `${where}[${index}]` }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, each]) => ({ value: each, where: `${where}.${key}` }));
}

function weighReading(reading: RecordReading, options: JudgeOptions): readonly WeighedFinding[] {
  return [
    ...reading.findings.map((finding) => weigh(finding, options)),
    ...reading.notices.map((finding) => weighNotice(finding, options)),
  ];
}

/** Documented musts are errors, the rest warnings; all are errors when strict. */
function weigh(finding: KernelFinding, { isStrict, isCatalogueOfVendor }: JudgeOptions): WeighedFinding {
  const requirements: Readonly<Record<string, { basis: string; obligation: string } | undefined>> = KERNEL_REQUIREMENTS;
  const told = requirements[finding.requirement];
  // That a tuple is missing in a list which we reconstructed proves nothing (Q12).
  const isProven = isCatalogueOfVendor || !finding.code.startsWith('indicator.');
  const isDecisive = told === undefined || (isProven && told.basis === 'documented' && told.obligation === 'must');
  return { level: isDecisive || isStrict ? 'error' : 'warning', finding };
}

/** What the ROR's reading accepts is at most a warning. */
function weighNotice(finding: KernelFinding, { isStrict }: JudgeOptions): WeighedFinding {
  return { level: isStrict ? 'error' : 'warning', finding };
}

function weighProfile(finding: ValidationFinding, { isStrict }: JudgeOptions): WeighedFinding {
  return { level: isStrict && finding.severity === 'warning' ? 'error' : finding.severity, finding };
}

function plainFinding(code: 'unknown-form' | 'not-a-location', seen: string): KernelFinding {
  return {
    requirement: 'ROR-R4-SHAPE',
    code,
    where: '$this',
    expected: 'Parameters | Location | Bundle | Extension',
    seen,
  };
}

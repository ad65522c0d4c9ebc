import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { KernelFinding } from '../../mev3/kernel.ts';
import { CAPACITY_RULES } from '../../mev3/rules/judge-records.ts';
import type { CapacityRuleId } from '../../mev3/rules/rule.ts';
import { createValidator } from '../../mev3/validator/create-validator.ts';
import { loadRequirements } from '../runner/load-requirements.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { isBundledCatalogue } from './config.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { collected, eachOneOf, oneOf } from './options.ts';
import { loadDefinitions } from './validate-definitions.ts';
import { locatedFinding } from './validate-finding.ts';
import type { LocatedFinding, WeighedFinding } from './validate-finding.ts';
import { readJsonTexts } from './validate-inputs.ts';
import type { JsonText } from './validate-inputs.ts';
import { judge } from './validate-judge.ts';
import type { JudgedForm, JudgeOptions } from './validate-judge.ts';
import { createOutput } from './validate-output.ts';
import type { Tally, ValidateFormat, ValidateOutput } from './validate-output.ts';
import { createPlaceFinder } from './validate-place.ts';

interface ValidateOptions {
  readonly as?: JudgedForm;
  readonly version: '0.6' | '0.7';
  readonly catalogue: string;
  readonly ig: readonly string[];
  readonly off: readonly CapacityRuleId[];
  readonly strict?: true;
  readonly format: ValidateFormat;
}

/** Texts up to this length are read twice, so that a key that stands twice is seen; longer ones only when there are findings. */
const DOUBLE_READ_LENGTH = 64 * 1024;
const PROGRESS_EVERY = 1000;

/** Adds `rorkit validate FILE…`. */
export const registerValidate: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  // Else `--version 0.6` would be taken for the one of the program; that is why --lang is told here too.
  program.enablePositionalOptions();
  program
    .command('validate')
    .description(t('validate.help'))
    .argument('<file...>', t('validate.help-files'))
    .option('--as <form>', t('validate.help-as'), oneOf(t, '--as', ['request', 'location', 'record']))
    .option('--version <version>', t('validate.help-version'), oneOf(t, '--version', ['0.6', '0.7']), '0.7')
    .option('--catalogue <name|file>', t('validate.help-catalogue'), 'current')
    .option('--ig <package>', t('validate.help-ig'), collected, [])
    .option(
      '--off <rule>',
      t('validate.help-off'),
      eachOneOf(
        t,
        '--off',
        CAPACITY_RULES.map(({ id }) => id),
      ),
      [],
    )
    .option('--strict', t('validate.help-strict'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']))
    .option(
      '--format <format>',
      t('validate.help-format'),
      oneOf(t, '--format', ['text', 'json', 'sarif', 'outcome']),
      'text',
    )
    .action(async (files: readonly string[], options: ValidateOptions) => {
      // A stream of resources is short-lived garbage: V8 would let the heap grow to twice what is needed before it collects.
      setFlagsFromString('--optimize-for-size');
      finish(await validateFiles(files, options, context));
    });
};

async function validateFiles(
  files: readonly string[],
  options: ValidateOptions,
  context: CliContext,
): Promise<ExitCode> {
  const judging = await prepare(options, context);
  const output = createOutput(options.format, { context, definitionsName: judging.options.validator.definitionsName });
  const tally: Tally = { files: new Set(), texts: 0, judged: 0, error: 0, warning: 0, information: 0 };
  for await (const text of readJsonTexts(files, context)) {
    if (context.interrupted.aborted) return EXIT.interrupted;
    tally.files.add(text.file);
    tally.texts += 1;
    if (judgeText(text, { judging, output, tally })) tally.judged += 1;
    if (context.isTerminal && tally.texts % PROGRESS_EVERY === 0) {
      context.err(`${context.t('validate.progress', { count: tally.texts })}\n`);
    }
  }
  output.end(tally, judging.options.validator.unjudgedValueSets().length);
  if (tally.error > 0) return EXIT.notConformant;
  return tally.judged === 0 ? EXIT.notJudged : EXIT.conformant;
}

interface Judging {
  readonly options: JudgeOptions;
  readonly words: Parameters<typeof locatedFinding>[2];
}

async function prepare(options: ValidateOptions, context: CliContext): Promise<Judging> {
  const { t, cwd, language } = context;
  const guide = options.version === '0.6' ? '0.6.0' : '0.7.0';
  const catalogue = isBundledCatalogue(options.catalogue) ? options.catalogue : path.resolve(cwd, options.catalogue);
  const kernel = createKernel({ guide, catalogue: loadCatalogue(catalogue, t) });
  const validator = createValidator(await loadDefinitions(guide, options.ig, context));
  const requirements = await loadRequirements();
  const known = requirements.ok ? [...requirements.value] : [];
  const mends = new Map(known.map(([id, requirement]) => [id, requirement.mend[language]]));
  const isStrict = options.strict === true;
  const isCatalogueOfVendor = !isBundledCatalogue(options.catalogue);
  return {
    options: {
      kernel,
      validator,
      capacityUrl: CAPACITY_URL,
      as: options.as,
      isStrict,
      isCatalogueOfVendor,
      rulesOff: options.off,
    },
    words: { t, mends },
  };
}

interface Sink {
  readonly judging: Judging;
  readonly output: ValidateOutput;
  readonly tally: Tally;
}

/** Judges one text and gives its findings to the output; true when it could be judged. */
function judgeText(text: JsonText, { judging, output, tally }: Sink): boolean {
  const read = parse(text.text);
  const { findings, isJudged } = read.ok ? judge(read.value, judging.options) : read;
  for (const finding of locate(text, findings, judging)) {
    tally[finding.level] += 1;
    output.add(finding);
  }
  return isJudged;
}

function locate(text: JsonText, findings: readonly WeighedFinding[], judging: Judging): readonly LocatedFinding[] {
  if (findings.length === 0 && text.text.length > DOUBLE_READ_LENGTH) return [];
  const finder = createPlaceFinder(text.text);
  const at = (place: { readonly line: number; readonly column: number }) => {
    return { file: text.file, line: text.line + place.line - 1, column: place.column };
  };
  const ofSyntax = findings.map(({ finding }) => finding.values?.['line']);
  return [
    ...findings.map((weighed, index) => {
      const line = ofSyntax[index];
      const column = weighed.finding.values?.['column'];
      const isPlaced = typeof line === 'number' && typeof column === 'number';
      const place = isPlaced ? { line, column } : finder.find(weighed.finding.where);
      return locatedFinding(weighed, at(place), judging.words);
    }),
    ...finder.duplicates.map(({ key, place }) => {
      const finding = { requirement: 'ROR-R4-SHAPE', code: 'duplicate-key', where: '$this', expected: '', seen: key };
      return locatedFinding({ level: 'error', finding }, at(place), judging.words);
    }),
  ];
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly findings: readonly WeighedFinding[]; readonly isJudged: boolean };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const finding = notJson(text, error instanceof Error ? error.message : String(error));
    return { ok: false, findings: [{ level: 'error', finding }], isJudged: true };
  }
}

/** The engine tells the place in its message; a text that ends too early, it does not. */
function notJson(text: string, message: string): KernelFinding {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  const lines = text.split('\n');
  const place =
    line === undefined
      ? { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
      : { line: Number(line), column: Number(column) };
  const reason = message.replace(/ in JSON at position.*$/, '').replace(/, (?:\.\.\.)?".*$/s, '');
  return {
    requirement: 'ROR-R4-SHAPE',
    code: 'not-json',
    where: '$this',
    expected: 'JSON',
    seen: reason,
    values: { reason, ...place },
  };
}

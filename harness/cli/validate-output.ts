import type { CliContext } from './command.ts';
import { productVersion } from './product-version.ts';
import type { LocatedFinding } from './validate-finding.ts';
import { findingsAsOutcome } from './validate-outcome.ts';
import { findingsAsSarif } from './validate-sarif.ts';
import { findingAsText } from './validate-text.ts';

/** How findings are printed. */
export type ValidateFormat = 'text' | 'json' | 'sarif' | 'outcome';

/** What was read and found. */
export interface Tally {
  readonly files: Set<string>;
  texts: number;
  judged: number;
  error: number;
  warning: number;
  information: number;
}

/** Takes findings as they fall. */
export interface ValidateOutput {
  add(finding: LocatedFinding): void;
  /** Prints what comes after the last finding. */
  end(tally: Tally, unjudgedSets: number): void;
}

/** Findings that a JSON format holds at once; more are counted only. Text has no limit: it keeps nothing. */
const MAX_KEPT = 10_000;

interface OutputOptions {
  readonly context: CliContext;
  readonly definitionsName: string;
}

/** The output for a format, on stdout. */
export function createOutput(format: ValidateFormat, options: OutputOptions): ValidateOutput {
  return format === 'text' ? textOutput(options) : jsonOutput(format, options);
}

function textOutput({ context, definitionsName }: OutputOptions): ValidateOutput {
  const { t } = context;
  return {
    add: (finding) => context.out(findingAsText(finding, context)),
    end(tally, count) {
      const told = { files: tally.files.size, resources: tally.judged, errors: tally.error, warnings: tally.warning };
      context.out(`${t('validate.summary', told)}\n`);
      if (count > 0) context.out(`${t('validate.unjudged-sets', { count, name: definitionsName })}\n`);
    },
  };
}

function jsonOutput(format: 'json' | 'sarif' | 'outcome', { context, definitionsName }: OutputOptions): ValidateOutput {
  const kept: LocatedFinding[] = [];
  let more = 0;
  return {
    add(finding) {
      if (kept.length < MAX_KEPT) kept.push(finding);
      else more += 1;
    },
    end(tally) {
      if (more > 0) context.err(`${context.t('validate.more-findings', { count: more })}\n`);
      context.out(`${JSON.stringify(content(tally), null, 2)}\n`);
    },
  };

  function content(tally: Tally): object {
    if (format === 'sarif') return findingsAsSarif(kept, productVersion());
    const { judged, error, warning, information } = tally;
    const told = { files: tally.files.size, resources: judged, errors: error, warnings: warning };
    if (format === 'outcome') return findingsAsOutcome(kept, context.t('validate.summary', told));
    return { rorkit: productVersion(), definitions: definitionsName, ...told, information, more, findings: kept };
  }
}

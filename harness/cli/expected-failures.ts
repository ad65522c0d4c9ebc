import { z } from 'zod';
import type { Translate } from '../../messages/index.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Verdict } from '../model/verdict.ts';
import { locateInYaml, readYaml } from '../model/yaml-document.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

const entrySchema = z.strictObject({
  check: z.string().min(1).describe('Id of the check: <scenario>#<check>.'),
  reason: z.string().min(1).max(500).describe('Why it is known to fail.'),
  until: z.iso.date().describe('Last day on which it may fail.'),
});

const fileSchema = z.array(entrySchema).min(1).max(1_000);

/** One failure that is known. */
export type ExpectedFailure = z.infer<typeof entrySchema>;

/** How the failures of a run compare with those that are known. */
export interface ExpectedOutcome {
  /** Failed as was known, and may. */
  readonly expected: readonly ExpectedFailure[];
  /** Known until a day that has passed. */
  readonly stale: readonly ExpectedFailure[];
  /** Known to fail, and passed: the entry must go. */
  readonly passed: readonly ExpectedFailure[];
  /** Ids of checks that failed and are not known. */
  readonly unexpected: readonly string[];
}

/** Reads the file of expected failures. @throws CliError with file, line and column, also for a check that there is not */
export function readExpectedFailures(
  path: string,
  scenarios: readonly Scenario[],
  t: Translate,
): readonly ExpectedFailure[] {
  const text = readInput(path, t);
  const reading = readYaml(text, fileSchema, path);
  if (!reading.ok) throw problemsError(reading.problems, t);
  const known = new Set(scenarios.flatMap(({ id, checks }) => checks.map(({ slug }) => `${id}#${slug}`)));
  const seen = new Set<string>();
  const problems = reading.value.flatMap(({ check }, index): Problem[] => {
    const message = faultOf(check, known, seen);
    seen.add(check);
    if (message === null) return [];
    const place = locateInYaml(text, [index, 'check']);
    const own = { path: `[${index}].check`, code: 'rule', expected: message, seen: check, message } as const;
    return [{ file: path, ...place, ...own }];
  });
  if (problems.length > 0) throw problemsError(problems, t);
  return reading.value;
}

function faultOf(check: string, known: ReadonlySet<string>, seen: ReadonlySet<string>): string | null {
  if (seen.has(check)) return `"${check}" stands twice`;
  if (known.has(check)) return null;
  const near = nearestWord(check, known);
  return near === undefined ? `unknown check "${check}"` : `unknown check "${check}"; did you mean "${near}"?`;
}

/** Compares what failed with what is known. `today`: ISO date. Entries of checks that were not judged say nothing. */
export function compareFailures(
  verdicts: readonly Pick<Verdict, 'check' | 'status'>[],
  entries: readonly ExpectedFailure[],
  today: string,
): ExpectedOutcome {
  const failed = new Set(verdicts.filter(({ status }) => status === 'fail').map(({ check }) => check));
  const passed = new Set(verdicts.filter(({ status }) => status === 'pass').map(({ check }) => check));
  const names = new Set(entries.map(({ check }) => check));
  const own = entries.filter(({ check }) => failed.has(check));
  return {
    expected: own.filter(({ until }) => until >= today),
    stale: own.filter(({ until }) => until < today),
    passed: entries.filter(({ check }) => passed.has(check) && !failed.has(check)),
    unexpected: [...failed].filter((check) => !names.has(check)),
  };
}

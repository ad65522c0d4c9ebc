import { isDeepStrictEqual } from 'node:util';
import type { Report } from './report.ts';
import { countVerdicts, coverageOf } from './report-model.ts';
import { rollUp } from './roll-up.ts';

/** What must be the same in all parts of one run: else their verdicts are about different things. */
const SAME = ['rorkitVersion', 'guide', 'catalogue', 'settings', 'seed', 'strict', 'connector', 'product'] as const;

/** Why reports are not parts of one run. `a` and `b`: positions of the two that do not go together. */
export type MergeFault =
  | {
      readonly code: 'differs';
      readonly member: (typeof SAME)[number] | 'shard';
      readonly a: number;
      readonly b: number;
    }
  | { readonly code: 'twice'; readonly shard: string; readonly a: number; readonly b: number }
  | { readonly code: 'not-a-part'; readonly a: number };

/**
 * One report from those of the parts of a run (`--shard`). A part that is missing makes it unfinished and never
 * conformant. Pure; the order of the parts does not matter.
 */
export function mergeReports(parts: readonly Report[]): { readonly report: Report } | { readonly fault: MergeFault } {
  const fault = faultOf(parts);
  if (fault !== null) return { fault };
  const sorted = parts.toSorted((a, b) => (a.header.shard?.index ?? 0) - (b.header.shard?.index ?? 0));
  const [first] = sorted;
  if (first === undefined) throw new TypeError('no report to merge');
  const { shard, ...header } = first.header;
  const scenarios = sorted.flatMap((part) => part.scenarios);
  const verdicts = scenarios.flatMap((scenario) => scenario.verdicts);
  const missing = missingShards(sorted, shard?.count ?? 1);
  const isWhole = missing.length === 0 && sorted.every(({ finishedAt }) => finishedAt !== null);
  const own = rollUp(verdicts);
  return {
    report: {
      ...first,
      header: {
        ...header,
        startedAt: earliest(sorted.map((part) => part.header.startedAt)),
        scenarios: sorted.flatMap((part) => part.header.scenarios),
      },
      finishedAt: isWhole
        ? earliest(
            sorted.map(({ finishedAt }) => finishedAt ?? ''),
            'last',
          )
        : null,
      result: !isWhole && own === 'conformant' ? 'not-judged' : own,
      counts: countVerdicts(verdicts),
      scenarios,
      coverage: coverageOf(new Map(first.requirements.map((one) => [one.id, one])), verdicts),
      troubles: [
        ...sorted.flatMap((part) => part.troubles),
        ...missing.map((index) => ({ code: 'shard-missing', detail: `${index}/${shard?.count ?? 1}` })),
      ],
    },
  };
}

function faultOf(parts: readonly Report[]): MergeFault | null {
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const whole = parts.findIndex(({ header }) => header.shard === undefined);
  if (whole >= 0) return { code: 'not-a-part', a: whole };
  for (const [index, { header }] of others.entries()) {
    const member = SAME.find((name) => !isDeepStrictEqual(header[name], first.header[name]));
    if (member !== undefined) return { code: 'differs', member, a: 0, b: index + 1 };
    if (header.shard?.count !== first.header.shard?.count)
      return { code: 'differs', member: 'shard', a: 0, b: index + 1 };
  }
  return twiceOf(parts);
}

function twiceOf(parts: readonly Report[]): MergeFault | null {
  const seen = new Map<number, number>();
  for (const [position, { header }] of parts.entries()) {
    const { index = 0, count = 0 } = header.shard ?? {};
    const before = seen.get(index);
    if (before !== undefined) return { code: 'twice', shard: `${index}/${count}`, a: before, b: position };
    seen.set(index, position);
  }
  return null;
}

function missingShards(parts: readonly Report[], count: number): number[] {
  const there = new Set(parts.map(({ header }) => header.shard?.index));
  return Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
}

function earliest(instants: readonly string[], which: 'first' | 'last' = 'first'): string {
  return instants.toSorted().at(which === 'first' ? 0 : -1) ?? '';
}

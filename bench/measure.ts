import { performance } from 'node:perf_hooks';

/** What repeated runs of one thing took, in milliseconds an operation. */
export interface Figure {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

const ROUND_MS = 60;
const ROUNDS = 15;

/** Times `work`, warmed up first: median, least and most of fifteen rounds of about 60 ms each. */
export function measure(name: string, work: () => void): Figure {
  const perRound = Math.max(1, Math.round(ROUND_MS / warm(work)));
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let run = 0; run < perRound; run += 1) work();
    return (performance.now() - start) / perRound;
  }).toSorted((a, b) => a - b);
  return { name, medianMs: medianOf(rounds), minMs: rounds[0] ?? 0, maxMs: rounds.at(-1) ?? 0 };
}

/** The middle of sorted figures. */
export function medianOf(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One line for a figure; `beside` adds how many times longer than that one it took. */
export function line(figure: Figure, beside?: Figure): string {
  const ratio = beside === undefined ? '' : `  × ${(figure.medianMs / beside.medianMs).toFixed(1)}`;
  return `${figure.name.padEnd(58)} ${ms(figure.medianMs).padStart(9)} ms  (${ms(figure.minMs)}–${ms(figure.maxMs)})${ratio}\n`;
}

/** Milliseconds an operation after at least 300 ms of warming. */
function warm(work: () => void): number {
  const start = performance.now();
  let runs = 0;
  do {
    work();
    runs += 1;
  } while (performance.now() - start < 300);
  return (performance.now() - start) / runs;
}

function ms(value: number): string {
  return value.toFixed(value < 1 ? 4 : 1);
}

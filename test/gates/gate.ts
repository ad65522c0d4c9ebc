/** What a gate found. A gate that read nothing has not passed: it fails. */
export interface GateResult {
  readonly gate: string;
  /** How many things the tool really read. */
  readonly read: number;
  /** What was counted, such as `files`. */
  readonly unit: string;
  /** One line a problem; empty when the tree is clean. */
  readonly problems: readonly string[];
}

/** True when the gate read something and found nothing wrong. */
export function hasPassed(result: GateResult): boolean {
  return result.read > 0 && result.problems.length === 0;
}

/** The result as text: one line when it passed, the problems below when not. */
export function describeGate(result: GateResult): string {
  const { gate, read, unit, problems } = result;
  if (read === 0) return [`${gate}: FAILED, nothing was read (0 ${unit})`, ...problems].join('\n');
  if (problems.length === 0) return `${gate}: ok, ${read} ${unit} read`;
  return [`${gate}: FAILED, ${read} ${unit} read, ${problems.length} problem(s)`, ...problems].join('\n');
}

/** Prints the result and makes the process fail when the gate did. */
export function finishGate(result: GateResult): void {
  process.stdout.write(`${describeGate(result)}\n`);
  if (!hasPassed(result)) process.exitCode = 1;
}

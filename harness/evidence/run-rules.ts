import type { OwnRules } from './judge-again.ts';
import type { Rules } from './pack-format.ts';
import type { RunFolder } from './run-folder.ts';

/** The rules that judged a run, as far as the run and this rorkit together know them. */
export function rulesOf(run: RunFolder, { rules }: OwnRules): Rules {
  const requirements = run.inputs.find(({ role }) => role === 'requirements')?.sha256 ?? null;
  const isOurs = run.facts.header.rorkitVersion === rules.rorkit && requirements === rules.requirements;
  return { rorkit: run.facts.header.rorkitVersion, requirements, code: isOurs ? rules.code : null };
}

/** Node's form of a fingerprint as lower-case hexadecimal without colons. */
export function fingerprint(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}

import type { Report } from './report.ts';

/** A fact under which a run was made that is not the same; null on the side that does not have it. */
export interface FactChange {
  /** `rorkit`, `catalogue`, `setting <name>`, `requirement <id>` … */
  readonly fact: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The facts that differ between two runs: verdicts of runs under different facts are compared with care. */
export function compareFacts(before: Report, after: Report): readonly FactChange[] {
  const [old, now] = [factsOf(before), factsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((fact) => {
    const change = { fact, before: old.get(fact) ?? null, after: now.get(fact) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

const DIGEST_CHARS = 12;

function factsOf({ header, requirements }: Report): ReadonlyMap<string, string> {
  const { product, connector, catalogue, settings } = header;
  const facts: [string, string][] = [
    ['rorkit', header.rorkitVersion],
    ['node', header.nodeVersion],
    ['guide', header.guide],
    ['catalogue', `${catalogue.name} (${catalogue.size}, ${catalogue.digest.slice(0, DIGEST_CHARS)})`],
    ['connector', connector.name],
    ['connector-file', `${connector.file} (${connector.digest.slice(0, DIGEST_CHARS)})`],
    ['driver', connector.driver],
    ['seed', header.seed],
    ['strict', String(header.strict)],
  ];
  if (product !== null) facts.push(['product', `${product.name} ${product.version}, ${product.vendor}`]);
  for (const [name, value] of Object.entries(settings)) facts.push([`setting ${name}`, String(value)]);
  for (const one of requirements) {
    facts.push([`requirement ${one.id}`, `${one.basis}, ${one.obligation}, ${one.claim}, ${one.version}`]);
  }
  return new Map(facts);
}

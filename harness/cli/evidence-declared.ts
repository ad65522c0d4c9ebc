import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { annexSchema } from '../evidence/annex-schema.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { CliContext } from './command.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** The flags about what the vendor declares. */
interface DeclaredFlags {
  readonly annex?: string;
  readonly attestation?: readonly string[];
}

/** The annex and the files of attestations, as they go into a pack. @throws CliError with file, line and column of what is wrong */
export function declared({ annex, attestation = [] }: DeclaredFlags, context: CliContext) {
  return {
    annex: annex === undefined ? null : annexText(resolve(context.cwd, annex), context),
    attestations: attestation.map((name, index) => {
      const file = resolve(context.cwd, name);
      readInput(file, context.t); // says in one line when it cannot be read
      const number = String(index + 1).padStart(3, '0');
      return { name: `${number}-${basename(file).replaceAll(/[^\w.-]+/g, '-')}`, content: readFileSync(file) };
    }),
  };
}

function annexText(file: string, { t }: CliContext): string {
  const text = readInput(file, t);
  const reading = readYaml(text, annexSchema, file);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return text;
}

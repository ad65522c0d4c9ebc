import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { annexSchema } from '../evidence/annex-schema.ts';
import { readYaml } from '../model/yaml-document.ts';
import { listRuns } from '../store/stored-report.ts';
import type { CliContext } from './command.ts';
import { ATTESTATIONS_FOLDER } from './keep-attestation.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** The flags about what the vendor declares. */
interface DeclaredFlags {
  readonly annex?: string;
  readonly attestation?: readonly string[];
}

/** The files that back what persons attested during runs, by the names under which a pack holds them. */
export function attestedFiles(dataDir: string, { first, last }: { readonly first: number; readonly last: number }) {
  const runs = listRuns(dataDir).filter((run) => run >= first && run <= last);
  return runs.flatMap((run) => {
    const folder = join(dataDir, 'runs', String(run), ATTESTATIONS_FOLDER);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).toSorted();
    return names.map((name) => ({ name: `run-${run}-${name}`, content: readFileSync(join(folder, name)) }));
  });
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

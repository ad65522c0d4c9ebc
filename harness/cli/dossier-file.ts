import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { dossierSchema } from '../evidence/dossier/dossier-state.ts';
import type { Dossier } from '../evidence/dossier/dossier-state.ts';
import { readYaml } from '../model/yaml-document.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** The dossier in a file. @throws CliError `dossier.missing`, or what is wrong in it with line and column */
export function openDossier(file: string, { cwd, t }: CliContext): Dossier {
  const path = resolve(cwd, file);
  if (!existsSync(path)) {
    const hint = t('dossier.missing-hint');
    throw new CliError({ code: 'dossier.missing', message: t('dossier.missing', { file }), hint });
  }
  const reading = readYaml(readInput(path, t), dossierSchema, file);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return reading.value;
}

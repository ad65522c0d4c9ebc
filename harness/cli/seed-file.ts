import path from 'node:path';
import type { Translate } from '../../messages/index.ts';
import { describedSeed } from '../../mock-server/index.ts';
import type { Seed } from '../../mock-server/index.ts';
import { readYaml } from '../model/yaml-document.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';
import { readSeedBundle } from './seed-file-bundle.ts';
import { readSeedCsv } from './seed-file-csv.ts';
import { seedFileSchema } from './seed-file-schema.ts';

/**
 * The establishments, units and records of the user, from a file whose name says its form: `.csv`, `.json` (a FHIR Bundle), anything else YAML.
 * All of it is checked; one fault keeps the whole file out.
 * @throws CliError for a file that cannot be read or is wrong, with the place of the fault
 */
export async function loadSeedFile(file: string, t: Translate): Promise<Seed> {
  const text = readInput(file, t);
  const form = path.extname(file).toLowerCase();
  if (form === '.json') return await readSeedBundle(text, file, t);
  const reading = form === '.csv' ? readSeedCsv(text, file) : readYaml(text, seedFileSchema, file);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return describedSeed(
    reading.value.establishments.map(({ establishment, units, ...one }) => ({
      ...one,
      name: establishment,
      units: units.map(({ unit, unitName, ...rest }) => ({ ...rest, code: unit, name: unitName })),
    })),
  );
}

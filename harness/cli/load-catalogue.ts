import { z } from 'zod';
import { CatalogueFileError, readCatalogueFile } from '../../mev3/catalogue/catalogue-file.ts';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import type { Catalogue } from '../../mev3/kernel.ts';
import type { Translate } from '../../messages/index.ts';
import { locateInYaml, readYaml } from '../model/yaml-document.ts';
import { CliError } from './cli-error.ts';
import { isBundledCatalogue } from './config.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/**
 * The catalogue of that name, or the vendor's own list in that file (YAML or JSON).
 * @throws CliError for a file that cannot be read or is wrong, with line and column.
 */
export function loadCatalogue(nameOrFile: string, t: Translate): Catalogue {
  if (isBundledCatalogue(nameOrFile)) return createCatalogue(nameOrFile);
  const text = readInput(nameOrFile, t);
  const reading = readYaml(text, z.unknown(), nameOrFile);
  if (!reading.ok) throw problemsError(reading.problems, t);
  try {
    return readCatalogueFile(reading.value);
  } catch (error) {
    if (!(error instanceof CatalogueFileError)) throw error;
    throw faultError(error, text, { file: nameOrFile, t });
  }
}

function faultError(error: CatalogueFileError, text: string, context: { file: string; t: Translate }): CliError {
  const [first] = error.faults;
  const { line, column } = locateInYaml(text, first?.path ?? []);
  const more = error.faults.length - 1;
  return new CliError({
    code: 'config.rule',
    message: `${context.file}:${line}:${column} ${(first?.path ?? []).join('.')}: ${first?.message ?? error.message}`,
    ...(more > 0 ? { hint: context.t('cli.file-more-faults', { count: more }) } : {}),
    cause: error,
  });
}

import { catalogueFileSchema, readCatalogueFile } from '../../mev3/catalogue/catalogue-file.ts';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import type { Catalogue } from '../../mev3/kernel.ts';
import type { Translate } from '../../messages/index.ts';
import { readYaml } from '../model/yaml-document.ts';
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
  const reading = readYaml(text, catalogueFileSchema, nameOrFile);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return readCatalogueFile(reading.value);
}

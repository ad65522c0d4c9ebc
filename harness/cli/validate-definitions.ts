import path from 'node:path';
import type { MessageId, Translate } from '../../messages/index.ts';
import type { GuideVersion } from '../../mev3/capacity/types.ts';
import { mergeDefinitions } from '../../mev3/profiles/definitions.ts';
import type { Definitions } from '../../mev3/profiles/definitions.ts';
import { loadEmbeddedDefinitions } from '../../mev3/profiles/load.ts';
import { IgPackageError } from '../ig-package/ig-package-error.ts';
import { readIgPackage } from '../ig-package/read-ig-package.ts';
import { CliError } from './cli-error.ts';

/**
 * The definitions to judge by: those of the product, under the packages that the user names (the last one wins).
 * @throws CliError for a package that cannot be read or is refused.
 */
export async function loadDefinitions(
  guide: GuideVersion,
  packages: readonly string[],
  context: { readonly cwd: string; readonly t: Translate },
): Promise<Definitions> {
  let definitions = loadEmbeddedDefinitions(guide);
  for (const file of packages) {
    definitions = mergeDefinitions(definitions, await readPackage(path.resolve(context.cwd, file), file, context.t));
  }
  return definitions;
}

async function readPackage(full: string, file: string, t: Translate): Promise<Definitions> {
  try {
    return await readIgPackage(full);
  } catch (error) {
    if (!(error instanceof IgPackageError)) throw error;
    const id: MessageId = `validate.package-${error.fault}`;
    const message = t(id, { file, detail: error.detail });
    throw new CliError({ code: id, message, cause: error });
  }
}

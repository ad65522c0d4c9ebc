import type { Translate } from '../../messages/index.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import type { Requirement } from '../model/requirement.ts';
import { locateInYaml } from '../model/yaml-document.ts';
import { problemsError } from './problems.ts';
import type { LoadedConnector } from './run-request.ts';

/** What a connector does not claim must exist, or a typing mistake would claim it. @throws CliError `config.rule` with the place */
export function assertClaims(
  { file, text, path: name }: LoadedConnector,
  requirements: ReadonlyMap<string, Requirement>,
  t: Translate,
): void {
  const problems = file.capabilities.notClaimed.flatMap((id, index): Problem[] => {
    if (requirements.has(id)) return [];
    const near = nearestWord(id, requirements.keys());
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    const at = locateInYaml(text, ['capabilities', 'notClaimed', index]);
    const message = `unknown requirement "${id}"${hint}`;
    const path = `capabilities.notClaimed[${index}]`;
    return [{ file: name, ...at, path, code: 'rule', expected: near ?? 'a known requirement', seen: id, message }];
  });
  if (problems.length > 0) throw problemsError(problems, t);
}

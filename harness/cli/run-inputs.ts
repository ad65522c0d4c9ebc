import { basename, isAbsolute, join, relative } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { BUNDLED_SCENARIOS } from '../runner/load-scenarios.ts';
import type { RunInput } from '../store/run-store.ts';
import { isBundledCatalogue } from './config.ts';
import type { RunRequest } from './run-request.ts';

/** Everything that a run was given, to be kept with it: what was judged can be read again years later. */
export function runInputs(
  request: RunRequest,
  scenarios: readonly Scenario[],
  from: { readonly requirements: string; readonly cwd: string },
): readonly RunInput[] {
  const { config, connector } = request;
  return [
    { role: 'connector', path: connector.path },
    ...(config.file === null ? [] : [{ role: 'config', path: config.file }]),
    {
      role: 'config in force',
      path: null,
      content: `${JSON.stringify(inForce(request), withoutMachine(from.cwd), 2)}\n`,
    },
    ...(request.expectedFailures === null ? [] : [{ role: 'expected failures', path: request.expectedFailures }]),
    ...(request.attestations === null ? [] : [{ role: 'attestations', path: request.attestations.path }]),
    ...(request.seedFile === null ? [] : [{ role: 'seed file', path: request.seedFile }]),
    ...(isBundledCatalogue(config.catalogue) ? [] : [{ role: 'catalogue', path: config.catalogue }]),
    { role: 'requirements', path: from.requirements },
    ...scenarios.map(({ id }) => ({ role: `scenario ${id}`, path: join(BUNDLED_SCENARIOS, `${id}.yaml`) })),
  ];
}

/** Configuration and flags together; the control token of a mock elsewhere is left out. */
function inForce(request: RunRequest): Record<string, unknown> {
  const { remote, connector, ...rest } = request;
  return { ...rest, connector: connector.path, mock: remote?.url ?? null };
}

/** Paths as the user would type them: where a folder stands on a machine is nobody's business. */
function withoutMachine(cwd: string): (key: string, value: unknown) => unknown {
  return (_, value) => {
    if (typeof value !== 'string' || !isAbsolute(value)) return value;
    const steps = relative(cwd, value);
    return steps.startsWith('..') || isAbsolute(steps) ? basename(value) : steps.replaceAll('\\', '/') || '.';
  };
}

import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { ConnectorWorld } from './driver.ts';

/** Empties the state folder: the connector starts with nothing of before. */
export function emptyState(stateDir: string): void {
  rmSync(stateDir, { recursive: true, force: true });
  makePrivateFolder(stateDir);
}

/** Writes `ROR_CONFIG_FILE` beside the state folder `base`, for owner's eyes only, and gives its path. `name`: whose it is. */
export function writeWorld(world: ConnectorWorld, base: string, name = ''): string {
  const configFile = join(dirname(base), `connector-config${name === '' ? '' : `-${name}`}.json`);
  writeFileSync(configFile, `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  return configFile;
}

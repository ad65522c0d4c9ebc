import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Keeps compiled code from one start to the next, in the user's own cache folder: never in a temporary folder that others may
 * write to, never in the project that rorkit is run in. Plain JavaScript, because it runs before type stripping is cached.
 * A folder that cannot be written only means no cache. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE=1 are Node's own and win.
 */
export function keepCompiledCode() {
  let folder;
  try {
    folder = userCacheFolder();
  } catch {
    return; // a user without a home
  }
  enableCompileCache(path.join(folder, 'rorkit'));
}

function userCacheFolder() {
  const { LOCALAPPDATA: local = '', XDG_CACHE_HOME: xdg = '' } = process.env;
  if (process.platform === 'win32') return local === '' ? path.join(homedir(), 'AppData', 'Local') : local;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches');
  return path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.cache');
}

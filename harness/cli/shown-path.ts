import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/**
 * How reports and the console name a file that exists: relative to the working folder when it is inside, with `/` on every
 * system, so that what is handed over does not tell of the user's machine; else the path as it is.
 */
export function shownPath(file: string, cwd: string): string {
  // Real paths: the working folder of a process is one, a path that was typed may lead through links.
  const steps = relative(realpathSync(cwd), realpathSync(file)).split(sep);
  const isOutside = steps[0] === '..' || isAbsolute(steps.join(sep));
  return isOutside ? file : steps.join('/');
}

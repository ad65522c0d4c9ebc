// `npm test`: every gate, then every test. Nothing is left out because something before it failed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { finishGate } from './gate.ts';
import { checkFormat } from './format.ts';
import { checkLayers } from './layers.ts';
import { checkLint } from './lint.ts';
import { ROOT } from './run-tool.ts';
import { checkTypes } from './types.ts';
import { checkUnused } from './unused.ts';

finishGate(checkTypes(ROOT));
finishGate(checkLint(ROOT));
finishGate(await checkFormat(ROOT));
finishGate(checkLayers(ROOT));
finishGate(checkUnused(ROOT));

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const run = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
if (run.status !== 0) process.exitCode = 1;

import type { Fault } from './fault.ts';

/** The reference connector, but the file of its memory is empty while it is at work. */
export const fault: Fault = {
  id: 'empties-its-memory-while-at-work',
  title: 'empties the file of its memory when it begins, and fills it again when it is through',
  file: 'memory.mjs',
  find: `function write(file, grid) {
  writeFileSync(\`\${file}.new\`, JSON.stringify(grid));
  renameSync(\`\${file}.new\`, file);`,
  replace: `function write(file, grid) {
  globalThis.atTheEnd ??= process.on('exit', () => writeFileSync(file, JSON.stringify(grid)));
  writeFileSync(file, '{}');`,
  scenarios: ['time/restart-in-mid-batch'],
  failing: [],
  warnings: ['time/restart-in-mid-batch#everything-resent'],
  skipped: [],
};

import { readFileSync } from 'node:fs';

const MAX_CHARS = 300;

/** The last line that the connector printed that says something, from its kept (already redacted) output; null when it said nothing. */
export function lastOutputLine(logFile: string): string | null {
  const said = readFileSync(logFile, 'utf8')
    .split('\n')
    .map((line) => /^(?:stdout|stderr) \| (.*\S.*)$/.exec(line)?.[1])
    .filter((line) => line !== undefined);
  const error = said.findLast((line) => /\berror\b|exception/i.test(line));
  return (error ?? said.at(-1))?.trim().slice(0, MAX_CHARS) ?? null;
}

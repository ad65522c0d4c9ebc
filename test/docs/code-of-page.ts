import { readFileSync } from 'node:fs';

/** The program of a page under docs/embed: the fenced block whose info string ends with this file name. */
export function codeOfPage(page: string, file: string): string {
  const text = readFileSync(new URL(`../../docs/embed/${page}`, import.meta.url), 'utf8');
  const block = new RegExp(`^\`\`\`\\w+ ${file.replace('.', '\\.')}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1];
  if (block === undefined) throw new Error(`${page} has no ${file}`);
  return block;
}

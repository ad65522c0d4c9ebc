import { styleText } from 'node:util';
import type { Translate } from '../../messages/index.ts';
import type { LocatedFinding } from './validate-finding.ts';

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue' } as const;

/** A finding for people: first line `file:line:column level code`, which editors and terminals turn into a link. */
export function findingAsText(
  finding: LocatedFinding,
  options: { readonly t: Translate; readonly isTerminal: boolean },
): string {
  const { t } = options;
  const level = t(`validate.level-${finding.level}`);
  const shownLevel = options.isTerminal ? styleText(COLOURS[finding.level], level) : level;
  const lines = [
    `${finding.file}:${finding.line}:${finding.column} ${shownLevel} ${finding.code} [${finding.requirement}]`,
    `  ${finding.message}`,
    `  ${t('validate.where', { where: finding.where })}`,
  ];
  if (finding.expected !== '') lines.push(`  ${t('validate.expected', { expected: finding.expected })}`);
  if (finding.seen !== '') lines.push(`  ${t('validate.seen', { seen: finding.seen })}`);
  if (finding.near !== undefined) lines.push(`  ${t('validate.nearest', { near: finding.near })}`);
  if (finding.mend !== undefined) lines.push(`  ${t('validate.mend', { mend: finding.mend })}`);
  return `${lines.map(printable).join('\n')}\n`;
}

/** What was sent may hold control characters that would drive the terminal; our own colours stay. */
function printable(line: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return line.replaceAll(/[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[\d{1,2}m)/g, '\uFFFD');
}

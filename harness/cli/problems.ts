import type { Translate } from '../../messages/index.ts';
import type { Problem } from '../model/problem.ts';
import { CliError } from './cli-error.ts';
import { problemPhrase } from './problem-phrase.ts';

/** The faults of files as the one error of the command line: the first in full, with file, line and column. */
export function problemsError(problems: readonly Problem[], t: Translate): CliError {
  const [first] = problems;
  if (first === undefined) throw new Error('no problem to tell');
  const { file, line, column, path, code } = first;
  const said = (english: string): string => problemPhrase(english, t);
  const values = { path, expected: said(first.expected), seen: said(first.seen), message: said(first.message) };
  const text = isWhole(first) ? wholeText(first, t) : t(`problem.${code}`, values);
  const more = problems.length - 1;
  return new CliError({
    code: `config.${code}`,
    message: code === 'unreadable' ? `${file}${t('report.colon')} ${text}` : `${file}:${line}:${column} ${text}`,
    ...(more > 0 ? { hint: t('cli.file-more-faults', { count: more }) } : {}),
  });
}

/** The document itself is not what was expected: it has no path to name. */
function isWhole({ code, path }: Problem): boolean {
  return code === 'invalid-value' && path === '';
}

function wholeText({ expected, seen }: Problem, t: Translate): string {
  return problemPhrase(`expected ${expected}, seen ${seen === 'null' ? 'an empty file' : seen}`, t);
}

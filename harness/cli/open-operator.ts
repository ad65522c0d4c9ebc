import { stdin } from 'node:process';
import type { Translate } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { keepAttestation } from './keep-attestation.ts';
import { LineInput, canAnswer } from './line-input.ts';
import type { RunDeadline } from './run-deadline.ts';
import type { RunRequest } from './run-request.ts';
import { TerminalOperator } from './terminal-operator.ts';

/** A product that is worked by hand needs somebody who answers. @throws CliError `cli.no-operator` */
export function assertOperator({ connector }: RunRequest, t: Translate): void {
  if (connector.file.stimulus.driver !== 'manual' || canAnswer()) return;
  const message = t('operator.needed', { path: connector.shownPath });
  throw new CliError({ code: 'cli.no-operator', message, hint: t('operator.needed-hint') });
}

/** The operator at standard input, where the connector file asks for one; else null, and standard input is not touched. */
export function openOperator(
  { connector, json }: RunRequest,
  { deadline, run }: { readonly deadline: RunDeadline; readonly run: string },
  { t, language, out, err, cwd }: CliContext,
): TerminalOperator | null {
  const { stimulus } = connector.file;
  if (stimulus.driver !== 'manual') return null;
  return new TerminalOperator({
    input: new LineInput(stdin, { typesAhead: !stdin.isTTY }),
    say: json ? err : out,
    t,
    language,
    timeoutMs: stimulus.operatorMs,
    keepFile: (path) => keepAttestation(path, { from: cwd, run }, t),
    onWaiting: (isWaiting) => {
      if (isWaiting) deadline.pause();
      else deadline.resume();
    },
  });
}

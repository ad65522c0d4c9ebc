import { closeSync, openSync } from 'node:fs';
import type { MockRor, Reloaded } from '../../mock-server/index.ts';
import { MockRorError } from '../../mock-server/index.ts';
import type { CliContext } from './command.ts';

/**
 * Reads the configuration of a running mock again at each SIGHUP, and says what changed, or why nothing did. A terminal that was closed
 * sends the same signal: then the mock is stopped, as it would be without us. What is given takes the listener away. Windows has no such
 * signal.
 */
export function reloadOnHangUp(mock: Pick<MockRor, 'reload'>, context: Pick<CliContext, 't' | 'err'>): () => void {
  if (process.platform === 'win32') return () => {};
  const wasOnTerminal = isOnTerminal();
  const hungUp = (): void => {
    if (wasOnTerminal && !isOnTerminal()) process.kill(process.pid, 'SIGTERM');
    else void tellReload(mock, context);
  };
  process.on('SIGHUP', hungUp);
  return () => process.off('SIGHUP', hungUp);
}

async function tellReload(mock: Pick<MockRor, 'reload'>, { t, err }: Pick<CliContext, 't' | 'err'>): Promise<void> {
  try {
    err(`${reloadText(await mock.reload(), t)}\n`);
  } catch (error) {
    if (!(error instanceof MockRorError)) throw error;
    err(`${t('mock.print.reload-refused', { reason: error.message })}\n`);
  }
}

function reloadText({ settings, participants, catalogue }: Reloaded, t: CliContext['t']): string {
  const changed = [
    ...(settings.length === 0 ? [] : [t('mock.print.reload-settings', { names: settings.join(', ') })]),
    ...(participants.length === 0 ? [] : [t('mock.print.reload-participants', { ids: participants.join(', ') })]),
    ...(catalogue.isChanged ? [t('mock.print.reload-catalogue', { name: catalogue.name })] : []),
  ];
  return t('mock.print.reloaded', {
    changed: changed.length === 0 ? t('mock.print.reload-nothing') : changed.join(' ; '),
  });
}

/** Whether this process has a terminal that is still there. */
function isOnTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

import type { MockClock } from '../clock.ts';
import type { Answer } from './exchange.ts';
import type { ReadyAnswer } from './journal-writer.ts';
import type { Turn } from './turn.ts';

/** Every byte of an answer decided beforehand, so that the journal holds what travels. */
export function readyAnswer(
  answer: Answer,
  options: { readonly clock: MockClock; readonly keepsAlive: boolean; readonly isHead?: boolean },
): ReadyAnswer {
  const text = answer.body.kind === 'none' ? '' : answer.body.text;
  const hasBody = answer.status !== 204 && answer.status !== 304;
  const headers: (readonly [string, string])[] = [...answer.headers];
  if (answer.body.kind !== 'none') headers.push(['Content-Type', answer.body.contentType]);
  if (hasBody) headers.push(['Content-Length', String(Buffer.byteLength(text, 'utf8'))]);
  headers.push(['Date', new Date(options.clock.nowMs()).toUTCString()]);
  headers.push(['Connection', options.keepsAlive ? 'keep-alive' : 'close']);
  return { answer, headers, text: hasBody && options.isHead !== true ? text : '' };
}

/** Writes an answer; resolves with false when the connection closed before it was written out whole. */
export function send(turn: Pick<Turn, 'response'>, ready: ReadyAnswer): Promise<boolean> {
  const { response } = turn;
  if (response.destroyed || response.socket === null || response.socket.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
    response.once('finish', () => resolve(true));
    response.on('error', () => {}); // told by close
    response.sendDate = false;
    response.writeHead(
      ready.answer.status,
      ready.headers.flatMap(([name, value]) => [name, value]),
    );
    response.end(ready.text, 'utf8');
  });
}

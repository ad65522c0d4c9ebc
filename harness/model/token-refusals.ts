import type { HandshakeFailureEntry } from '../../journal/entry.ts';
import type { AttemptView } from './check.ts';
import { isTemporaryStatus } from './feed-answer.ts';
import { wasDropped } from './left-connections.ts';

/** A token that was refused for good: by an answer, or by the end of the handshake where the server judges certificates there. */
export interface TokenRefusal {
  readonly seq: number;
  /** ISO instant. */
  readonly at: string;
}

/** True when the server ended the handshake because of the certificate of the connector. */
function refusedCertificate(entry: HandshakeFailureEntry): boolean {
  return entry.listener === 'auth' && wasDropped(entry);
}

/** Every refusal of a token, in order. A server that cannot answer now (429, 5xx) refuses nothing. */
export function tokenRefusals(view: AttemptView): readonly TokenRefusal[] {
  const answered = view.tokenCalls
    .filter((call) => call.token === null && !isTemporaryStatus(call.entry.answer.status))
    .map(({ entry }) => ({ seq: entry.seq, at: entry.at }));
  const inHandshake = view.failedHandshakes.filter(refusedCertificate).map(({ seq, at }) => ({ seq, at }));
  return [...answered, ...inHandshake].toSorted((a, b) => a.seq - b.seq);
}

/** The last word about a token before the entry `seq`: `granted`, `none` (refused, or no answer), null when none was asked for. */
export function tokenBefore(
  view: AttemptView,
  seq: number,
): { readonly seq: number; readonly token: string | null } | null {
  const words = [
    ...view.tokenCalls.map(({ entry, token, lost }) => ({ seq: entry.seq, token: lost ? null : token })),
    ...view.failedHandshakes.filter(refusedCertificate).map((entry) => ({ seq: entry.seq, token: null })),
  ];
  return (
    words
      .filter((one) => one.seq < seq)
      .toSorted((a, b) => a.seq - b.seq)
      .at(-1) ?? null
  );
}

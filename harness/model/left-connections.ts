import type { HandshakeFailureEntry, IdleConnectionEntry, JournalEntry } from '../../journal/entry.ts';

/** True when the server ended the handshake because of the certificate of the client. */
export function wasDropped({ cause }: HandshakeFailureEntry): boolean {
  return cause.startsWith('trust.') || cause === 'tls.no-certificate' || cause === 'tls.certificate-refused';
}

/**
 * True for a connection that the connector left without a word: it ended the handshake, or closed before any request. So
 * does one that does not trust the server; a handshake that the server itself ended is another matter.
 */
export function wasLeft(entry: JournalEntry): entry is HandshakeFailureEntry | IdleConnectionEntry {
  if (entry.kind === 'connection-unused') return true;
  return entry.kind === 'handshake-failure' && !wasDropped(entry);
}

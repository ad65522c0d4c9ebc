import type { Server, ServerOptions } from 'node:https';
import type { ServerIdentity } from '../../certs/server-fixtures.ts';
import type { ListenerName } from '../../journal/entry.ts';
import type { ArmedFault } from '../faults/fault-schema.ts';

/** A fault of the server certificate, with the certificate that is then presented. */
export interface ConnectionFault {
  readonly fault: ArmedFault;
  readonly identity: ServerIdentity;
}

/** The planned fault that meets a connection which is being opened; null when none does. */
export type TakeConnectionFault = (listener: ListenerName) => ConnectionFault | null;

/** Presents another certificate to the connections that open from now on, or the server's own again (null). */
export type Present = (identity: ServerIdentity | null) => void;

/** The switch of a server's certificate. Contexts are made anew only when something changes: that costs a millisecond. */
export function createPresenter(server: Server, own: ServerOptions): Present {
  let shown: ServerIdentity | null = null;
  return (identity) => {
    if (identity === shown) return;
    shown = identity;
    server.setSecureContext(identity === null ? own : { ...own, ...identity });
  };
}

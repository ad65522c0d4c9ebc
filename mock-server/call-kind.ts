import type { ListenerName } from '../journal/entry.ts';
import type { CallKind } from './faults/fault-schema.ts';
import { FEED_PATH, READ_PATH } from './http/api-listener.ts';
import { TOKEN_PATH } from './token/auth-routes.ts';

/** What a request asks for, by its listener and the path of its target. */
export function callKindOf({ listener, path }: { readonly listener: ListenerName; readonly path: string }): CallKind {
  if (listener === 'auth') return path === TOKEN_PATH ? 'token' : 'other';
  if (isBelow(path, FEED_PATH)) return 'feed';
  return isBelow(path, READ_PATH) ? 'read' : 'other';
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

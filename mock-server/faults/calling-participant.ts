import { decodeJwt } from 'jose';
import { headerValues } from '../header-values.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { readClientCredentials } from '../token/client-credentials.ts';
import type { Participants } from '../trust/participants.ts';

/** Id of the participant that a request says it comes from, before anything is verified; null when it says none that is known. */
export function callingParticipant(request: IncomingRequest, participants: Participants): string | null {
  const clientId = request.listener === 'auth' ? clientIdOfForm(request) : clientIdOfToken(request);
  return clientId === null ? null : (participants.byClientId(clientId)?.id ?? null);
}

function clientIdOfForm(request: IncomingRequest): string | null {
  return readClientCredentials(new URLSearchParams(request.body.toString('utf8')), request).clientId;
}

function clientIdOfToken({ headers }: IncomingRequest): string | null {
  const token = /^bearer +(\S+)$/i.exec(headerValues(headers, 'authorization')[0] ?? '')?.[1];
  if (token === undefined) return null;
  try {
    const { azp } = decodeJwt(token);
    return typeof azp === 'string' ? azp : null;
  } catch {
    return null; // no token of ours: the bearer check will say so
  }
}

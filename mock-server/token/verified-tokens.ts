import { JOSEError } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { SigningKey } from './signing-key.ts';

/** What a token that was verified says; times in ms. */
export interface VerifiedToken {
  readonly clientId: string;
  /** `sub`: one certificate name of one client. */
  readonly subject: string;
  readonly expiresAtMs: number;
  readonly notBeforeMs: number;
  /** `x5t#S256` of the certificate that it is bound to; null: to none. */
  readonly boundTo: string | null;
}

/** Verifies signatures, and remembers the tokens that passed. */
export interface VerifiedTokens {
  /** Null: not a token that we signed. A remembered token is given at once, another as a promise. */
  verify(token: string, tokenPrint: string): VerifiedToken | null | Promise<VerifiedToken | null>;
  /** Forgets all: keys changed. */
  clear(): void;
}

const MAX_REMEMBERED = 10_000;

/** The verifier for a key; the times of a token are for the caller to judge, by the mock's clock. */
export function createVerifiedTokens(key: () => Promise<SigningKey>, maxRemembered = MAX_REMEMBERED): VerifiedTokens {
  const known = new Map<string, VerifiedToken>();
  const verifyNew = async (token: string, tokenPrint: string): Promise<VerifiedToken | null> => {
    const verified = await verifySignature(token, await key());
    if (verified === null) return null;
    if (known.size >= maxRemembered) known.delete(known.keys().next().value ?? '');
    known.set(tokenPrint, verified);
    return verified;
  };
  return {
    verify: (token, tokenPrint) => known.get(tokenPrint) ?? verifyNew(token, tokenPrint),
    clear: () => known.clear(),
  };
}

async function verifySignature(token: string, key: SigningKey): Promise<VerifiedToken | null> {
  try {
    // The clock of jose is set to the token's own start: times are judged per request, also for a remembered token.
    const { payload } = await jwtVerify(token, key.publicKey, { algorithms: ['RS256'], currentDate: new Date(0) });
    const { sub, exp, iat = 0, azp, cnf } = payload;
    if (sub === undefined || exp === undefined || typeof azp !== 'string') return null;
    const times = { expiresAtMs: exp * 1_000, notBeforeMs: iat * 1_000 };
    return { clientId: azp, subject: sub, ...times, boundTo: bindingIn(cnf) };
  } catch (error) {
    if (error instanceof JOSEError) return null;
    throw error;
  }
}

function bindingIn(confirmation: unknown): string | null {
  if (typeof confirmation !== 'object' || confirmation === null) return null;
  const bound: unknown = Reflect.get(confirmation, 'x5t#S256');
  return typeof bound === 'string' ? bound : null;
}

// The two ways in which a call fails: refused for good, or to be tried again a little later.

/** The ROR said no: trying the same again cannot help, a person must act. */
export class Refused extends Error {
  /**
   * @param {string} message what happened and whom to tell
   * @param {'record' | 'unit' | 'credential'} scope what else is pointless to send until it is mended
   */
  constructor(message, scope) {
    super(message);
    this.scope = scope;
  }
}

/** The ROR could not answer now (429, 5xx, no connection). */
export class Unavailable extends Error {
  /**
   * @param {string} message
   * @param {number} retryAfterMs what the ROR asks us to wait, 0 when it does not say
   */
  constructor(message, retryAfterMs = 0) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * What to throw for an answer that is neither a success nor a documented refusal.
 * @param {import('./https-call.mjs').Answer} answer
 * @param {string} whose
 */
export function unavailable({ status, headers }, whose) {
  return new Unavailable(`${whose} answered ${status}`, askedWaitMs(headers['retry-after']));
}

/**
 * True for the statuses that say "not now".
 * @param {number} status
 */
export function isTemporary(status) {
  return status === 429 || status >= 500;
}

/**
 * What to throw when there was no answer at all.
 * @param {unknown} error
 * @param {string} whose
 * @returns {Refused | Unavailable}
 */
export function noAnswer(error, whose) {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A certificate problem does not go away by itself. Never "solve" it by switching the verification off.
  if (/CERT|SSL|TLS|ISSUER|SIGNATURE|ALTNAME/.test(code)) {
    return new Refused(
      `${whose}: TLS failed (${message}). Check the trust file, the host name and our certificate.`,
      'credential',
    );
  }
  return new Unavailable(`${whose} gave no answer (${message})`);
}

/**
 * `Retry-After` is a number of seconds or a date.
 * @param {string | undefined} value
 */
function askedWaitMs(value) {
  if (value === undefined) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

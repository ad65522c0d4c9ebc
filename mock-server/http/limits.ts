/** What one listener accepts before it cuts: sizes in bytes, times in ms. */
export interface HttpLimits {
  /** Larger request bodies are 413 (after 401 and 415: Q35). */
  readonly maxBodyBytes: number;
  /** A body is read and thrown away up to here, so that the client gets its 413; past it the connection is cut. */
  readonly maxDrainedBytes: number;
  /** Longer targets (path and query) are 414. */
  readonly maxTargetBytes: number;
  /** More header text is 431. */
  readonly maxHeaderBytes: number;
  /** The handshake must be over by then. */
  readonly handshakeTimeoutMs: number;
  /** All header lines must have come by then, else 408. */
  readonly headersTimeoutMs: number;
  /** The whole request must have come by then, else 408. */
  readonly requestTimeoutMs: number;
  /** How long an idle connection is kept. */
  readonly keepAliveTimeoutMs: number;
  /** More connections are dropped without a handshake. */
  readonly maxConnections: number;
  /** More requests at once are 503. */
  readonly maxRequestsInFlight: number;
}

/** The limits that `rorkit mock` runs with. */
export const DEFAULT_LIMITS: HttpLimits = {
  maxBodyBytes: 1_048_576,
  maxDrainedBytes: 8 * 1_048_576,
  maxTargetBytes: 8_192,
  maxHeaderBytes: 16_384,
  handshakeTimeoutMs: 10_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 60_000,
  maxConnections: 1_000,
  maxRequestsInFlight: 1_000,
};

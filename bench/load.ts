import { createRequire } from 'node:module';
import { z } from 'zod';

/** One request that is sent again and again. */
export interface LoadRequest {
  readonly path: string;
  readonly body: string;
}

/** What is sent, and for how long. */
export interface Load {
  readonly base: string;
  readonly authorization: string;
  /** Sent in turn by each connection. */
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  /** Either for so long, or so many requests. */
  readonly seconds?: number;
  readonly amount?: number;
}

/** What came of a load. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly sent: number;
}

const result = z.object({
  requests: z.object({ total: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  duration: z.number(),
  errors: z.number(),
  timeouts: z.number(),
  non2xx: z.number(),
  '2xx': z.number(),
});

/**
 * Sends a load of PATCHes over keep-alive TLS connections with autocannon.
 * @throws Error when any was not answered 200: such a figure would say nothing
 */
export async function sendLoad(load: Load): Promise<LoadResult> {
  const autocannon: unknown = createRequire(new URL('peers/package.json', import.meta.url))('autocannon');
  if (typeof autocannon !== 'function') throw new Error('autocannon is not installed: npm ci --prefix bench/peers');
  const { amount, seconds = 5 } = load;
  const headers = { authorization: load.authorization, 'content-type': 'application/fhir+json' };
  const said: unknown = await autocannon({
    url: load.base,
    method: 'PATCH',
    headers,
    requests: load.requests.map(({ path, body }) => ({ method: 'PATCH', path, body, headers })),
    connections: load.connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
  });
  const { requests, latency, duration, errors, timeouts, non2xx, ...codes } = result.parse(said);
  if (errors + timeouts + non2xx > 0 || codes['2xx'] === 0) {
    throw new Error(`${errors} errors, ${timeouts} time-outs, ${non2xx} answers that are not 2xx`);
  }
  return { perSecond: requests.total / duration, p50Ms: latency.p50, p99Ms: latency.p99, sent: requests.total };
}

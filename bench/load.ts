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
  /** Sent in turn; when there are more than connections, each connection has its own share, so that no two ask for the same. */
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
  const { amount, connections, seconds = 5 } = load;
  const headers = { authorization: load.authorization, 'content-type': 'application/fhir+json' };
  const all = load.requests.map(({ path, body }) => ({ method: 'PATCH', path, body, headers }));
  const shares = sharesOf(all, connections);
  const said: unknown = await autocannon({
    url: load.base,
    method: 'PATCH',
    headers,
    requests: all.slice(0, 1),
    connections,
    setupClient: (client: LoadClient) => client.setRequests(shares.next().value ?? all),
    ...(amount === undefined ? { duration: seconds } : { amount }),
  });
  const { requests, latency, duration, errors, timeouts, non2xx, ...codes } = result.parse(said);
  if (errors + timeouts + non2xx > 0 || codes['2xx'] === 0) {
    throw new Error(`${errors} errors, ${timeouts} time-outs, ${non2xx} answers that are not 2xx`);
  }
  return { perSecond: requests.total / duration, p50Ms: latency.p50, p99Ms: latency.p99, sent: requests.total };
}

/** A connection of autocannon, as far as it is used here. */
interface LoadClient {
  setRequests(requests: readonly object[]): void;
}

function* sharesOf<T>(all: readonly T[], connections: number): Generator<readonly T[], void, undefined> {
  if (all.length < connections) return;
  for (let first = 0; first < connections; first += 1) {
    yield all.filter((_, index) => index % connections === first);
  }
}

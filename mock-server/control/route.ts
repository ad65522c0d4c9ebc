import { z } from 'zod';
import type { MockRor } from '../mock-ror.ts';

/** What an operation is asked with, before it is parsed. */
export interface RouteInput {
  /** Values of the `{…}` pieces of its path, decoded. */
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The header `Last-Event-ID`; null when it was not sent. */
  readonly lastEventId: string | null;
  /** Fires when the client has left. */
  readonly signal: AbortSignal;
}

/** One operation of the control API. `run` gives the JSON value of the answer; undefined is 204. */
export interface ControlRoute {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** With `{name}` for what varies, as in OpenAPI. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Values of the `{…}` pieces of the path; NO_PARAMS when it has none. */
  readonly params: z.ZodType;
  /** NO_QUERY when it takes none. */
  readonly query: z.ZodType;
  /** NO_BODY when it takes none. */
  readonly body: z.ZodType;
  readonly result: z.ZodType | null;
  /** True when the answer is a stream of events (`text/event-stream`). Default false. */
  readonly isStream?: boolean;
  run(mock: MockRor, input: RouteInput): Promise<unknown>;
}

/** Entries in one answer; the rest is asked for with `from`. */
export const MAX_ENTRIES = 1_000;
/** A wait is at most this long; a client that wants more asks again. */
export const MAX_WAIT_MS = 30_000;
/** Query of an operation that takes none. */
export const NO_QUERY = z.strictObject({});
/** Body of an operation that takes none. */
export const NO_BODY = z.undefined();
/** Path without `{…}`. */
export const NO_PARAMS = z.strictObject({});

interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends Omit<
  ControlRoute,
  'params' | 'query' | 'body' | 'run'
> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  run(
    mock: MockRor,
    input: Pick<RouteInput, 'lastEventId' | 'signal'> & {
      readonly params: z.output<P>;
      readonly query: z.output<Q>;
      readonly body: z.output<B>;
    },
  ): Promise<unknown>;
}

/** A route whose path has `{…}` pieces, its inputs parsed and typed for `run`. */
export function routeWithParams<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: RouteSpec<P, Q, B>,
): ControlRoute {
  const { params, query, body } = spec;
  return {
    ...spec,
    run: (mock, input) =>
      spec.run(mock, {
        ...input,
        params: params.parse(input.params),
        query: query.parse(input.query),
        body: body.parse(input.body),
      }),
  };
}

/** A route with a fixed path. */
export function route<Q extends z.ZodType, B extends z.ZodType>(
  spec: Omit<RouteSpec<typeof NO_PARAMS, Q, B>, 'params'>,
): ControlRoute {
  return routeWithParams({ ...spec, params: NO_PARAMS });
}

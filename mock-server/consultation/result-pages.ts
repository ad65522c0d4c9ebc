import { randomUUID } from 'node:crypto';
import type { SearchPlan } from './search/search-plan.ts';

/** A search whose answer has several pages: what its links lead to. */
export interface ResultList {
  /** client_id of whoever searched: nobody else may turn the pages. */
  readonly clientId: string;
  readonly plan: SearchPlan;
  /** Ids of all matches, in order, at the moment of the search: each stands on exactly one page. */
  readonly ids: readonly string[];
  readonly total: number;
  readonly pageSize: number;
  /** `_format` of the search, for the links; null when it had none. */
  readonly format: string | null;
}

/** How long and how many results are kept, by the mock's clock. */
export const RESULT_LIMITS = { lifetimeMs: 600_000, ofOneClient: 20, ofAll: 200 } as const;

interface Kept {
  readonly list: ResultList;
  readonly expiresAtMs: number;
}

/** The results whose pages are still being turned: bounded in number and time, gone with the process. */
export class ResultPages {
  readonly #kept = new Map<string, Kept>();

  /** Keeps a result; the oldest ones make room. Gives the token of its links. */
  keep(list: ResultList, nowMs: number): string {
    for (const [token, { expiresAtMs }] of this.#kept) if (expiresAtMs <= nowMs) this.#kept.delete(token);
    const own = [...this.#kept].filter(([, kept]) => kept.list.clientId === list.clientId);
    if (own.length >= RESULT_LIMITS.ofOneClient) this.#drop(own[0]?.[0]);
    if (this.#kept.size >= RESULT_LIMITS.ofAll) this.#drop(this.#kept.keys().next().value);
    const token = randomUUID();
    this.#kept.set(token, { list, expiresAtMs: nowMs + RESULT_LIMITS.lifetimeMs });
    return token;
  }

  /** The result of a token; undefined when it is unknown, too old, or of another client. */
  find(token: string, clientId: string, nowMs: number): ResultList | undefined {
    const kept = this.#kept.get(token);
    if (kept === undefined || kept.expiresAtMs <= nowMs || kept.list.clientId !== clientId) return undefined;
    return kept.list;
  }

  #drop(token: string | undefined): void {
    if (token !== undefined) this.#kept.delete(token);
  }
}

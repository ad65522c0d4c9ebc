import { randomUUID } from 'node:crypto';
import type { AccessView } from '../access/access-view.ts';
import type { Evaluation } from '../search/evaluation.ts';
import type { Stored } from '../search/stored-resource.ts';

/** How many exports are kept, and how long, by the mock's clock. */
export const EXPORT_LIMITS = { lifetimeMs: 1_800_000, ofOneClient: 3, ofAll: 20 } as const;

/** One export: what it found when it was asked for. */
export interface ExportJob {
  readonly id: string;
  /** client_id of whoever asked: nobody else sees the job or its files. */
  readonly clientId: string;
  /** Access profile under which it was asked for: its files hold what that profile sees, and end with it. */
  readonly accessProfile: number;
  /** Address of the request. */
  readonly request: string;
  /** Mock time of the request, in ms. */
  readonly startedMs: number;
  /** The versions found: a file holds them though they change meanwhile. */
  readonly matches: readonly Stored[];
  readonly view: AccessView;
  readonly evaluation: Evaluation;
}

/** The exports of a lane: bounded in number and time, gone with the process. */
export class ExportJobs {
  readonly #jobs = new Map<string, { readonly job: ExportJob; polls: number }>();

  /** True when a client, or all together, have as many as may be. */
  isFull(clientId: string, nowMs: number): boolean {
    this.#forgetOld(nowMs);
    const own = [...this.#jobs.values()].filter(({ job }) => job.clientId === clientId).length;
    return own >= EXPORT_LIMITS.ofOneClient || this.#jobs.size >= EXPORT_LIMITS.ofAll;
  }

  /** Keeps a job under a new id. */
  add(job: Omit<ExportJob, 'id'>): ExportJob {
    const kept = { ...job, id: randomUUID() };
    this.#jobs.set(kept.id, { job: kept, polls: 0 });
    return kept;
  }

  /** The job of that id; undefined when there is none, it is too old, or it is another client's. */
  find(id: string, clientId: string, nowMs: number): ExportJob | undefined {
    this.#forgetOld(nowMs);
    const kept = this.#jobs.get(id);
    return kept?.job.clientId === clientId ? kept.job : undefined;
  }

  /** Counts a question for the state of a job: how many were asked before. */
  poll(id: string): number {
    const kept = this.#jobs.get(id);
    if (kept === undefined) return 0;
    kept.polls += 1;
    return kept.polls - 1;
  }

  #forgetOld(nowMs: number): void {
    for (const [id, { job }] of this.#jobs) {
      if (job.startedMs + EXPORT_LIMITS.lifetimeMs <= nowMs) this.#jobs.delete(id);
    }
  }
}

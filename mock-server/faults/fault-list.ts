import type { ListenerName } from '../../journal/entry.ts';
import type { ArmedFault, CallKind, CheckedFault } from './fault-schema.ts';

/** A call, as far as a fault asks. `operations` and `participant` are only worked out when a fault names one. */
export interface FaultCall {
  readonly listener: ListenerName;
  readonly kind: CallKind;
  /** True when its connection carried a call before. */
  readonly isOnReused: boolean;
  operations(): readonly string[];
  participant(): string | null;
}

/** The faults of a lane, in the order in which they were armed. */
export class FaultList {
  readonly #nowMs: () => number;
  #armed: readonly ArmedFault[] = [];
  #next: number;

  /**
   * `nowMs`: real time, because an outage does not end by setting the mock's clock. `usedIds`: no fewer than the ids that the journal
   * already names, none of which is given again; default 0.
   */
  constructor(nowMs: () => number = Date.now, usedIds = 0) {
    this.#nowMs = nowMs;
    this.#next = usedIds + 1;
  }

  arm(fault: CheckedFault): ArmedFault {
    const armed = { ...fault, id: `fault-${this.#next}`, seen: 0, hits: 0 };
    this.#next += 1;
    this.#armed = [...this.#armed, armed];
    return armed;
  }

  /** Takes these instead of all that are armed, with what they have met; ids that were given before are not given again. */
  replaceAll(armed: readonly ArmedFault[]): void {
    this.#armed = armed;
  }

  list(): readonly ArmedFault[] {
    return this.#armed;
  }

  /** Takes all away; gives what was armed. */
  clear(): readonly ArmedFault[] {
    const cleared = this.#armed;
    this.#armed = [];
    return cleared;
  }

  /** Counts a call, and gives the fault that meets it: the first armed one whose turn it is. Null when none does. */
  take(call: FaultCall): ArmedFault | null {
    return this.#take((fault) => !isOfConnections(fault) && isMatch(fault, call));
  }

  /** The same for a connection that opens: only faults of the server certificate meet it. */
  takeForConnection(listener: ListenerName): ArmedFault | null {
    return this.#take((fault) => isOfConnections(fault) && isOfListener(fault, listener));
  }

  #take(matches: (fault: ArmedFault) => boolean): ArmedFault | null {
    let taken: ArmedFault | null = null;
    const nowMs = this.#nowMs();
    this.#armed = this.#armed.map((fault) => {
      if (hasEnded(fault, nowMs) || !matches(fault)) return fault;
      const counted = { ...fault, seen: fault.seen + 1 };
      if (taken !== null || counted.seen < fault.from || fault.hits >= fault.times) return counted;
      const hit = { ...counted, ...endOf(fault, nowMs), hits: fault.hits + 1 };
      taken = hit;
      return hit;
    });
    return taken;
  }
}

/** The end of a fault that lasts a while is known from its first call on. */
function endOf({ lastsMs, endsAt }: ArmedFault, nowMs: number): Pick<ArmedFault, 'endsAt'> {
  if (lastsMs === undefined || endsAt !== undefined) return {};
  return { endsAt: new Date(nowMs + lastsMs).toISOString() };
}

function hasEnded({ endsAt }: ArmedFault, nowMs: number): boolean {
  return endsAt !== undefined && Date.parse(endsAt) <= nowMs;
}

function isMatch(fault: ArmedFault, call: FaultCall): boolean {
  if (!isOfListener(fault, call.listener)) return false;
  const wanted = fault.action.kind === 'token-ends-early' ? 'token' : fault.call;
  if (wanted !== undefined && wanted !== call.kind) return false;
  if (fault.connection !== undefined && (fault.connection === 'reused') !== call.isOnReused) return false;
  if (fault.operation !== undefined && !call.operations().includes(fault.operation)) return false;
  return fault.participant === undefined || fault.participant === call.participant();
}

/** True for a fault that meets connections and not calls. */
export function isOfConnections({ action }: ArmedFault): boolean {
  return action.kind === 'server-certificate';
}

function isOfListener(fault: ArmedFault, listener: ListenerName): boolean {
  return fault.listener === undefined || fault.listener === listener;
}

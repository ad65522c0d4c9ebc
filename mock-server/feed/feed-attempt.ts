import type { FeedBodyReading, Kernel, KeyedRecord } from '../../mev3/kernel.ts';
import type { Caller, IncomingRequest } from '../http/exchange.ts';
import type { ResourceStore } from '../store/resource-store.ts';
import type { StoredLocation } from '../store/stored-location.ts';
import type { FindOtherRoute, OtherRoute } from '../trust/region-route.ts';
import { applyOperations } from './apply-operations.ts';
import type { Applied } from './apply-operations.ts';
import type { FeedSettings } from './feed-settings.ts';
import { readIdentifier } from './identifier-query.ts';
import type { IdentifierReading } from './identifier-query.ts';
import { readJsonBody } from './json-body.ts';
import type { BodyReading } from './json-body.ts';

/** What a PATCH is judged with. */
export interface FeedContext {
  readonly kernel: Kernel;
  readonly store: Pick<ResourceStore, 'findByIdentifier'>;
  readonly settings: FeedSettings;
  readonly findOtherRoute: FindOtherRoute;
}

/**
 * One PATCH on its way through the rules. Each thing is read when a rule first asks for it, and once: what is refused
 * early costs little.
 */
export class FeedAttempt {
  readonly request: IncomingRequest;
  readonly caller: Caller;
  readonly kernel: Kernel;
  readonly settings: FeedSettings;
  readonly #store: FeedContext['store'];
  readonly #findOtherRoute: FindOtherRoute;
  #body: BodyReading | undefined;
  #query: IdentifierReading | undefined;
  #matches: readonly StoredLocation[] | undefined;
  #reading: FeedBodyReading | undefined;
  #applied: Applied | undefined;

  constructor(request: IncomingRequest, caller: Caller, context: FeedContext) {
    this.request = request;
    this.caller = caller;
    this.kernel = context.kernel;
    this.settings = context.settings;
    this.#store = context.store;
    this.#findOtherRoute = context.findOtherRoute;
  }

  /** The body as JSON. */
  get body(): BodyReading {
    this.#body ??= readJsonBody(this.request.body);
    return this.#body;
  }

  get query(): IdentifierReading {
    this.#query ??= readIdentifier(this.request.query);
    return this.#query;
  }

  /** The identifier asked for; empty while the query is not known to be good. */
  get identifier(): string {
    return this.query.ok ? this.query.identifier : '';
  }

  /** The Locations that have this identifier. */
  get matches(): readonly StoredLocation[] {
    const codeAlone = this.settings.identifierMatch === 'full-or-code';
    this.#matches ??= this.#store.findByIdentifier(this.identifier, { codeAlone });
    return this.#matches;
  }

  /** The one Location. @throws Error while no rule has vouched that there is one */
  get location(): StoredLocation {
    const [location] = this.matches;
    if (location === undefined) throw new Error('no Location: a rule was asked too early');
    return location;
  }

  /** The route that the feed should have taken (Q38); null when it took the right one. */
  get otherRoute(): OtherRoute | null {
    const { establishment } = this.location.base;
    if (establishment === null) return null;
    const { participantId } = this.caller;
    return this.#findOtherRoute({ participantId, establishment, nowMs: this.request.nowMs });
  }

  /** The operations that the body asks for, with what the kernel found in it. */
  get reading(): FeedBodyReading {
    this.#reading ??= this.kernel.readFeedBody(this.body.ok ? this.body.value : undefined);
    return this.#reading;
  }

  /** What the operations make of the records of the Location. */
  get applied(): Applied {
    this.#applied ??= applyOperations(this.kernel, this.location.records, {
      operations: this.reading.operations,
      settings: this.settings,
    });
    return this.#applied;
  }

  /** The records after the PATCH. @throws Error while no rule has vouched that it can be applied */
  get recordsAfter(): readonly KeyedRecord[] {
    if (!this.applied.ok) throw new Error('not applied: a rule was asked too early');
    return this.applied.records;
  }
}

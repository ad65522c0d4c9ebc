/* oxlint-disable complexity, max-params -- a model of two parties with thirty faults: one branch for each fault, read together */
import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '../../journal/entry.ts';
import { keyText } from '../../mev3/capacity/key.ts';
import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { Stimulus } from '../../harness/model/check.ts';
import { resolveRecord } from '../../harness/model/record-date.ts';
import { UNARMED } from '../../harness/model/scenario-arming.ts';
import type { Scenario, ScenarioStep } from '../../harness/model/scenario.ts';
import { ANSWERS, JournalBuilder } from './journal-builder.ts';
import type { ExchangeInput } from './journal-builder.ts';
import { patchBody, recordPath, subExtensions, treSystem } from './capacity-body.ts';
import type { OperationInput } from './capacity-body.ts';
import { sampleStimulus } from './sample-scenario.ts';

/** Faults that the simulated connector can have: exactly one at a time. */
export const SIMULATED_FAULTS = [
  'adds-without-replace',
  'no-add-after-404',
  'adds-on-unknown-location',
  'adds-after-any-refusal',
  'retries-location-404',
  'retries-412',
  'retries-400',
  'retries-403',
  'sends-ror-headers',
  'sends-another-header',
  'wrong-content-type',
  'no-bearer',
  'token-for-every-call',
  'calls-api-after-refused-token',
  'insists-on-refused-token',
  'sends-a-secret',
  'token-in-url',
  'jdv-systems',
  'date-is-sending-time',
  'two-operations-a-body',
  'refusal-not-reported',
  'identifier-without-establishment',
  'forgets-a-record',
  'sends-nothing',
  'wrong-number',
  'incomplete-record',
  'path-of-another-record',
  'zero-instead-of-delete',
  'delete-instead-of-zero',
  'skips-zeros',
  'sends-everything-twice',
  'first-value-last',
  'reads-first',
] as const;

/** A fault of the simulated connector. */
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];

interface Place {
  readonly kind: Scenario['units'][number]['place'];
  readonly keys: Set<string>;
}

function jdvSystem(attribute: string): string {
  return treSystem(attribute).replace('TRE_R330', 'JDV_J188').replace('TRE-R330', 'JDV-J188');
}

/** A tiny ROR and a tiny connector in one: gives the journal that the two would leave. */
class Simulation {
  readonly journal = new JournalBuilder();
  readonly #scenario: Scenario;
  readonly #fault: SimulatedFault | null;
  readonly #places = new Map<string, Place>();
  readonly #saidAtMs = new Map<string, number>();
  #hasToken = false;
  #isRefused = false;
  /** Sends again the first record of the first step. */
  #first: (() => void) | null = null;

  constructor(scenario: Scenario, fault: SimulatedFault | null) {
    this.#scenario = scenario;
    this.#fault = fault;
    for (const unit of scenario.units) {
      const keys = new Set(unit.records.map((record) => keyText(record)));
      this.#places.set(this.#identifier(unit.alias), { kind: unit.place, keys });
    }
  }

  run(): readonly JournalEntry[] {
    this.journal.mark('scenario-start');
    for (const step of this.#scenario.steps) this.#step(step);
    this.journal.mark('settled');
    return this.journal.entries;
  }

  #identifier(alias: string | null): string {
    return `199A000014/${(alias ?? '').toUpperCase()}`;
  }

  #stimulus(step: ScenarioStep): Stimulus {
    const datedMs = this.#saidAtMs.get(step.datesOf ?? '') ?? this.journal.nowMs;
    this.#saidAtMs.set(step.id, datedMs);
    const records = step.records.map((record) => resolveRecord(record, datedMs));
    const location = { identifier: this.#identifier(step.unit), name: 'Unité fictive' };
    return sampleStimulus({ id: step.id, kind: step.kind, location, records });
  }

  #step(step: ScenarioStep): void {
    const stimulus = this.#stimulus(step);
    this.#hasToken = false;
    this.#isRefused = false;
    this.journal.wait(1000).stimulus(stimulus);
    if (this.#fault !== 'sends-nothing') this.#send(stimulus);
    if (this.#fault === 'first-value-last' && step !== this.#scenario.steps[0]) this.#first?.();
    const reported = this.#isRefused && this.#fault !== 'refusal-not-reported';
    this.journal.exit(stimulus.id, reported ? { result: 'refused', exitCode: 10 } : {});
  }

  #send(stimulus: Stimulus): void {
    const identifier = stimulus.location?.identifier ?? '';
    const records = this.#fault === 'forgets-a-record' ? stimulus.records.slice(0, -1) : stimulus.records;
    const wanted = records.filter((record) => !(this.#fault === 'skips-zeros' && record.nbCapacity === 0));
    if (wanted.length === 0) return;
    if (this.#fault === 'reads-first' && this.#token()) this.journal.other('GET', '/ws-diffusion-fhir/Location');
    if (this.#fault === 'two-operations-a-body' && wanted.length > 1) {
      this.#together(identifier, wanted);
      return;
    }
    for (const record of wanted) {
      const send = (): void => this.#record(identifier, record, stimulus.kind);
      send();
      if (this.#fault === 'sends-everything-twice' && this.#hasToken && !this.#isRefused) send();
      this.#first ??= send;
    }
  }

  #together(identifier: string, records: readonly CapacityRecord[]): void {
    const [first, rest] = [records.slice(0, 2), records.slice(2)];
    if (this.#token()) {
      const body = patchBody(...first.map((record) => ({ type: 'replace', record })));
      const answer = this.#patch(identifier, first, body);
      if (answer === 'indicator404') for (const record of first) this.#operation(identifier, record, 'add');
    }
    for (const record of rest) this.#record(identifier, record, 'report-capacity');
  }

  #record(identifier: string, record: CapacityRecord, kind: Stimulus['kind']): void {
    if (kind === 'remove-capacity' && this.#fault !== 'zero-instead-of-delete') {
      this.#operation(identifier, record, 'delete');
      return;
    }
    if (this.#fault === 'delete-instead-of-zero' && record.nbCapacity === 0) {
      this.#operation(identifier, record, 'delete');
      return;
    }
    if (this.#fault === 'adds-without-replace') {
      this.#operation(identifier, record, 'add');
      return;
    }
    const status = this.#operation(identifier, record, 'replace');
    if (this.#addsAfter(status)) this.#operation(identifier, record, 'add');
  }

  #addsAfter(answer: keyof typeof ANSWERS | null): boolean {
    if (answer === 'indicator404') return this.#fault !== 'no-add-after-404';
    if (answer === 'location404') return this.#fault === 'adds-on-unknown-location';
    return answer !== null && answer !== 'ok' && this.#fault === 'adds-after-any-refusal';
  }

  #operation(
    identifier: string,
    record: CapacityRecord,
    type: 'add' | 'replace' | 'delete',
  ): keyof typeof ANSWERS | null {
    if (!this.#token() && this.#fault !== 'calls-api-after-refused-token') return null;
    const body = patchBody(this.#input(record, type));
    const answer = this.#patch(identifier, [record], body, type);
    const retried: Partial<Record<SimulatedFault, keyof typeof ANSWERS>> = {
      'retries-location-404': 'location404',
      'retries-412': 'several412',
      'retries-400': 'rules400',
      'retries-403': 'forbidden403',
    };
    if (this.#fault !== null && retried[this.#fault] === answer) this.#patch(identifier, [record], body, type);
    return answer;
  }

  #input(record: CapacityRecord, type: OperationInput['type']): OperationInput {
    const sent: CapacityRecord = {
      ...record,
      nbCapacity: this.#fault === 'wrong-number' ? record.nbCapacity + 1 : record.nbCapacity,
      capacityUpdateDate:
        this.#fault === 'date-is-sending-time' ? new Date(this.journal.nowMs).toISOString() : record.capacityUpdateDate,
    };
    const extensions = subExtensions(sent, this.#fault === 'jdv-systems' ? jdvSystem : treSystem);
    const kept = extensions.filter(
      (one) => this.#fault !== 'incomplete-record' || !JSON.stringify(one).includes('capacitySourceType'),
    );
    const other = recordPath({ ...record, temporaryAssignement: '02' });
    const path = this.#fault === 'path-of-another-record' && type !== 'add' ? other : undefined;
    return { type, record: sent, extensions: kept, ...(path === undefined ? {} : { path }) };
  }

  /** True when the connector holds a token. */
  #token(): boolean {
    const listed = !this.#scenario.arming.unlisted.includes('supplier');
    if (this.#hasToken && this.#fault !== 'token-for-every-call') return true;
    const secret = this.#fault === 'sends-a-secret' ? '&client_secret=%5Bsha256%5D' : '';
    const query = this.#fault === 'token-in-url' ? '?client_id=supplier-client' : '';
    const text = `client_id=supplier-client&grant_type=client_credentials${secret}`;
    const request: ExchangeInput = {
      target: `/auth/realms/ror/protocol/openid-connect/token${query}`,
      body: { form: 'text', text, bytes: text.length, sha256: '' },
      ...(listed ? {} : { answer: { status: 401, body: '{"error":"invalid_client"}' } }),
    };
    const times = !listed && this.#fault === 'insists-on-refused-token' ? 6 : 1;
    for (let i = 0; i < times; i++) this.journal.token(request);
    this.#hasToken = listed;
    this.#isRefused ||= !listed;
    return listed;
  }

  #patch(identifier: string, records: readonly CapacityRecord[], body: string, type = 'replace'): keyof typeof ANSWERS {
    const sentTo = this.#fault === 'identifier-without-establishment' ? (identifier.split('/')[1] ?? '') : identifier;
    const answer = this.#answer(sentTo, records, type);
    this.journal.patch(sentTo, body, {
      headers: this.#headers(),
      answer: ANSWERS[answer],
      ...(this.#hasToken ? {} : { caller: { clientId: null, role: null, token: null } }),
    });
    this.#isRefused ||= answer !== 'ok' && answer !== 'indicator404';
    return answer;
  }

  #headers(): [string, string][] {
    const type = this.#fault === 'wrong-content-type' ? 'application/json' : 'application/fhir+json';
    const headers: [string, string][] = [['Content-Type', type]];
    if (this.#fault !== 'no-bearer') headers.push(['Authorization', 'Bearer [sha256:00]']);
    if (this.#fault === 'sends-ror-headers') headers.push(['Ror-Role-Metier-Code', 'AUTOMATE']);
    if (this.#fault === 'sends-another-header') headers.push(['If-Match', 'W/"1"']);
    return headers;
  }

  /** The order of the checks of a feed PATCH (Q35), as far as this suite needs it. */
  #answer(identifier: string, records: readonly CapacityRecord[], type: string): keyof typeof ANSWERS {
    const early = this.#earlyAnswer(identifier);
    if (early !== null) return early;
    const place = this.#places.get(identifier);
    if (this.#fault === 'incomplete-record' && type !== 'delete') return 'rules400';
    if (records.some((record) => record.genderCapacityAvailable === '03')) return 'rules400';
    const keys = records.map((record) => keyText(record));
    const present = this.#fault !== 'path-of-another-record' && keys.every((key) => place?.keys.has(key));
    if (type === 'add' && present) return 'rules400';
    if (type !== 'add' && !present) return 'indicator404';
    for (const key of keys) {
      if (type === 'delete') place?.keys.delete(key);
      else place?.keys.add(key);
    }
    return 'ok';
  }

  #earlyAnswer(identifier: string): keyof typeof ANSWERS | null {
    if (!this.#hasToken || this.#fault === 'no-bearer') return 'login401';
    if (this.#fault === 'wrong-content-type') return 'media415';
    const kind = this.#places.get(identifier)?.kind ?? 'unknown';
    if (kind === 'unknown') return 'location404';
    if (kind === 'duplicated') return 'several412';
    return kind === 'not-listed' ? 'forbidden403' : null;
  }
}

/** The journal that a connector with this fault (null: none) would leave in this scenario. */
export function simulateAttempt(scenario: Scenario, fault: SimulatedFault | null): readonly JournalEntry[] {
  return new Simulation(scenario, fault).run();
}

/**
 * Whether the simulation can play a scenario. It knows a white list, Locations and the retired gender; it has no memory,
 * and knows neither planned faults nor certificates nor restarts: real connectors show those.
 */
export function isSimulated({ arming, credentials, steps, checks }: Scenario): boolean {
  const others = { ...arming, unlisted: [] };
  const plain = steps.every(
    (step) =>
      step.arming === undefined &&
      (step.indicator !== 'invalid' || step.records.every((record) => record.genderCapacityAvailable === '03')) &&
      step.restart !== true &&
      step.killAfter === undefined &&
      step.kind !== 'resend-all' &&
      step.kind !== 'read-back',
  );
  const forgetful = checks.every(({ use }) => use !== 'nothing-sent-unchanged');
  return steps.length > 0 && plain && forgetful && credentials.length === 0 && isDeepStrictEqual(others, UNARMED);
}

import { once } from 'node:events';
import { createServer } from 'node:net';

/** A task as the operator reads it. */
export interface ReadTask {
  readonly id: string;
  readonly kind: 'report-capacity' | 'remove-capacity' | 'resend-all';
  readonly finess: string;
  readonly identifier: string;
  readonly records: readonly Readonly<Record<string, string | number | null>>[];
}

const KINDS: readonly (readonly [RegExp, ReadTask['kind']])[] = [
  [/\] Enter in the product these values/, 'report-capacity'],
  [/\] Remove these records/, 'remove-capacity'],
  [/\] Have the product send again/, 'resend-all'],
];

const CODES = [
  'capacityType',
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement',
  'capacitySourceType',
];

/** Reads the task that was told last, as a person would: nothing but what stands on the terminal. */
export function readTask(told: string): ReadTask {
  const text = told.slice(told.lastIndexOf('\n['));
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kind === undefined) throw new Error(`no task in: ${text}`);
  return {
    id: /\[([\w-]+)\]/.exec(text)?.[1] ?? '',
    kind,
    finess: /FINESS (\w+)/.exec(text)?.[1] ?? '',
    identifier: /Unit: .*\((\w+\/[\w-]+)\)/.exec(text)?.[1] ?? '',
    records: text
      .split(/\n {2}\d+\. /)
      .slice(1)
      .map(readRecord),
  };
}

function readRecord(text: string): ReadTask['records'][number] {
  const codes = /codes: (.*)/.exec(text)?.[1] ?? '';
  const code = (name: string): string | null => new RegExp(`\\b${name} (\\d\\d)`).exec(codes)?.[1] ?? null;
  return {
    ...Object.fromEntries(CODES.map((name) => [name, code(name)])),
    nbCapacity: Number(/ = (\d+)/.exec(text)?.[1] ?? 0),
    comment: /comment: (.*)/.exec(text)?.[1] ?? null,
  };
}

/** Enters a task in the example daemon, which dates the change itself, to the minute. */
export async function enterInProduct({ id, kind, finess, identifier, records }: ReadTask, port: number): Promise<void> {
  const now = `${new Date().toISOString().slice(0, 16)}:00Z`;
  const establishment = { finess, idNatStruct: `1${finess}`, name: '', credential: 'supplier' };
  const body = {
    contract: 1,
    id,
    kind,
    at: now,
    establishment,
    location: identifier === '' ? null : { identifier, name: identifier },
    records: records.map((record) => ({ ...record, capacityUpdateDate: now })),
  };
  const answer = await fetch(`http://127.0.0.1:${port}/changes`, { method: 'POST', body: JSON.stringify(body) });
  if (answer.status !== 202) throw new Error(`the product answers ${answer.status}`);
}

/** A port of the loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

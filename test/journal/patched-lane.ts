import { createHash } from 'node:crypto';
import type { Draft, ExchangeEntry } from '../../journal/entry.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { ResourcePart } from '../../journal/resource-versions.ts';

/** Records of the Location of these tests. */
const RECORDS = 3;

/** The one Location of these tests. */
export const LOCATION = { type: 'Location', id: 'ward' } as const;

const TLS = { version: null, cipher: null, resumed: false, serverName: null, peer: null, verification: null };

/** A lane in which one Location is changed again and again, each time in one of its records, as by a PATCH. */
export class PatchedLane {
  readonly store: LaneStore;
  #version: number;
  #parts: readonly ResourcePart[];
  #frameId: number | null;

  constructor(store: LaneStore) {
    this.store = store;
    const head = store.resources.head(LOCATION.type, LOCATION.id);
    this.#version = head?.version.version ?? 0;
    this.#parts = head?.parts ?? [];
    this.#frameId = head?.version.frameId ?? null;
  }

  get version(): number {
    return this.#version;
  }

  /** The next version, with the exchange that made it. */
  async patch(): Promise<{ readonly seq: number; readonly version: number }> {
    const { resources } = this.store;
    const version = this.#version + 1;
    const place = version % RECORDS;
    const isFirst = this.#frameId === null;
    const frame = isFirst ? resources.newFrame(['{"v":', ',"at":"', '","parts":[0', ']}']) : null;
    const fresh = isFirst
      ? Array.from({ length: RECORDS }, (_, index) => resources.newPart(`,"first ${index}"`))
      : [resources.newPart(`,"of version ${version}"`)];
    const parts = isFirst ? fresh : this.#parts.map((part, index) => (index === place ? (fresh[0] ?? part) : part));
    this.#frameId ??= frame?.frameId ?? null;
    this.#parts = parts;
    this.#version = version;
    const row = { ...LOCATION, version, lastUpdated: `t${version}`, frameId: this.#frameId ?? 0 };
    const seq = await this.store.commit(exchangeOf(version, textOf(version)), {
      frames: frame === null ? [] : [frame],
      parts: fresh,
      versions: [{ ...row, partIds: parts.map(({ partId }) => partId) }],
    });
    return { seq, version };
  }

  /** A reading that was answered with a version, however old. */
  read(version: number): Promise<number> {
    return this.store.commit({ ...exchangeOf(version, textOf(version)), effect: null });
  }
}

/** The text of a version, told from its number alone. */
export function textOf(version: number): string {
  const records = Array.from({ length: RECORDS }, (_, place) => {
    const of = version - ((((version - place) % RECORDS) + RECORDS) % RECORDS);
    return of <= 1 ? `,"first ${place}"` : `,"of version ${of}"`;
  });
  return `{"v":${version},"at":"t${version}","parts":[0${records.join('')}]}`;
}

function exchangeOf(version: number, text: string): Draft<ExchangeEntry> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const body = { form: 'resource', ...LOCATION, versionId: version, bytes: text.length, sha256 } as const;
  const headers = [['x-pad', 'x'.repeat(1_500)]] as const;
  return {
    kind: 'exchange',
    listener: 'api',
    connection: 1,
    tls: TLS,
    request: { method: 'PATCH', target: '/Location', httpVersion: '1.1', headers, body: { form: 'none' } },
    answer: { status: 200, headers: [], body, at: new Date().toISOString() },
    caller: { clientId: null, role: null, token: null },
    cause: null,
    notices: [],
    effect: { ...LOCATION, versionBefore: version - 1, versionAfter: version, operations: ['replace'] },
  };
}

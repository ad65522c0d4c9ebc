import { composeResource } from '../../journal/resource-versions.ts';
import type { ResourceFrame } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import { parseResource } from './stored-resource.ts';
import type { FrozenResource, StoredResource } from './stored-resource.ts';

/** What is the same in every version of a Location. */
export interface LocationBase {
  readonly id: string;
  readonly name: string;
  /** FINESS of the establishment that it belongs to (Q36); null when no organization of the store claims it. */
  readonly establishment: string | null;
  /** IdNatStruct of that establishment. */
  readonly idNatStruct: string | null;
  /** Values of its identifiers of type 26 (external synchronisation) and 25 (ROR), where it has them. */
  readonly externalId: string | null;
  readonly locationId: string | null;
  readonly frame: ResourceFrame;
}

/** One version of a Location: never changed, only replaced by the next. */
export class StoredLocation implements StoredResource {
  readonly type = 'Location';
  readonly base: LocationBase;
  readonly version: number;
  /** FHIR instant. */
  readonly lastUpdated: string;
  readonly #load: () => readonly KeyedRecord[];
  readonly #beforeText: (() => void) | undefined;

  /**
   * `load` gives the records, always the same ones: most of a large store is never asked for them. `beforeText` is told before
   * the text is handed out.
   */
  constructor(
    base: LocationBase,
    version: { readonly version: number; readonly lastUpdated: string },
    from: { readonly load: () => readonly KeyedRecord[]; readonly beforeText?: () => void },
  ) {
    this.base = base;
    this.version = version.version;
    this.lastUpdated = version.lastUpdated;
    this.#load = from.load;
    this.#beforeText = from.beforeText;
  }

  get id(): string {
    return this.base.id;
  }

  get versionId(): number {
    return this.version;
  }

  get lastUpdatedMs(): number {
    return Date.parse(this.lastUpdated);
  }

  /** The whole resource, parsed each time: what is kept open holds its text alone. */
  get resource(): FrozenResource {
    return parseResource(this.#compose());
  }

  /** The capacity records, in their order. */
  get records(): readonly KeyedRecord[] {
    return this.#load();
  }

  /** The whole resource as JSON text, which an answer may hold: the journal can then refer to this version. */
  text(): string {
    this.#beforeText?.();
    return this.#compose();
  }

  /** The frame with the ready texts of the records put in, nothing else serialised. */
  #compose(): string {
    return composeResource(
      this.base.frame.segments,
      this,
      this.records.map((record) => partText(record.json)),
    );
  }
}

/** A record as it stands among the extensions, after at least one other (commune and creation date are mandatory). */
export function partText(json: string): string {
  return `,${json}`;
}

/** The record in the text of a part. */
export function textOfPart(part: string): string {
  return part.slice(1);
}

import { RESOURCE_TYPES } from '../../../mock-server/consultation/search/stored-resource.ts';
import { createReadHandler } from '../../../mock-server/consultation/handle-read.ts';
import { defaultReadSettings } from '../../../mock-server/consultation/read-settings.ts';
import type { ReadSettings } from '../../../mock-server/consultation/read-settings.ts';
import { textAt } from '../../../mock-server/consultation/search/fhir-json.ts';
import type { FhirObject } from '../../../mock-server/consultation/search/fhir-json.ts';
import type { ResourceType, SearchSource, Stored } from '../../../mock-server/consultation/search/stored-resource.ts';
import type { Answer, Caller, IncomingRequest } from '../../../mock-server/http/exchange.ts';
import { FhirError } from '../../../mev3/outcome.ts';
import { CONSUMER, patchOf, textOf } from '../in-process.ts';
import { SAMPLE } from './sample-resources.ts';

/** The four headers of a read. */
export const ROR: readonly (readonly [string, string])[] = [
  ['Ror-Profil-Utilisateur-Code', 'CU20'],
  ['Ror-Profil-Utilisateur-System', '1.2.250.1.213.1.6.1.66'],
  ['Ror-Role-Metier-Code', 'AUTOMATE'],
  ['Ror-Role-Metier-System', '1.2.250.1.213.1.1.4.6'],
];

/** A source over plain resources, which counts how many it was asked to open, and how often for all of a type. */
class PlainSource implements SearchSource {
  readonly #stored: readonly Stored[];
  opened = 0;
  looksThrough = 0;

  constructor(resources: readonly FhirObject[]) {
    this.#stored = resources.map((resource) => ({
      type: typeOf(resource),
      id: textAt(resource, 'id') ?? '',
      revision: 0,
      versionId: 1,
      lastUpdated: String(Object(resource['meta']).lastUpdated),
      resource: () => {
        this.opened += 1;
        return resource;
      },
      text: () => JSON.stringify(resource),
    }));
  }

  all(type: ResourceType): readonly Stored[] {
    this.looksThrough += 1;
    return this.#stored.filter((one) => one.type === type);
  }

  byId(type: ResourceType, id: string): Stored | undefined {
    return this.#stored.find((one) => one.type === type && one.id === id);
  }

  byIdentifier(): null {
    return null;
  }
}

function typeOf(resource: FhirObject): ResourceType {
  const type = RESOURCE_TYPES.find((one) => one === resource['resourceType']);
  if (type === undefined) throw new Error('no resource of the consultation');
  return type;
}

/** One entry of a Bundle. */
export interface Entry {
  readonly fullUrl: string;
  readonly resource: FhirObject & { readonly id: string; readonly resourceType: string };
  readonly search: { readonly mode: string; readonly extension?: readonly FhirObject[] };
}

/** A page of a search. */
export interface Page {
  readonly total: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly Entry[];
}

/** How a request is made. */
export interface AskOptions {
  readonly caller?: Partial<Caller>;
  readonly request?: Partial<IncomingRequest>;
}

/** A consultation over plain resources. */
export function consultation(given: { settings?: Partial<ReadSettings>; resources?: readonly FhirObject[] } = {}) {
  const settings = { ...defaultReadSettings(), ...given.settings };
  const source = new PlainSource(given.resources ?? SAMPLE);
  const handle = createReadHandler({ source, settings: () => settings });
  const send = (target: string, { caller, request }: AskOptions = {}): Promise<Answer> => {
    const [path = '', ...query] = target.split('?');
    const headers = [['Host', 'ror.example'], ...ROR] as const;
    const get = { ...patchOf(''), method: 'GET', path: `/ws-diffusion-fhir${path}`, query: query.join('?'), headers };
    return handle({ ...get, ...request }, { ...CONSUMER, ...caller });
  };
  const refused = async (target: string, options?: AskOptions): Promise<FhirError> => {
    try {
      await send(target, options);
    } catch (error) {
      if (error instanceof FhirError) return error;
      throw error;
    }
    throw new Error(`${target} was answered`);
  };
  const page = async (target: string, options?: AskOptions): Promise<Page> =>
    JSON.parse(textOf(await send(target, options)));
  const entries = async (target: string, mode: string, options?: AskOptions): Promise<readonly string[]> =>
    ((await page(target, options)).entry ?? [])
      .filter(({ search }) => search.mode === mode)
      .map(({ resource }) => resource.id);
  const ids = (target: string, options?: AskOptions): Promise<readonly string[]> => entries(target, 'match', options);
  const included = (target: string, options?: AskOptions): Promise<readonly string[]> =>
    entries(target, 'include', options);
  const read = async (target: string, profile: number): Promise<FhirObject | null> => {
    try {
      return JSON.parse(textOf(await send(target, { caller: { accessProfile: profile } })));
    } catch (error) {
      if (error instanceof FhirError && error.status === 404) return null;
      throw error;
    }
  };
  return { send, refused, page, ids, included, read, source };
}

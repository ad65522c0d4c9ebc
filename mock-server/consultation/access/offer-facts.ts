import { ROR_EXTENSION } from '../search/extension-values.ts';
import { extensionsOf, objectsAt, textAt } from '../search/fhir-json.ts';
import type { FhirObject } from '../search/fhir-json.ts';
import { referenceValues } from '../search/indexed-value.ts';
import type { SearchSource, Stored } from '../search/stored-resource.ts';

const SENSITIVE = `${ROR_EXTENSION}ror-healthcareservice-sensitive-unit`;
/** Fields of activity (TRE_R227): medico-social, and practice outside institutions. */
const FIELD = { medicoSocial: '04', town: '05' };

/** What the access rules ask of an offer. */
interface OfferFacts {
  readonly isSensitive: boolean;
  readonly isMedicoSocial: boolean;
  readonly isTown: boolean;
}

/** What the access rules ask of any resource, by the offers that it has to do with. */
export interface AccessFacts {
  /** One of its offers (or all of them) is a sensitive unit. */
  readonly isSensitive: boolean;
  /** One of its offers is medico-social. */
  readonly isMedicoSocial: boolean;
  /** One of its offers is practice outside institutions (`Ville`). */
  readonly isTown: boolean;
}

/** A resource that no offer has to do with. */
const NO_OFFER: AccessFacts = { isSensitive: false, isMedicoSocial: false, isTown: false };

/** How a resource of several offers is sensitive: when one of them is, or when all are. */
export type SensitiveBy = 'any' | 'all';

/** The facts of every resource that offers have to do with. */
export class OfferIndex {
  readonly #offers = new Map<string, OfferFacts>();
  readonly #ofLocation = new Map<string, OfferFacts[]>();
  readonly #ofOrganization = new Map<string, OfferFacts[]>();
  readonly #ofRole = new Map<string, OfferFacts[]>();
  readonly #ofPractitioner = new Map<string, OfferFacts[]>();

  constructor(source: SearchSource) {
    for (const offer of source.all('HealthcareService')) this.#addOffer(offer);
    for (const role of source.all('PractitionerRole')) this.#addRole(role);
  }

  /** The facts of a resource. */
  factsOf({ type, id }: Stored, by: SensitiveBy): AccessFacts {
    if (type === 'HealthcareService') return this.#offers.get(id) ?? NO_OFFER;
    const map = {
      Location: this.#ofLocation,
      Organization: this.#ofOrganization,
      PractitionerRole: this.#ofRole,
      Practitioner: this.#ofPractitioner,
    }[type];
    return together(map.get(id) ?? [], by);
  }

  #addOffer(stored: Stored): void {
    const offer = stored.resource();
    const facts = factsOfOffer(offer);
    this.#offers.set(stored.id, facts);
    for (const { id } of referenceValues(objectsAt(offer, 'location'))) append(this.#ofLocation, id, facts);
    for (const { id } of referenceValues(objectsAt(offer, 'providedBy'))) append(this.#ofOrganization, id, facts);
  }

  #addRole(stored: Stored): void {
    const role = stored.resource();
    const offers = referenceValues(objectsAt(role, 'healthcareService')).flatMap(
      ({ id }) => this.#offers.get(id) ?? [],
    );
    const people = referenceValues(objectsAt(role, 'practitioner'));
    for (const facts of offers) {
      append(this.#ofRole, stored.id, facts);
      for (const { id } of people) append(this.#ofPractitioner, id, facts);
    }
  }
}

function factsOfOffer(offer: FhirObject): OfferFacts {
  const fields = objectsAt(offer, 'type', 'coding').map((coding) => textAt(coding, 'code'));
  return {
    isSensitive: extensionsOf(offer, SENSITIVE).some((one) => one['valueBoolean'] === true),
    isMedicoSocial: fields.includes(FIELD.medicoSocial),
    isTown: fields.includes(FIELD.town),
  };
}

function together(offers: readonly OfferFacts[], by: SensitiveBy): AccessFacts {
  if (offers.length === 0) return NO_OFFER;
  const isSensitive = ({ isSensitive: one }: OfferFacts): boolean => one;
  return {
    isSensitive: by === 'any' ? offers.some(isSensitive) : offers.every(isSensitive),
    isMedicoSocial: offers.some((one) => one.isMedicoSocial),
    isTown: offers.some((one) => one.isTown),
  };
}

function append(map: Map<string, OfferFacts[]>, id: string, facts: OfferFacts): void {
  const known = map.get(id);
  if (known === undefined) map.set(id, [facts]);
  else known.push(facts);
}

import type { FhirObject } from '../search/fhir-json.ts';
import type { SearchSource, Stored } from '../search/stored-resource.ts';
import { OfferIndex } from './offer-facts.ts';
import type { AccessFacts, SensitiveBy } from './offer-facts.ts';
import { visibleElements } from './visible-elements.ts';
import type { Reader } from './visible-elements.ts';

/** What one access profile sees of the store. */
export interface AccessView {
  /** Names what is seen of a resource, the same for equal views; null when the resource is hidden. */
  keyOf(stored: Stored): string | null;
  /** What is seen of a resource that is not hidden. */
  resourceOf(stored: Stored): FhirObject;
  /** The same as JSON text. */
  textOf(stored: Stored): string;
  /** True when all of the resource is seen: its text is then that of the store. */
  seesAll(stored: Stored): boolean;
}

/** Gives the view of an access profile (0 to 5) at this moment; the facts of the offers are kept while they do not change. */
export function accessViews(source: SearchSource): (profile: number, by: SensitiveBy) => AccessView {
  let known: {
    readonly offers: readonly Stored[];
    readonly roles: readonly Stored[];
    readonly index: OfferIndex;
  } | null;
  known = null;
  return (profile, by) => {
    const offers = source.all('HealthcareService');
    const roles = source.all('PractitionerRole');
    if (known?.offers !== offers || known.roles !== roles) known = { offers, roles, index: new OfferIndex(source) };
    return new ProfileView(profile, known.index, by);
  };
}

class ProfileView implements AccessView {
  readonly #profile: number;
  readonly #index: OfferIndex;
  readonly #by: SensitiveBy;

  constructor(profile: number, index: OfferIndex, by: SensitiveBy) {
    this.#profile = profile;
    this.#index = index;
    this.#by = by;
  }

  keyOf(stored: Stored): string | null {
    if (this.#profile === 1) return 'all';
    const facts = this.#index.factsOf(stored, this.#by);
    if (!isVisible(this.#profile, stored, facts)) return null;
    return `${this.#profile}${facts.isMedicoSocial ? 'ms' : ''}`;
  }

  resourceOf(stored: Stored): FhirObject {
    return visibleElements(stored.type, stored.resource(), this.#reader(stored));
  }

  textOf(stored: Stored): string {
    if (this.#profile === 1) return stored.text();
    const whole = stored.resource();
    const seen = visibleElements(stored.type, whole, this.#reader(stored));
    return seen === whole ? stored.text() : JSON.stringify(seen);
  }

  seesAll(stored: Stored): boolean {
    if (this.#profile === 1) return true;
    const whole = stored.resource();
    return visibleElements(stored.type, whole, this.#reader(stored)) === whole;
  }

  #reader(stored: Stored): Reader {
    const { isMedicoSocial } = this.#index.factsOf(stored, this.#by);
    return { profile: this.#profile, isMedicoSocial };
  }
}

/** Whether a profile sees a resource at all. */
function isVisible(profile: number, { type }: Stored, facts: AccessFacts): boolean {
  if (profile === 1 || profile === 4 || type === 'Organization') return true;
  if (facts.isSensitive) return false;
  if (type !== 'Practitioner' && type !== 'PractitionerRole') return true;
  if (profile === 3) return facts.isMedicoSocial;
  return profile === 0 ? facts.isTown : true;
}

import { CAPACITY_URL } from '../../../mev3/capacity/attributes.ts';
import { ROR_EXTENSION } from '../search/extension-values.ts';
import { conceptCode, extensionsOf, isFhirObject, objectsAt } from '../search/fhir-json.ts';
import type { FhirObject } from '../search/fhir-json.ts';
import type { ResourceType } from '../search/stored-resource.ts';

const EQUIPMENT = `${ROR_EXTENSION}ror-location-equipment`;
const CONTACT = `${ROR_EXTENSION}ror-healthcareservice-contact`;
const CONTACT_TELECOM = `${ROR_EXTENSION}ror-healthcareservice-contact-telecom`;
const ACT_TYPE = `${ROR_EXTENSION}ror-act-type`;
/** Organization data that only profiles 1 and 4 see. */
const CRISIS_DATA = [
  `${ROR_EXTENSION}ror-organization-level-recourse-orsan`,
  `${ROR_EXTENSION}ror-organization-drop-zone`,
];

/** Status codes (TRE_R330) of installed and of supplementary beds. */
const STATUS = { installed: '01', supplementary: '06' };
/** Confidentiality (TRE_R283): 1 public, 2 professionals ("restreint"), 3 crisis regulation ("très restreint"). */
const LEVEL = { open: '1', veryRestricted: '3' };

/** Who reads: an access profile, and whether the resource has to do with a medico-social offer. */
export interface Reader {
  /** 0 to 5. */
  readonly profile: number;
  readonly isMedicoSocial: boolean;
}

/**
 * What a reader sees of a resource that is not hidden as a whole: the resource itself when that is all of it.
 * @see feed API §4 and the access comments of the profiles 0.7.0
 */
export function visibleElements(type: ResourceType, resource: FhirObject, reader: Reader): FhirObject {
  if (reader.profile === 1) return resource;
  switch (type) {
    case 'Location':
      return visibleLocation(resource, reader);
    case 'HealthcareService':
      return visibleOffer(resource, reader);
    case 'Organization':
      return visibleOrganization(resource, reader);
    case 'PractitionerRole':
      return keeping(resource, 'telecom', (telecom) => seesLevel(reader, levelOf(telecom)));
    default:
      return resource;
  }
}

function visibleLocation(location: FhirObject, reader: Reader): FhirObject {
  const some = keeping(location, 'extension', (extension) => {
    if (extension['url'] === CAPACITY_URL) return seesCapacity(reader, extension);
    return extension['url'] !== EQUIPMENT || seesEquipment(reader);
  });
  return keeping(some, 'telecom', (telecom) => seesLevel(reader, levelOf(telecom)));
}

function seesCapacity({ profile, isMedicoSocial }: Reader, record: FhirObject): boolean {
  const status = conceptCode(extensionsOf(record, 'capacityStatus')[0]);
  const isOrdinary = status !== STATUS.supplementary;
  if (profile === 4) return true;
  if (profile === 5) return status === STATUS.installed;
  return isOrdinary && (profile === 2 || (profile === 3 && isMedicoSocial));
}

function seesEquipment({ profile, isMedicoSocial }: Reader): boolean {
  return [2, 4, 5].includes(profile) || (profile === 3 && isMedicoSocial);
}

function visibleOffer(offer: FhirObject, reader: Reader): FhirObject {
  const contacts = keeping(offer, 'extension', (extension) => {
    return extension['url'] !== CONTACT || seesLevel(reader, levelOf(extension));
  });
  const narrowed = changing(contacts, 'extension', (extension) =>
    extension['url'] === CONTACT
      ? keeping(extension, 'extension', (one) => one['url'] !== CONTACT_TELECOM || seesLevel(reader, levelOf(one)))
      : extension,
  );
  return keeping(narrowed, 'characteristic', (one) => !isSpecificAct(one) || seesSpecificActs(reader));
}

function isSpecificAct(characteristic: FhirObject): boolean {
  return extensionsOf(characteristic, ACT_TYPE).some((one) => one['valueCode'] === 'specificAct');
}

function seesSpecificActs({ profile, isMedicoSocial }: Reader): boolean {
  return [2, 4, 5].includes(profile) || (profile === 3 && isMedicoSocial);
}

function visibleOrganization(organization: FhirObject, reader: Reader): FhirObject {
  const isCrisisReader = reader.profile === 4;
  const some = keeping(organization, 'extension', ({ url }) => isCrisisReader || !CRISIS_DATA.includes(String(url)));
  const contacts = keeping(some, 'contact', (contact) => seesLevel(reader, levelOf(contact)));
  return changing(contacts, 'contact', (contact) =>
    keeping(contact, 'telecom', (telecom) => seesLevel(reader, levelOf(telecom))),
  );
}

/** Contacts and telecoms by their confidentiality; one that says nothing of it is shown to profile 1 alone. */
function seesLevel({ profile, isMedicoSocial }: Reader, level: string | null): boolean {
  if (level === null) return false;
  const isWide = profile === 2 || profile === 5 || (profile === 3 && isMedicoSocial);
  return isWide ? level !== LEVEL.veryRestricted : level === LEVEL.open;
}

/** The level stands in an extension whose name ends so: on contacts and telecoms it has different canonicals. */
function levelOf(element: FhirObject): string | null {
  const own = objectsAt(element, 'extension').find(({ url }) => String(url).endsWith('confidentiality-level'));
  return conceptCode(own);
}

/** The object with only those elements of a list that pass; without the list when none does (FHIR has no empty ones). */
function keeping(from: FhirObject, name: string, passes: (element: FhirObject) => boolean): FhirObject {
  const list = from[name];
  if (!Array.isArray(list)) return from;
  const kept = list.filter((one) => !isFhirObject(one) || passes(one));
  if (kept.length === list.length) return from;
  const { [name]: _all, ...others } = from;
  return kept.length === 0 ? others : { ...from, [name]: kept };
}

/** The object with the elements of a list changed. */
function changing(from: FhirObject, name: string, change: (element: FhirObject) => FhirObject): FhirObject {
  const list = from[name];
  if (!Array.isArray(list)) return from;
  const changed = list.map((one: unknown) => (isFhirObject(one) ? change(one) : one));
  return changed.every((one, index) => one === list[index]) ? from : { ...from, [name]: changed };
}

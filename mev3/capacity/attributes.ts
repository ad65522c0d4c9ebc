import { CODED_ATTRIBUTES, type CodedAttribute } from '../codes/capacity-codes.ts';
import type { GuideVersion } from './types.ts';

/** Canonical of a capacity record: the url of its extension on Location. */
export const CAPACITY_URL =
  'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';

/** What one sub-extension of a capacity record may hold (spec: MEV3.0 model §3). */
export interface SubExtension {
  readonly url: string;
  /** JSON name of its only value. */
  readonly valueName: 'valueCodeableConcept' | 'valueInteger' | 'valueDateTime' | 'valueString';
  readonly mandatory: boolean;
  /** First guide version that has it. */
  readonly since: GuideVersion;
}

const OPTIONAL = new Set<string>(['genderCapacityAvailable', 'capacityClosingType', 'additionalBedType', 'crisisType']);

const coded = CODED_ATTRIBUTES.map((url): SubExtension => ({
  url,
  valueName: 'valueCodeableConcept',
  mandatory: !OPTIONAL.has(url),
  since: '0.6.0',
}));

/** The twelve sub-extensions of guide 0.7.0; 0.6.0 has no `comment`. */
const SUB_EXTENSIONS: readonly SubExtension[] = [
  { url: 'nbCapacity', valueName: 'valueInteger', mandatory: true, since: '0.6.0' },
  { url: 'capacityUpdateDate', valueName: 'valueDateTime', mandatory: true, since: '0.6.0' },
  ...coded,
  { url: 'comment', valueName: 'valueString', mandatory: false, since: '0.7.0' },
];

/** The sub-extensions that a guide version knows, by url. */
export function subExtensionsOf(guide: GuideVersion): ReadonlyMap<string, SubExtension> {
  const known = SUB_EXTENSIONS.filter(({ since }) => guide === '0.7.0' || since === '0.6.0');
  return new Map(known.map((entry) => [entry.url, entry]));
}

const codedNames: ReadonlySet<string> = new Set(CODED_ATTRIBUTES);

/** True when the sub-extension `url` holds a code. */
export function isCodedAttribute(url: string): url is CodedAttribute {
  return codedNames.has(url);
}

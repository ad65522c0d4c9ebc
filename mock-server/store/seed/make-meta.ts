import { coding, ROR_STRUCTURE } from './systems.ts';
import type { NamedCoding } from './systems.ts';

/** Regions of JDV_J237 with the names of TRE_R30. */
export const REGIONS: Readonly<Record<string, string>> = {
  '01': 'Guadeloupe',
  '02': 'Martinique',
  '03': 'Guyane',
  '04': 'La Réunion',
  '06': 'Mayotte',
  '11': 'Île-de-France',
  '24': 'Centre-Val de Loire',
  '27': 'Bourgogne-Franche-Comté',
  '28': 'Normandie',
  '32': 'Hauts-de-France',
  '44': 'Grand Est',
  '52': 'Pays de la Loire',
  '53': 'Bretagne',
  '75': 'Nouvelle-Aquitaine',
  '76': 'Occitanie',
  '84': 'Auvergne-Rhône-Alpes',
  '93': "Provence-Alpes-Côte d'Azur",
  '94': 'Corse',
};

/** Date of the oldest datum of what the seed holds. */
const CREATED = '2024-02-01T08:00:00+01:00';

/** The `meta` of a resource: when it changed, its profile, the region that its data come from. */
export function makeMeta(
  profile: string,
  region: string,
  lastUpdated: string,
): { lastUpdated: string; profile: string[]; tag: NamedCoding[] } {
  const display = REGIONS[region] ?? '';
  return {
    lastUpdated,
    profile: [ROR_STRUCTURE + profile],
    tag: [coding('TRE_R30-RegionOM', { code: region, display })],
  };
}

/** The mandatory extension that says since when the data exist. */
export function creationDate(): { url: string; valueDateTime: string } {
  return { url: `${ROR_STRUCTURE}ror-meta-creation-date`, valueDateTime: CREATED };
}

import type { Catalogue } from '../kernel.ts';
import { indicatorOf, KNOWN_INDICATORS } from './known-indicators.ts';
import { permissiveCatalogue } from './permissive-catalogue.ts';
import { tableCatalogue } from './table-catalogue.ts';

/** Names of the catalogues that come with rorkit (feed API Q12). */
export const CATALOGUE_NAMES = ['current', 'published-examples', 'permissive'] as const;

/** Name of a catalogue that comes with rorkit. */
export type CatalogueName = (typeof CATALOGUE_NAMES)[number];

/**
 * A catalogue of valid indicators. `current` (default of the product): the indicators that the present value sets allow
 * and the model describes, gender 03 refused. `published-examples`: these and the retired gender 03 of the published
 * bodies. `permissive`: every tuple of value-set codes, of any nature.
 */
export function createCatalogue(name: CatalogueName): Catalogue {
  if (name === 'permissive') return permissiveCatalogue();
  const withLegacy = name === 'published-examples';
  return tableCatalogue(
    name,
    KNOWN_INDICATORS.flatMap(
      (known) => indicatorOf(known, ({ accepted }) => accepted || (withLegacy && known.group === 'legacy')) ?? [],
    ),
  );
}

import type { GuideVersion } from '../capacity/types.ts';
import { mergeDefinitions } from './definitions.ts';
import type { Definitions } from './definitions.ts';
import r4 from './r4.json' with { type: 'json' };
import ror060 from './ror-0.6.0.json' with { type: 'json' };
import ror070 from './ror-0.7.0.json' with { type: 'json' };
import terminology from './ror-terminology.json' with { type: 'json' };

/**
 * The definitions of the product: base R4 of what the API carries, and the ROR profiles with their value sets.
 * Version 0.6.0 is 0.7.0 with the two definitions that differ put in their earlier form, without those that did not exist.
 * @see docs/decisions/0004-profile-validation.md
 */
export function loadEmbeddedDefinitions(guide: GuideVersion): Definitions {
  return mergeDefinitions(loadBaseDefinitions(), guide === '0.7.0' ? loadRor070() : loadRor060());
}

/** Base R4 alone: under an official package that brings its own profiles. */
export function loadBaseDefinitions(): Definitions {
  return { name: 'hl7.fhir.r4.core#4.0.1 (excerpt)', ...r4, codeSystems: [] };
}

function loadRor070(): Definitions {
  return { name: 'rorkit 0.7.0', structures: ror070.structures, ...terminology };
}

function loadRor060(): Definitions {
  const absent = new Set(ror060.absent);
  const shared = ror070.structures.filter((structure) => !absent.has(structure.url));
  const earlier: Definitions = {
    name: 'rorkit 0.6.0',
    structures: ror060.structures,
    valueSets: [],
    codeSystems: [],
  };
  return mergeDefinitions({ name: 'rorkit 0.7.0', structures: shared, ...terminology }, earlier);
}

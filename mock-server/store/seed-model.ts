import type {
  HealthcareServiceOfSchema,
  LocationOfSchema,
  OrganizationOfSchema,
  PractitionerOfSchema,
  PractitionerRoleOfSchema,
} from './seed-schema.ts';

/** A Location of the seed: a RORLocation whose capacity records are extensions, as the ROR serves it. */
export type SeedLocation = LocationOfSchema;

/** What the mock holds when it starts. */
export interface Seed {
  /** The geographic entities (EG) that the units belong to, as ROROrganization resources. */
  readonly organizations: readonly OrganizationOfSchema[];
  /** The legal entities (EJ) that establishments are part of: no unit is theirs. */
  readonly legalEntities: readonly OrganizationOfSchema[];
  readonly locations: readonly SeedLocation[];
  /** The offers: the one that names a Location says whose it is (Q36). */
  readonly healthcareServices: readonly HealthcareServiceOfSchema[];
  readonly practitioners: readonly PractitionerOfSchema[];
  readonly practitionerRoles: readonly PractitionerRoleOfSchema[];
  /** Who feeds which establishments (FINESS). Absent: the default supplier feeds all but the last. */
  readonly feeding?: Feeding;
}

/** Establishments of the three kinds of feeder, of which the circle of trust of a mock is made when it is given none. */
export interface Feeding {
  /** The SaaS whose certificate comes with every test PKI. */
  readonly supplier: readonly string[];
  /** The regional EAI. */
  readonly eai: { readonly region: string; readonly establishments: readonly string[] };
  /** A product installed on site: one certificate for each establishment. */
  readonly proprietary: { readonly region: string; readonly establishments: readonly string[] };
}

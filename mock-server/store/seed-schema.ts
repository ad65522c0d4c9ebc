import { z } from 'zod';

const resourceId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() });
const concept = z.looseObject({ coding: z.array(coding).optional() });
const identifier = z.looseObject({ type: concept.optional(), system: z.string().optional(), value: z.string() });
const meta = z.looseObject({
  versionId: z.string().optional(),
  lastUpdated: z.iso.datetime({ offset: true }),
  profile: z.array(z.string()).optional(),
  tag: z.array(coding).optional(),
});
const extension = z.looseObject({ url: z.string() });
const element = z.looseObject({});
const reference = z.looseObject({ reference: z.string() });

// Members stand in the order of the FHIR element tables, so that what is served keeps it.
const locationSchema = z.looseObject({
  resourceType: z.literal('Location'),
  id: resourceId,
  meta,
  extension: z.array(extension),
  identifier: z.array(identifier).min(1),
  status: z.string().optional(),
  operationalStatus: coding.optional(),
  name: z.string(),
  alias: z.array(z.string()).optional(),
  description: z.string().optional(),
  mode: z.string().optional(),
  type: z.array(concept).optional(),
  telecom: z.array(element).optional(),
  address: element.optional(),
  physicalType: concept.optional(),
  position: element.optional(),
  managingOrganization: reference.optional(),
});

const organizationSchema = z.looseObject({
  resourceType: z.literal('Organization'),
  id: resourceId,
  meta,
  identifier: z.array(identifier).min(1),
  type: z.array(concept).optional(),
  name: z.string(),
  partOf: reference.optional(),
});

const healthcareServiceSchema = z.looseObject({
  resourceType: z.literal('HealthcareService'),
  id: resourceId,
  meta,
  extension: z.array(extension),
  identifier: z.array(z.looseObject({ value: z.string() })).length(1),
  providedBy: reference,
  type: z.array(concept).length(1),
  specialty: z.array(concept).min(1),
  location: z.array(reference).default([]),
  name: z.string().optional(),
  characteristic: z.array(concept).min(1),
});

const practitionerSchema = z.looseObject({
  resourceType: z.literal('Practitioner'),
  id: resourceId,
  meta,
  extension: z.array(extension).optional(),
  identifier: z.array(z.looseObject({ value: z.string() })).length(1),
});

const practitionerRoleSchema = z.looseObject({
  resourceType: z.literal('PractitionerRole'),
  id: resourceId,
  meta,
  extension: z.array(extension),
  practitioner: reference,
  healthcareService: z.array(reference).length(1),
  code: z.array(concept).length(1),
});

const finessList = z.array(z.string());
const regionalFeeder = z.strictObject({ region: z.string(), establishments: finessList });

/** A seed as it comes from outside. */
export const seedSchema = z.strictObject({
  organizations: z.array(organizationSchema),
  legalEntities: z.array(organizationSchema).default([]),
  locations: z.array(locationSchema),
  healthcareServices: z.array(healthcareServiceSchema).default([]),
  practitioners: z.array(practitionerSchema).default([]),
  practitionerRoles: z.array(practitionerRoleSchema).default([]),
  feeding: z.strictObject({ supplier: finessList, eai: regionalFeeder, proprietary: regionalFeeder }).optional(),
});

/** A Location as the schema gives it. */
export type LocationOfSchema = z.infer<typeof locationSchema>;
/** An Organization as the schema gives it. */
export type OrganizationOfSchema = z.infer<typeof organizationSchema>;
/** A HealthcareService as the schema gives it. */
export type HealthcareServiceOfSchema = z.infer<typeof healthcareServiceSchema>;
/** A Practitioner as the schema gives it. */
export type PractitionerOfSchema = z.infer<typeof practitionerSchema>;
/** A PractitionerRole as the schema gives it. */
export type PractitionerRoleOfSchema = z.infer<typeof practitionerRoleSchema>;

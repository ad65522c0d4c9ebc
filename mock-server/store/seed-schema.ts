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
  name: z.string(),
});

/** Which organization provides an offer, and the Locations that the offer names: the owner of a Location (Q36). */
const offerSchema = z.strictObject({ providedBy: resourceId, locations: z.array(resourceId) });

/** A seed as it comes from outside. */
export const seedSchema = z.strictObject({
  organizations: z.array(organizationSchema),
  locations: z.array(locationSchema),
  offers: z.array(offerSchema).default([]),
});

/** A Location as the schema gives it. */
export type LocationOfSchema = z.infer<typeof locationSchema>;
/** An Organization as the schema gives it. */
export type OrganizationOfSchema = z.infer<typeof organizationSchema>;
/** An offer as the schema gives it. */
export type OfferOfSchema = z.infer<typeof offerSchema>;

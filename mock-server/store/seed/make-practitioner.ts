import type { PractitionerOfSchema, PractitionerRoleOfSchema } from '../seed-schema.ts';
import { creationDate, makeMeta } from './make-meta.ts';
import { makeTelecom } from './make-telecom.ts';
import { concept, conceptExtension, ROR_STRUCTURE } from './systems.ts';
import type { NamedCode } from './systems.ts';

/** A person who does not exist. */
export interface PractitionerDescription {
  readonly id: string;
  /** National identifier of a professional (IdNat_PS): `8997…`, the range of tests. */
  readonly idNatPs: string;
  readonly family: string;
  readonly given: string;
  /** Code of TRE_G15. */
  readonly profession: NamedCode;
  readonly region: string;
  readonly lastUpdated: string;
  /** Id of the HealthcareService at which the person works. */
  readonly offer: string;
}

/** The person, as RORPractitioner. */
export function makePractitioner(person: PractitionerDescription): PractitionerOfSchema {
  const { id, idNatPs, family, given, region, lastUpdated } = person;
  return {
    resourceType: 'Practitioner',
    id,
    meta: makeMeta('ror-practitioner', region, lastUpdated),
    extension: [creationDate()],
    identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: idNatPs }],
    name: [{ family, given: [given] }],
    telecom: [makeTelecom('email', `${given}.${family}@mssante.example`.toLowerCase(), '2')],
  };
}

/** What the person does at the offer, as RORPractitionerRole. */
export function makePractitionerRole(person: PractitionerDescription): PractitionerRoleOfSchema {
  const { id, idNatPs, family, given, profession, region, lastUpdated, offer } = person;
  const expertise = { code: 'CEX', display: 'Compétence exclusive' };
  return {
    resourceType: 'PractitionerRole',
    id: `${id}-role`,
    meta: makeMeta('ror-practitionerrole', region, lastUpdated),
    extension: [
      conceptExtension('ror-practitionerrole-unit-exercise-mode', 'TRE_R23-ModeExercice', {
        code: 'S',
        display: 'Salarié',
      }),
      {
        url: `${ROR_STRUCTURE}ror-practitionerrole-name`,
        extension: [
          { url: 'exerciseFirstName', valueString: given },
          { url: 'exerciseLastName', valueString: family },
        ],
      },
      creationDate(),
    ],
    identifier: [{ value: idNatPs }],
    active: true,
    practitioner: { reference: `Practitioner/${id}` },
    code: [concept('TRE_G15-ProfessionSante', profession)],
    specialty: [concept('TRE_R04-TypeSavoirFaire', expertise)],
    healthcareService: [{ reference: `HealthcareService/${offer}` }],
    telecom: [makeTelecom('phone', '0199000002', '2')],
  };
}

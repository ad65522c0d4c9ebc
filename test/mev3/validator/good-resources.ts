const ROR = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';
const NOS = 'https://mos.esante.gouv.fr/NOS/';

/** The canonical url of an extension of the guide. */
export function ror(name: string): string {
  return `${ROR}${name}`;
}

/** The canonical url of a code list: `tre('R330-TypeStatutCapacite')`. */
export function tre(name: string): string {
  return `${NOS}TRE_${name}/FHIR/TRE-${name}`;
}

/** The canonical url of a value set: `jdv('J188-TypeStatutCapacite-ROR')`. */
export function jdv(name: string): string {
  return `${NOS}JDV_${name}/FHIR/JDV-${name}`;
}

function concept(list: string, code: string, display: string) {
  return { coding: [{ system: tre(list), code, display }] };
}

function coded(url: string, value: ReturnType<typeof concept>) {
  return { url, valueCodeableConcept: value };
}

/** A capacity record with every sub-extension of guide 0.7.0 that its status allows; a new one at each call. */
export function goodRecord() {
  return {
    url: ror('ror-location-supported-capacity'),
    extension: [
      coded('capacityType', concept('R329-NatureCapacite', '01', 'Lit')),
      coded('capacityStatus', concept('R330-TypeStatutCapacite', '02', 'Disponible')),
      coded('temporalityCapacity', concept('R331-TemporaliteCapacite', '01', 'Courant')),
      { url: 'nbCapacity', valueInteger: 4 },
      coded('capacitySourceType', concept('R335-TypeSourceCapacite', '02', 'Bed management')),
      coded('genderCapacityAvailable', concept('R332-GenreCapacite', '04', 'Indéterminé')),
      { url: 'capacityUpdateDate', valueDateTime: '2026-11-23T14:00:00+01:00' },
      coded('temporaryAssignement', concept('R337-AffectationTemporaire', '01', 'Aucune')),
      { url: 'comment', valueString: 'Donnée d’essai' },
    ],
  };
}

/** A Location that uses nearly everything that the profile has, and meets it; a new one at each call. */
export function goodLocation() {
  return {
    resourceType: 'Location',
    id: 'essai-1',
    meta: {
      lastUpdated: '2026-11-23T14:00:00.000+01:00',
      tag: [{ system: tre('R30-RegionOM'), code: '11' }],
    },
    extension: [
      coded(ror('ror-commune-cog'), concept('R13-CommuneOM', '99999', 'Villessai')),
      { url: ror('ror-meta-creation-date'), valueDateTime: '2020-01-02' },
      goodRecord(),
      {
        url: ror('ror-location-equipment'),
        extension: [
          coded('equipmentType', concept('R212-Equipement', '003', 'Équipement')),
          { url: 'nbInService', valueInteger: 2 },
          {
            url: ror('ror-location-equipment-limit'),
            extension: [
              coded('equipmentFeature', concept('R340-TypeCaracteristiqueEquipement', '001', 'Poids')),
              { url: 'limitValue', valueQuantity: { value: 200, unit: 'kg' } },
            ],
          },
        ],
      },
      {
        url: ror('ror-location-residential-capacity'),
        extension: [
          coded('residentialType', concept('R242-TypeHabitation', '01', 'Habitation')),
          { url: 'residentialNumber', valueInteger: 1 },
        ],
      },
      { url: ror('ror-comment'), valueString: 'Donnée d’essai' },
      {
        url: ror('ror-meta-questionnaire-used-as-a-template'),
        valueCanonical: 'https://example.org/Questionnaire/q|1',
      },
    ],
    identifier: [
      { type: concept('R354-TypeIdentifiantRessourceOperationnelle', '25', 'interne'), value: '99/1' },
      { type: concept('R354-TypeIdentifiantRessourceOperationnelle', '26', 'externe'), value: '199A000014/MED-A' },
    ],
    operationalStatus: { system: tre('R203-StatutLieu'), code: '3', display: 'Opérationnel' },
    name: 'Unité d’essai',
    alias: ['Zone d’essai'],
    mode: 'instance',
    type: [concept('R343-FonctionLieu', '001', 'Hébergement MCO')],
    telecom: [
      {
        extension: [
          coded(ror('ror-telecom-communication-channel'), concept('R200-CanalCommunication', '2', 'Téléphone fixe')),
          coded(ror('ror-telecom-confidentiality-level'), concept('R283-NiveauConfidentialite', '1', 'Public')),
          { url: ror('ror-telecom-usage'), valueString: 'Standard' },
        ],
        system: 'phone',
        value: '0199000000',
      },
    ],
    address: {
      use: 'work',
      line: ['1 RUE DE L’ESSAI'],
      _line: [
        {
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber', valueString: '1' },
            { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetNameType', valueString: 'RUE' },
          ],
        },
      ],
      city: 'Villessai',
      postalCode: '99999',
    },
    position: {
      extension: [{ url: ror('ror-coordinate-reliability'), valueBoolean: true }],
      longitude: 2.1,
      latitude: 48.8,
    },
    managingOrganization: { reference: 'Organization/eg-1' },
    partOf: { reference: 'Location/essai-0' },
  };
}

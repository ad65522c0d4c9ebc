import { keyText } from '../capacity/key.ts';
import type { CapacityKey } from '../capacity/types.ts';
import type { FindingCode } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';
import type { IssueType, OutcomeIssue } from '../outcome.ts';

/**
 * Diagnostics that ANS did not publish: our wording, marked so that nobody takes it for the ROR's. The published ones
 * stand in published-texts.ts.
 */

/** Stands before every text of ours in an answer. */
export const MOCK_MADE_MARK = '[texte rorkit, non publié par l’ANS] ';

/** An error issue with a text of ours. */
export function mockMadeIssue(code: IssueType, text: string, expression?: string): OutcomeIssue {
  const issue: OutcomeIssue = { severity: 'error', code, diagnostics: `${MOCK_MADE_MARK}${text}` };
  return expression === undefined ? issue : { ...issue, expression: [expression] };
}

/** Q9: an `add` of an indicator that the Location already holds. */
export function duplicateIndicatorIssue(key: CapacityKey): OutcomeIssue {
  return mockMadeIssue(
    'business-rule',
    `L'indicateur existe déjà sur cette Location ; utiliser l'opération replace : ${keyText(key)}`,
    'Location.extension',
  );
}

/** Several stored records are the indicator of the path: nothing says which one is meant. */
export function ambiguousIndicatorIssue(key: CapacityKey): OutcomeIssue {
  return mockMadeIssue(
    'business-rule',
    `Plusieurs enregistrements de cette Location portent cet indicateur : ${keyText(key)}`,
    'Location.extension',
  );
}

interface Wording {
  readonly issue: IssueType;
  readonly text: (found: KernelFinding) => string;
}

/** The French wording of every finding that refuses a body by its form (Q14, Q16, Q17). */
const WORDINGS: Partial<Readonly<Record<FindingCode, Wording>>> = {
  'capacity.not-an-extension': {
    issue: 'structure',
    text: ({ expected, seen }) =>
      `Une capacité est une extension formée de sous-extensions : attendu ${expected}, reçu ${seen}`,
  },
  'capacity.value-on-record': {
    issue: 'structure',
    text: ({ seen }) => `L'extension de capacité ne porte pas de valeur : '${seen}' n'est pas permis`,
  },
  'capacity.wrong-url': {
    issue: 'value',
    text: ({ expected, seen }) => `L'url de l'extension de capacité est ${seen} ; attendu '${expected}'`,
  },
  'capacity.missing': {
    issue: 'required',
    text: ({ expected }) => `La sous-extension obligatoire '${expected}' est absente`,
  },
  'capacity.repeated': {
    issue: 'structure',
    text: ({ seen }) => `La sous-extension ${seen} figure plusieurs fois`,
  },
  'capacity.unknown-sub-extension': {
    issue: 'structure',
    text: ({ seen, near }) =>
      `La sous-extension ${seen} n'existe pas${near === undefined ? '' : ` ; le nom attendu est '${near}'`}`,
  },
  'capacity.unknown-property': {
    issue: 'structure',
    text: ({ seen }) => `La propriété '${seen}' n'est pas permise ici`,
  },
  'capacity.wrong-type': {
    issue: 'structure',
    text: ({ expected, seen, values }) => `'${values?.['attribute']}' : attendu ${expected}, reçu ${seen}`,
  },
  'capacity.nested-extension': {
    issue: 'structure',
    text: ({ values }) => `La sous-extension '${values?.['attribute']}' ne contient pas d'extension`,
  },
  'capacity.unknown-code': {
    issue: 'business-rule',
    text: ({ values, near }) =>
      `Le code '${values?.['code']}' n'est pas dans ${values?.['valueSet']} ('${values?.['attribute']}') ; le plus proche est '${near}'`,
  },
  'capacity.retired-code': {
    issue: 'business-rule',
    text: ({ values }) =>
      `Le code '${values?.['code']}' (${values?.['display']}) n'est plus dans ${values?.['valueSet']} depuis le ${values?.['endedOn']}`,
  },
  'capacity.wrong-system': {
    issue: 'business-rule',
    text: ({ expected, seen, values }) =>
      `'${values?.['attribute']}' : le système du code est ${seen} ; attendu '${expected}'`,
  },
  'capacity.value-set-as-system': {
    issue: 'business-rule',
    text: ({ expected, values }) =>
      `'${values?.['attribute']}' : le système du code est le jeu de valeurs ${values?.['valueSet']} ; attendu '${expected}'`,
  },
  'capacity.negative': {
    issue: 'value',
    text: ({ seen }) => `'nbCapacity' vaut ${seen} : un nombre de lits ou de places n'est pas négatif`,
  },
  'capacity.bad-date': {
    issue: 'value',
    text: ({ seen }) => `'capacityUpdateDate' : ${seen} n'est pas une date FHIR (dateTime) valide`,
  },
  'capacity.date-without-zone': {
    issue: 'value',
    text: ({ seen }) => `'capacityUpdateDate' : ${seen} n'indique pas le fuseau horaire (Z ou ±hh:mm)`,
  },
  'feed.not-parameters': {
    issue: 'structure',
    text: ({ seen }) => `Le corps de la requête est une ressource Parameters ; reçu ${seen}`,
  },
  'feed.no-operation': {
    issue: 'required',
    text: () => "Le corps de la requête ne contient aucun paramètre 'operation'",
  },
  'feed.too-many-operations': {
    issue: 'structure',
    text: ({ expected, seen }) => `Trop d'opérations dans un même corps : ${seen} (${expected})`,
  },
  'feed.not-an-operation': {
    issue: 'structure',
    text: ({ expected, seen }) => `Un paramètre n'est pas une opération : attendu ${expected}, reçu ${seen}`,
  },
  'feed.unknown-part': {
    issue: 'structure',
    text: ({ expected, seen }) => `Partie d'opération inconnue ${seen} ; attendu ${expected}`,
  },
  'feed.repeated-part': {
    issue: 'structure',
    text: ({ seen }) => `La partie '${seen}' figure plusieurs fois dans l'opération`,
  },
  'feed.missing-type': {
    issue: 'required',
    text: ({ expected }) => `La partie 'type' (valueString) est absente ou illisible ; attendu ${expected}`,
  },
  'feed.missing-path': {
    issue: 'required',
    text: () => "La partie 'path' (valueString) est absente ou illisible",
  },
  'feed.unknown-type': {
    issue: 'not-supported',
    text: ({ expected, seen }) => `Le type d'opération ${seen} n'est pas pris en charge ; attendu ${expected}`,
  },
  'feed.remove-type': {
    issue: 'not-supported',
    text: () =>
      "Le type d'opération 'remove' n'est pas pris en charge ; il était écrit ainsi en version 0.6.0, la version en vigueur écrit 'delete'",
  },
  'feed.not-value-string': {
    issue: 'structure',
    text: ({ seen }) => `La partie est envoyée en ${seen} ; attendu valueString`,
  },
  'feed.missing-value': {
    issue: 'required',
    text: ({ values }) => `L'opération '${values?.['type']}' n'a pas de partie 'value'`,
  },
  'feed.value-form': {
    issue: 'structure',
    text: ({ expected, seen }) =>
      `La partie 'value' contient une seule extension complète : attendu ${expected}, reçu ${seen}`,
  },
  'feed.value-part-named': {
    issue: 'structure',
    text: ({ seen }) => `La partie contenue dans 'value' ne porte pas de nom ; reçu ${seen}`,
  },
  'feed.path-unreadable': {
    issue: 'invalid',
    text: ({ values }) => `Le FhirPath est illisible (position ${values?.['offset']})`,
  },
  'feed.path-too-long': { issue: 'too-long', text: () => 'Le FhirPath dépasse la longueur permise (2 000 caractères)' },
  'feed.path-too-deep': { issue: 'invalid', text: () => 'Le FhirPath est trop imbriqué' },
  'feed.path-not-capacity': {
    issue: 'not-supported',
    text: ({ expected }) =>
      `Le FhirPath ne désigne pas des capacités ; attendu ${expected}, suivi le cas échéant des critères`,
  },
  'feed.path-below-record': {
    issue: 'not-supported',
    text: () => "Le FhirPath désigne une partie d'une capacité ; une capacité est remplacée ou supprimée tout entière",
  },
  'feed.path-criterion-form': {
    issue: 'not-supported',
    text: () =>
      "Un critère du FhirPath n'est pas lisible ; forme attendue : extension.where(url = '…' and valueCodeableConcept.coding.code = '…')",
  },
  'feed.path-unknown-criterion': {
    issue: 'value',
    text: ({ values, near }) =>
      `Le critère '${values?.['detail']}' n'existe pas${near === undefined ? '' : ` ; le nom attendu est '${near}'`}`,
  },
  'feed.path-repeated-criterion': {
    issue: 'value',
    text: ({ values }) => `Le critère '${values?.['detail']}' figure plusieurs fois dans le FhirPath`,
  },
  'feed.path-add-with-criteria': {
    issue: 'value',
    text: ({ expected }) => `Le FhirPath d'un ajout désigne la collection des capacités, sans critère : ${expected}`,
  },
};

/** The issue that refuses a body for this finding, with our wording. */
export function issueOfFinding(found: KernelFinding): OutcomeIssue {
  const wording = isWorded(found.code) ? WORDINGS[found.code] : undefined;
  if (wording === undefined) {
    return mockMadeIssue('invalid', `${found.where} : attendu ${found.expected}, reçu ${found.seen}`, found.where);
  }
  return mockMadeIssue(wording.issue, wording.text(found), found.where);
}

function isWorded(code: string): code is FindingCode {
  return Object.hasOwn(WORDINGS, code);
}

import { CAPACITY_URL } from '../capacity/attributes.ts';
import { keyText } from '../capacity/key.ts';
import type { CapacityKey } from '../capacity/types.ts';
import type { OutcomeIssue } from '../outcome.ts';

/**
 * The error texts that ANS published for the capacity PATCH, letter for letter (spec: feed API §6). What ANS did not
 * publish stands in mock-made-texts.ts.
 */

/** Path of the collection of capacity records, as the 404 of an unknown indicator prints it: a client compares it. */
export const CAPACITY_COLLECTION = `Location.extension.where(url='${CAPACITY_URL}')`;

/** Name that the ROR prints when the seven codes are no indicator. */
export const UNKNOWN_INDICATOR = 'INDICATEUR_INCONNU';

const EXTENSION_EXPRESSION = `Location.extension('${CAPACITY_URL}')`;

/** Issue a: the capacity type is not one that the indicator (its name, or INDICATEUR_INCONNU) expects. */
export function otherNatureIssue(indicator: string): OutcomeIssue {
  return {
    severity: 'error',
    code: 'business-rule',
    diagnostics: `Indicateur ${indicator} : L'attribut 'natureCapacite' a un code différent de celui attendu`,
    expression: [`${EXTENSION_EXPRESSION}.extension('capacityType')`],
  };
}

/** Issue b: the seven codes of the value are no valid indicator. */
export function unknownValueIssue(key: CapacityKey): OutcomeIssue {
  return {
    severity: 'error',
    code: 'business-rule',
    diagnostics: `Les valeurs du nouvel objet ne correspondent pas à un indicateur valide : ${keyText(key)}`,
    expression: [EXTENSION_EXPRESSION],
  };
}

/** Issue c: the criteria of the path are no valid indicator. It has no expression. */
export function unknownPathIssue(key: CapacityKey): OutcomeIssue {
  return {
    severity: 'error',
    code: 'business-rule',
    diagnostics: `Les critères du FhirPath ne correspondent pas à un indicateur valide : ${keyText(key)}`,
  };
}

/** 404: no stored record is this indicator. The expression is published as a bare string; `array` is setting Q22. */
export function indicatorNotFoundIssue(form: 'string' | 'array' = 'string'): OutcomeIssue {
  return {
    severity: 'error',
    code: 'not-found',
    diagnostics:
      "Les données fournies ne permettent pas de déterminer l'indicateur à mettre à jour: " +
      'Aucun indicateur présent en base ne correspond',
    expression: form === 'string' ? CAPACITY_COLLECTION : [CAPACITY_COLLECTION],
  };
}

/** 404: no Location has this identifier. */
export function locationNotFoundIssue(identifier: string): OutcomeIssue {
  return {
    severity: 'error',
    code: 'not-found',
    diagnostics:
      "La Location avec l'identifiant externe de synchro OU l'identifiant unique de saisie : " +
      `'${identifier}' n'a pas été trouvée.`,
    expression: ['Location'],
  };
}

/** 412: several Locations have this identifier. `count` is printed between the published quotes. */
export function severalLocationsIssue(count: number | string): OutcomeIssue {
  return {
    severity: 'error',
    code: 'multiple-matches',
    diagnostics: `La Location recherchée n'est pas unique, il y a '${count}' résultats`,
    expression: ['Location'],
  };
}

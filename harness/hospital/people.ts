import type { Sex } from './bed-plan.ts';
import type { Patient } from './movement.ts';

/** Names that nobody bears, with the letters that a wrong character set breaks. */
const FAMILIES = ['FICTIF-ÉLAN', 'ESSAI-ÇÀ', 'MODÈLE-ÜN', 'TEST-ŒUF', 'EXEMPLE-ÎLE', 'LEURRE-Ñ'];
const GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  F: ['Zoé-Essai', 'Maëlle-Test', 'Françoise-Fictive'],
  M: ['Loïc-Essai', 'Joël-Test', 'Côme-Fictif'],
};

/** The `number`-th invented patient of a hospital: the same number, the same patient. */
export function inventPatient(number: number, sex: Sex): Patient {
  const digits = String(number).padStart(5, '0');
  return {
    ipp: `IPPTEST${digits}`,
    stay: `SEJTEST${digits}`,
    family: FAMILIES[number % FAMILIES.length] ?? '',
    given: GIVEN[sex][number % GIVEN[sex].length] ?? '',
    sex,
    birthDate: `${1900 + ((number * 7) % 100)}0101`,
  };
}

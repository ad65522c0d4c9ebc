/** What is wrong with a text that should be a FINESS number; `finess-luhn` is a doubt, the others are certain. */
export type FinessFault = 'finess-number' | 'finess-short' | 'finess-form' | 'finess-luhn';

/**
 * Looks at a FINESS number: nine characters, digits but for Corsica (`2A`, `2B`) and for test numbers, which hold letters. The check digit
 * (Luhn) is looked at only when all nine are digits. Null when there is nothing to say.
 */
export function finessFault(finess: string): FinessFault | null {
  if (/^\d+([.,]\d+)?E\+\d+$/i.test(finess)) return 'finess-number'; // a spreadsheet wrote the number its own way
  if (/^\d{7,8}$/.test(finess)) return 'finess-short';
  if (!/^[0-9A-Z]{9}$/.test(finess)) return 'finess-form';
  return /^\d+$/.test(finess) && !isLuhn(finess) ? 'finess-luhn' : null;
}

/** True when the last digit is the check digit of the others, by the Luhn formula. */
export function isLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

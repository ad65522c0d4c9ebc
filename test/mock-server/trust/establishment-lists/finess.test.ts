import { describe, expect, it } from 'vitest';
import { finessFault, isLuhn } from '../../../../mock-server/trust/establishment-lists/finess.ts';

describe('finessFault', () => {
  it.each<[string, string | null, string]>([
    ['750712184', null, 'a number with its check digit'],
    ['750712185', 'finess-luhn', 'a number with another check digit'],
    ['010000024', null, 'a leading zero'],
    ['2A0000014', null, 'Corsica of the south'],
    ['2B0000020', null, 'Corsica of the north'],
    ['99A000014', null, 'a test number'],
    ['00E000001', null, 'a test number that looks like a power of ten'],
    ['0B0152872', null, 'a test number of ANS'],
    ['10000024', 'finess-short', 'a lost leading zero'],
    ['7,50712E+08', 'finess-number', 'the way a spreadsheet writes it'],
    ['7507121840', 'finess-form', 'one digit too many'],
    ['75071218 ', 'finess-form', 'a space'],
    ['2a0000014', 'finess-form', 'a small letter'],
    ['', 'finess-form', 'nothing'],
  ])('of %s is %s (%s)', (finess, fault) => {
    expect(finessFault(finess)).toBe(fault);
  });

  it('knows the check digit: of ten last digits one fits', () => {
    const fits = Array.from({ length: 10 }, (_, digit) => isLuhn(`75071218${digit}`));
    expect(fits.filter(Boolean)).toHaveLength(1);
    expect(isLuhn('79927398713')).toBe(true);
  });
});

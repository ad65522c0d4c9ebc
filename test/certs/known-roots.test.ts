import { expect, it } from 'vitest';
import { isKnownProductionRoot } from '../../certs/known-roots.ts';

const PRODUCTION = '2D:9E:22:CA:19:F7:77:C6:B7:45:25:7C:72:3E:CB:8D:F3:C3:5F:A6:F1:F6:EC:36:B8:36:00:C9:73:46:96:7F';

it('knows the production root of IGC-Santé by its fingerprint, and no other certificate', () => {
  expect(isKnownProductionRoot({ fingerprint256: PRODUCTION })).toBe(true);
  expect(isKnownProductionRoot({ fingerprint256: PRODUCTION.toLowerCase() })).toBe(true);
  expect(isKnownProductionRoot({ fingerprint256: PRODUCTION.replace('2D', '2E') })).toBe(false);
});

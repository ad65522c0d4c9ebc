import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { format } from 'prettier';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { FAULTS } from '../connectors/index.ts';
import { proofMatrix } from './proof-matrix.ts';

const requirements = await loadRequirements();
const loaded = await loadScenarios({ requirements: requirements.ok ? requirements.value : new Map() });
const scenarios = loaded.ok ? loaded.value : [];

test('docs/proof-matrix.md is what the connectors with one fault say; else: npm run proof -- --table', async () => {
  const committed = readFileSync(fileURLToPath(new URL('../../docs/proof-matrix.md', import.meta.url)), 'utf8');
  const wanted = await format(proofMatrix(FAULTS, scenarios), {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'preserve',
  });
  expect(committed).toBe(wanted);
});

test('every check catches at least one connector, and there are at least 80 connectors and 55 scenarios', () => {
  expect(proofMatrix(FAULTS, scenarios)).not.toMatch(/\| 0 \|/);
  expect(FAULTS.length).toBeGreaterThanOrEqual(80);
  expect(scenarios.length).toBeGreaterThanOrEqual(55);
});

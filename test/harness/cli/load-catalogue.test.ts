import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../../harness/cli/load-catalogue.ts';
import { createTranslate } from '../../../messages/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ENTRY = '{ id: a, natures: ["01"], capacityStatus: "01", temporalityCapacity: "01", temporaryAssignement: "01" }';

function refusal(text: string, language: 'fr' | 'en'): string {
  const file = join(folder, 'list.yaml');
  writeFileSync(file, text);
  try {
    loadCatalogue(file, createTranslate(language));
  } catch (error) {
    return error instanceof Error ? error.message.replace(file, 'list.yaml') : String(error);
  }
  return 'accepted';
}

test('a list that follows the form is taken', () => {
  expect(refusal(`name: mine\nindicators:\n  - ${ENTRY}\n`, 'en')).toBe('accepted');
});

test.each([
  [
    '',
    'list.yaml:1:1 expected a mapping, seen an empty file',
    'attendu : un ensemble de clés ; constaté : un fichier vide',
  ],
  [
    'name: 3\nindicators: []\n',
    'list.yaml:1:7 name: expected a text, seen 3',
    'name ; attendu : un texte ; constaté : 3',
  ],
  [
    `name: current\nindicators:\n  - ${ENTRY}\n`,
    'list.yaml:1:7 name: this name belongs to a catalogue of rorkit',
    'name : ce nom est celui d’un catalogue de rorkit',
  ],
  [
    `name: mine\nindicators:\n  - ${ENTRY.replace('capacityStatus: "01"', 'capacityStatus: "99"')}\n`,
    'indicators[0].capacityStatus: not a code of TRE_R330',
    'indicators[0].capacityStatus : ce n’est pas un code de TRE_R330',
  ],
  [
    `name: mine\nindicators:\n  - ${ENTRY}\n  - ${ENTRY}\n`,
    'indicators[1]: same seven codes as indicators[0]',
    'indicators[1] : les sept mêmes codes que indicators[0]',
  ],
])('what is wrong with a list is told with its place in both languages (%j)', (text, english, french) => {
  expect(refusal(text, 'en')).toContain(english);
  expect(refusal(text, 'fr').replaceAll('\u00A0', ' ')).toContain(french);
});

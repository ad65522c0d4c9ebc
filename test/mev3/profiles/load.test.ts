import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBaseDefinitions, loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { readDefinitionResources } from '../../../mev3/profiles/read-resources.ts';
import type { Definitions } from '../../../mev3/profiles/definitions.ts';

const ROR = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

function elementsOf(definitions: Definitions) {
  return definitions.structures.flatMap(({ url, differential }) =>
    (differential?.element ?? []).map((element) => ({ url, element })),
  );
}

function urlsOf(guide: '0.7.0' | '0.6.0'): readonly string[] {
  return loadEmbeddedDefinitions(guide).structures.map(({ url }) => url);
}

describe.each(['0.7.0', '0.6.0'] as const)('the definitions of guide %s', (guide) => {
  const definitions = loadEmbeddedDefinitions(guide);
  const urls = new Set(definitions.structures.map(({ url }) => url));

  it('hold the three profiles and base R4', () => {
    for (const name of [
      'ror-location',
      'ror-organization',
      'ror-healthcareservice',
      'ror-location-supported-capacity',
    ]) {
      expect(urls).toContain(`${ROR}${name}`);
    }
    for (const { url } of loadBaseDefinitions().structures) expect(urls).toContain(url);
  });

  it('name no profile and no base that they do not hold', () => {
    const named = elementsOf(definitions).flatMap(({ element }) =>
      (element.type ?? []).flatMap(({ profile }) => profile ?? []),
    );
    expect(named.length).toBeGreaterThan(50);
    // Organization and HealthcareService keep their 0.7.0 form under 0.6.0: only the Location definitions differ.
    const later = guide === '0.6.0' ? `${ROR}ror-meta-questionnaire-used-as-a-template` : '';
    expect(named.filter((url) => !urls.has(url) && url !== later)).toEqual([]);
    const bases = definitions.structures.flatMap(({ baseDefinition }) => baseDefinition ?? []);
    expect(bases.filter((url) => !urls.has(url))).toEqual([]);
  });

  it('hold facts only: no definition, comment or mapping', () => {
    const keys = new Set(elementsOf(definitions).flatMap(({ element }) => Object.keys(element)));
    for (const prose of ['definition', 'comment', 'short', 'mapping', 'requirements'])
      expect(keys).not.toContain(prose);
  });

  it('are formed as FHIR says', () => {
    const resources = [
      ...definitions.structures.map((each) => ({ resourceType: 'StructureDefinition', ...each })),
      ...definitions.valueSets.map((each) => ({ resourceType: 'ValueSet', ...each })),
      ...definitions.codeSystems.map((each) => ({ resourceType: 'CodeSystem', ...each })),
    ];
    const read = readDefinitionResources('again', resources);
    expect(read.malformed).toEqual([]);
    expect(read.definitions.structures).toHaveLength(definitions.structures.length);
  });
});

describe('the two versions', () => {
  it('differ by the definitions that 0.7.0 added', () => {
    const earlier = new Set(urlsOf('0.6.0'));
    expect(urlsOf('0.7.0').filter((url) => !earlier.has(url))).toEqual([
      `${ROR}ror-comment`,
      `${ROR}ror-meta-questionnaire-used-as-a-template`,
    ]);
  });
});

describe('definitions of outside', () => {
  it('are refused by url with the first fault, and never throw', () => {
    const read = readDefinitionResources('x', [
      { resourceType: 'ValueSet', url: 'urn:v', compose: { include: 3 } },
      null,
      1,
    ]);
    expect(read.malformed).toEqual([
      { url: 'urn:v', fault: expect.stringContaining('/compose/include must be array') },
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.constantFrom('StructureDefinition', 'ValueSet', 'CodeSystem'),
        (values, type) => {
          const resources = values.map((value) => ({
            url: 'urn:x',
            kind: 'x',
            type: 'x',
            ...Object(value),
            resourceType: type,
          }));
          expect(readDefinitionResources('x', resources).definitions.name).toBe('x');
        },
      ),
    );
  });
});

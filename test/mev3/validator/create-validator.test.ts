import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { compile } from 'fhirpath';
import r4Model from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { mergeDefinitions } from '../../../mev3/profiles/definitions.ts';
import type { Definitions, StructureFacts } from '../../../mev3/profiles/definitions.ts';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { CERTAINLY_HOLDS } from '../../../mev3/validator/invariants.ts';
import { PROFILE_FINDINGS } from '../../../mev3/validator/profile-finding.ts';
import { PROFILE_REQUIREMENTS } from '../../../mev3/validator/requirements.ts';
import { changed } from './change.ts';
import { goodLocation, goodRecord, jdv, ror, tre } from './good-resources.ts';

const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
const CAPACITY = ror('ror-location-supported-capacity');

function codesOf(resource: unknown, judge = validator): readonly string[] {
  return judge.validate(resource).map(({ code, where }) => `${code} ${where}`);
}

/** A validator over the definitions of the product and these structures. */
function withStructures(structures: readonly StructureFacts[], terminology: Partial<Definitions> = {}) {
  const over: Definitions = { name: 'test', structures, valueSets: [], codeSystems: [], ...terminology };
  return createValidator(mergeDefinitions(loadEmbeddedDefinitions('0.7.0'), over));
}

/** An extension definition that refines `baseDefinition`. */
function refining(url: string, baseDefinition: string): StructureFacts {
  return {
    url,
    kind: 'complex-type',
    type: 'Extension',
    baseDefinition,
    derivation: 'constraint',
    differential: { element: [{ id: 'Extension.value[x]', path: 'Extension.value[x]', type: [{ code: 'string' }] }] },
  };
}

/** Codes of the findings of the good Location, judged against a profile. */
function codesUnder(profile: string): readonly string[] {
  return validator.validate(goodLocation(), { profile }).map(({ code }) => code);
}

describe('the published examples, made again with made-up data', () => {
  const folder = new URL('../../fixtures/mev3/', import.meta.url);
  const judged = Object.fromEntries(
    readdirSync(folder).map((name) => [name, codesOf(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))]),
  );

  it('are judged as the published ones are', () => {
    expect(judged).toEqual({
      'healthcareservice-channel-of-wrong-system.json': [
        'profile.wrong-system HealthcareService.extension[3].extension[2].extension[0].value.coding[0].system',
      ],
      'healthcareservice-conformant.json': [],
      'healthcareservice-without-care-mode.json': ['profile.missing HealthcareService.characteristic'],
      'location-conformant.json': [],
      'location-with-gender-03.json': [
        'profile.code-not-in-set Location.extension[5].extension[6].value.coding[0].code',
      ],
      'organization-eg-without-siret-value.json': [
        'profile.missing Organization.identifier[2].value',
        'profile.unknown-code Organization.address[0].line[0].extension[1].value',
      ],
      'organization-ej-http-siren.json': [
        'profile.wrong-value Organization.identifier[1].system',
        'profile.unknown-code Organization.address[0].line[0].extension[1].value',
      ],
    });
  });
});

describe('the two versions of the guide', () => {
  const earlier = createValidator(loadEmbeddedDefinitions('0.6.0'));

  it('differ in the comment of a record, the comment and the template of a Location', () => {
    expect(codesOf(goodLocation())).toEqual([]);
    expect(codesOf(goodLocation(), earlier)).toEqual([
      'profile.unknown-sub-extension Location.extension[2].extension[8].url',
      'profile.unknown-extension Location.extension[5].url',
      'profile.unknown-extension Location.extension[6].url',
    ]);
  });
});

describe('slices that the published profiles make unassignable', () => {
  it('are judged by the systems of their value set: a tag of another system is no region', () => {
    const tag = { system: 'https://example.org/tags', code: 'x' };
    expect(codesOf(changed(goodLocation(), ['push', 'meta.tag', tag]))).toEqual([]);
  });

  it('are not judged when nothing tells their items apart: alias is plain', () => {
    expect(codesOf(changed(goodLocation(), ['set', 'alias', ['a', 'b', 'c']]))).toEqual([]);
  });
});

describe('slices', () => {
  const service = JSON.parse(
    readFileSync(new URL('../../fixtures/mev3/healthcareservice-conformant.json', import.meta.url), 'utf8'),
  );

  it('are recognised by the system of their value set and the presence of an extension', () => {
    const act = { url: ror('ror-act-type'), valueCode: 'outsideOfficeAct' };
    expect(codesOf(changed(service, ['set', 'characteristic.1.extension', [act]]))).toEqual([]);
    expect(codesOf(changed(service, ['set', 'characteristic.0.extension', [act]]))).toEqual([
      'profile.missing HealthcareService.characteristic',
    ]);
  });

  it('of an identifier are recognised by their type and then fix its system', () => {
    const identifier = {
      type: { coding: [{ system: tre('G07-TypeIdentifiantStructure'), code: '1' }] },
      system: 'https://example.org/finess',
      value: '99A000014',
    };
    const organization = {
      resourceType: 'Organization',
      meta: { lastUpdated: '2026-11-23T14:00:00Z' },
      extension: [{ url: ror('ror-meta-creation-date'), valueDateTime: '2020' }],
      identifier: [identifier],
      name: 'Établissement d’essai',
    };
    expect(codesOf(organization)).toEqual(['profile.wrong-value Organization.identifier[0].system']);
  });

  it('that are closed refuse what is none of them', () => {
    const url = 'https://example.org/closed';
    const closed: StructureFacts = {
      url,
      kind: 'resource',
      type: 'Location',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Location',
      derivation: 'constraint',
      differential: {
        element: [
          {
            id: 'Location.identifier',
            path: 'Location.identifier',
            slicing: { discriminator: [{ type: 'value', path: 'system' }], rules: 'closed' },
          },
          { id: 'Location.identifier:a', path: 'Location.identifier', sliceName: 'a', max: '1' },
          { id: 'Location.identifier:a.system', path: 'Location.identifier.system', min: 1, patternUri: 'urn:a' },
        ],
      },
    };
    const identifier = [{ system: 'urn:a' }, { system: 'urn:b' }];
    const found = withStructures([closed]).validate({ resourceType: 'Location', identifier }, { profile: url });
    expect(found.map(({ code, where }) => `${code} ${where}`)).toEqual(['profile.no-slice Location.identifier[1]']);
  });
});

describe('definitions', () => {
  it('that are their own ancestors do not turn in circles', () => {
    const [a, b] = ['https://example.org/a', 'https://example.org/b'];
    const judge = withStructures([refining(a, b), refining(b, a)]);
    expect(judge.validate({ url: a, valueInteger: 1 }, { profile: a }).map(({ code }) => code)).toContain(
      'profile.wrong-type',
    );
  });

  it('from a snapshot judge as those from a differential', () => {
    const url = ror('ror-commune-cog');
    const structure = loadEmbeddedDefinitions('0.7.0').structures.find((each) => each.url === url);
    if (structure?.differential === undefined) throw new Error('the definition has a differential');
    const { differential, ...rest } = structure;
    const judge = withStructures([{ ...rest, baseDefinition: 'https://example.org/absent', snapshot: differential }]);
    const wrong = { url, valueString: 'x' };
    expect(judge.validate(wrong, { profile: url })).toEqual(validator.validate(wrong, { profile: url }));
    expect(judge.validate(wrong, { profile: url })).toHaveLength(1);
  });

  it('of a value set that is not enumerated judge the system only', () => {
    const other = { coding: [{ system: tre('R13-CommuneOM'), code: 'any' }] };
    expect(codesOf(changed(goodLocation(), ['set', 'extension.0.valueCodeableConcept', other]))).toEqual([]);
    expect(validator.unjudgedValueSets()).toContain('JDV_J124_Commune');
  });

  it('of value sets may exclude, nest and expand', () => {
    const set = jdv('J224-StatutLieu-ROR');
    const system = 'urn:s';
    const judgeWith = (valueSets: Definitions['valueSets'], codeSystems: Definitions['codeSystems'] = []) => {
      const judge = withStructures([], { valueSets, codeSystems });
      return (code: string) => codesOf(changed(goodLocation(), ['set', 'operationalStatus', { system, code }]), judge);
    };
    const whole = [{ url: system, content: 'complete', concept: [{ code: 'a', concept: [{ code: 'b' }] }] }];
    const nested = judgeWith(
      [
        {
          url: set,
          compose: { include: [{ valueSet: ['urn:other'] }], exclude: [{ system, concept: [{ code: 'a' }] }] },
        },
        { url: 'urn:other', compose: { include: [{ system }] } },
      ],
      whole,
    );
    expect([nested('b'), nested('a'), nested('c')].map((found) => found.length)).toEqual([0, 1, 1]);
    const expanded = judgeWith([
      { url: set, expansion: { contains: [{ system, code: 'x', contains: [{ system, code: 'y' }] }] } },
    ]);
    expect([expanded('x'), expanded('y'), expanded('z')].map((found) => found.length)).toEqual([0, 0, 1]);
    const filtered = judgeWith([{ url: set, compose: { include: [{ system, filter: [{}] }] } }], whole);
    expect([filtered('a'), filtered('any')].map((found) => found.length)).toEqual([0, 0]);
  });
});

describe('a Bundle and a Parameters', () => {
  it('judge the resources in them by the profile of each type', () => {
    const resource = changed(goodLocation(), ['remove', 'extension.0']);
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: goodLocation() }, { resource }] };
    expect(codesOf(bundle)).toEqual(['profile.missing Bundle.entry[1].resource.extension']);
    const parameters = { resourceType: 'Parameters', parameter: [{ name: 'a', part: [{ name: 'b', resource }] }] };
    expect(codesOf(parameters)).toEqual(['profile.missing Parameters.parameter[0].part[0].resource.extension']);
  });

  it('say which resources were not judged', () => {
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Patient' } }] };
    expect(validator.validate(bundle).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'r4.resource-not-judged information',
    ]);
  });
});

describe('a validator', () => {
  it('accept a reference that has only a display, and refuse one into what is not contained', () => {
    const named = changed(goodLocation(), ['set', 'managingOrganization', { display: 'EG fictive' }]);
    expect(codesOf(named)).toEqual([]);
    const dangling = changed(goodLocation(), ['set', 'managingOrganization', { reference: '#none' }]);
    expect(codesOf(dangling)).toEqual(['r4.invariant Location.managingOrganization']);
  });

  it('never throws and never turns long, on any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Array.isArray(validator.validate(value))).toBe(true);
        expect(Array.isArray(validator.validate(value, { profile: CAPACITY }))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on a Location with any JSON value anywhere', () => {
    const paths = pathsOf(goodLocation());
    expect(paths.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        expect(Array.isArray(validator.validate(changed(goodLocation(), ['set', path, value])))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('says something whenever a mandatory element of a record goes', () => {
    for (const index of [0, 1, 2, 3, 4, 6, 7]) {
      const record = changed(goodRecord(), ['remove', `extension.${index}`]);
      expect(validator.validate(record, { profile: CAPACITY })).toHaveLength(1);
    }
  });

  it('stops at a depth and at a number of findings', () => {
    let deep: unknown = { url: 'x', valueString: 'y' };
    for (let level = 0; level < 5000; level += 1) deep = { url: 'https://example.org/x', extension: [deep] };
    expect(
      codesOf(changed(goodLocation(), ['push', 'extension', deep])).some((each) => each.startsWith('r4.too-deep')),
    ).toBe(true);
    const many = changed(goodLocation(), ['set', 'alias', Array.from({ length: 5000 }, () => 1)]);
    const found = codesOf(many);
    expect(found).toHaveLength(1001);
    expect(found.at(-1)).toMatch(/^r4\.too-many-findings/);
  });

  it('is not slowed by texts that a careless pattern would choke on', () => {
    const long = `${'A '.repeat(20_000)}!`;
    for (const path of ['name', 'language', 'id', 'meta.lastUpdated', 'partOf.reference', 'extension.1.url']) {
      expect(Array.isArray(validator.validate(changed(goodLocation(), ['set', path, long])))).toBe(true);
    }
    const data = { url: 'https://example.org/x', valueBase64Binary: `${'AAAA  '.repeat(20_000)}!` };
    expect(codesOf(changed(goodLocation(), ['push', 'extension', data]))).toContain(
      'r4.bad-format Location.extension[7].value',
    );
  });

  it('says when the profile that is asked for is not there, or is for another type', () => {
    expect(codesUnder('https://example.org/none')).toEqual(['profile.unknown-profile']);
    expect(codesUnder(ror('ror-organization'))).toEqual(['profile.wrong-type-of-resource']);
    expect(codesUnder(ror('ror-location'))).toEqual([]);
    expect(codesUnder('http://hl7.org/fhir/StructureDefinition/Location|4.0.1')).toEqual([]);
  });

  it('names for each finding a requirement that exists', () => {
    const named = new Set<string>(Object.values(PROFILE_FINDINGS));
    expect([...named].toSorted()).toEqual(Object.keys(PROFILE_REQUIREMENTS).toSorted());
  });
});

/** The types on which an invariant stands. */
function basesOf(expression: string): readonly ('Extension' | 'Location' | 'Reference' | 'Quantity')[] {
  if (expression.startsWith('contained')) return ['Location'];
  if (expression.startsWith('reference')) return ['Reference'];
  if (expression.startsWith('code')) return ['Quantity'];
  return expression.startsWith('extension') ? ['Extension'] : ['Extension', 'Reference', 'Quantity'];
}

describe('the quick answers to invariants of base R4', () => {
  const text = fc.constantFrom('x', '#x', 'Location/1');
  const some = { requiredKeys: [] };
  const sibling = fc.record({ extension: fc.constant([{ url: 'u', valueString: 'y' }]), id: text }, some);
  const leaf = { id: text, url: text, valueString: text, _valueString: sibling, valueInteger: fc.integer() };
  const extension = fc.record(
    { ...leaf, extension: fc.array(fc.record(leaf, some), { minLength: 1, maxLength: 2 }) },
    some,
  );
  const byBase = {
    Extension: extension,
    Location: fc
      .record(
        {
          id: text,
          name: text,
          contained: fc.constant([{ resourceType: 'Organization', id: 'x', meta: { versionId: '1' } }]),
        },
        some,
      )
      .map((properties) => ({ resourceType: 'Location', ...properties })),
    Reference: fc.record(
      { id: text, reference: text, display: text, extension: fc.array(extension, { minLength: 1 }) },
      some,
    ),
    Quantity: fc.record({ id: text, value: fc.integer(), code: text, system: text }, some),
  };
  const pairs = [...CERTAINLY_HOLDS].flatMap(([expression, holds]) =>
    basesOf(expression).map((base) => ({ base, expression, holds, title: `${base}: ${expression.slice(0, 60)}` })),
  );

  it.each(pairs)('never say "holds" where the engine does not: $title', ({ base, expression, holds }) => {
    const evaluate = compile({ base, expression }, r4Model, { traceFn: () => {} });
    const answered = new Set<string>();
    fc.assert(
      fc.property(byBase[base], (value) => {
        if (!holds(value)) return;
        answered.add(JSON.stringify(value));
        expect(evaluate(structuredClone(value), { resource: value, rootResource: value })).toEqual([true]);
      }),
      { numRuns: 200 },
    );
    expect(answered.size).toBeGreaterThan(3);
  });
});

/** The dotted path of every property and item. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path];
  const below = Object.entries(value).flatMap(([key, each]) => pathsOf(each, path === '' ? key : `${path}.${key}`));
  return path === '' ? below : [path, ...below];
}

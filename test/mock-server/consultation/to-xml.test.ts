import * as fc from 'fast-check';
import { Fhir } from 'fhir/fhir.js';
import { describe, expect, it } from 'vitest';
import { toXml } from '../../../mock-server/consultation/to-xml.ts';

const fhir = new Fhir();

/** What a Location can hold: nested extensions, primitives with a companion, contained resources, false and zero. */
const text = fc.string({
  unit: fc.constantFrom('a', 'é', '&', '<', '>', '"', "'", '\n', '\r', ' '),
  minLength: 1,
  maxLength: 12,
});
const coding = fc.record({
  system: fc.constant('https://mos/TRE'),
  code: fc.string({ unit: fc.constantFrom('0', '1'), minLength: 1 }),
});
const { extension } = fc.letrec<{ extension: object }>((tie) => ({
  extension: fc.oneof(
    { depthSize: 'small' },
    fc.record({ url: fc.constant('https://x/a'), valueBoolean: fc.boolean() }),
    fc.record({ url: fc.constant('https://x/b'), valueString: text }),
    fc.record({
      url: fc.constant('https://x/c'),
      valueCodeableConcept: fc.record({ coding: fc.array(coding, { minLength: 1, maxLength: 2 }), text }),
    }),
    fc.record({
      url: fc.constant('https://x/d'),
      extension: fc.array(tie('extension'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const location = fc.record(
  {
    resourceType: fc.constant('Location'),
    id: fc.constant('loc-1'),
    extension: fc.array(extension, { minLength: 1, maxLength: 4 }),
    name: text,
    _name: fc.record({ extension: fc.tuple(extension) }),
    alias: fc.array(text, { minLength: 1, maxLength: 2 }),
    identifier: fc.array(fc.record({ value: text, period: fc.record({ start: fc.constant('2026-11-24') }) }), {
      minLength: 1,
    }),
  },
  { requiredKeys: ['resourceType'] },
);

describe('toXml', () => {
  it('gives what the library gives by itself, whatever is in the resource', async () => {
    await fc.assert(
      fc.asyncProperty(location, async (one) => {
        expect(await toXml(JSON.stringify(one))).toBe(fhir.objToXml(JSON.parse(JSON.stringify(one))));
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same for a Bundle of many entries, those without a resource among them', async () => {
    const entry = fc.record({ fullUrl: text, resource: location }, { requiredKeys: ['fullUrl'] });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 26, maxLength: 60 }), async (entries) => {
        const bundle = { resourceType: 'Bundle', type: 'searchset', total: entries.length, entry: entries };
        expect(await toXml(JSON.stringify(bundle))).toBe(fhir.objToXml(JSON.parse(JSON.stringify(bundle))));
      }),
      { numRuns: 10 },
    );
  });

  it('lets others have their turn while it converts a long Bundle', async () => {
    const one = { fullUrl: 'https://x/1', resource: { resourceType: 'Location', name: 'A' } };
    let turns = 0;
    const tick = (): void => void setImmediate(() => ((turns += 1), tick()));
    const bundle = { resourceType: 'Bundle', type: 'searchset', entry: Array.from({ length: 500 }, () => one) };
    tick();
    await toXml(JSON.stringify(bundle));
    expect(turns).toBeGreaterThanOrEqual(19);
  });

  it('keeps every digit of a decimal', async () => {
    const json = '{"resourceType":"Location","position":{"longitude":2.10,"latitude":-47.8347810}}';
    expect(await toXml(json)).toContain('<longitude value="2.10"/><latitude value="-47.8347810"/>');
  });

  it('writes U+FFFD for characters that XML cannot hold, and keeps the others', async () => {
    const xml = await toXml(JSON.stringify({ resourceType: 'Location', name: 'a\u0000b\u0001c\ud800d\uffff😀é' }));
    expect(xml).toContain('<name value="a\ufffdb\ufffdc\ufffdd\ufffd😀é"/>');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../mev3/finding.ts';
import type { JsonObject } from '../../../mev3/finding.ts';
import type { KernelFinding } from '../../../mev3/kernel.ts';
import { applyPatch } from '../../../mev3/patch/apply-patch.ts';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { goodLocation, ror } from '../validator/good-resources.ts';

const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
const errorsOf = (resource: JsonObject): readonly KernelFinding[] =>
  validator.validate(resource).filter(({ severity }) => severity === 'error');

function good(): JsonObject {
  const location: unknown = goodLocation();
  if (!isJsonObject(location)) throw new Error('not a resource');
  return location;
}

function patchOf(type: string, path: string, value?: object): object {
  const part = [
    { name: 'type', valueCode: type },
    { name: 'path', valueString: path },
  ];
  const parts = value === undefined ? part : [...part, { name: 'value', ...value }];
  return { resourceType: 'Parameters', parameter: [{ name: 'operation', part: parts }] };
}

describe('what a patch makes, judged again by the profile', () => {
  it('is delivered when it is valid', () => {
    const result = applyPatch(good(), patchOf('replace', 'Location.name', { valueString: 'Autre nom' }), { errorsOf });
    expect(result).toMatchObject({ ok: true, resource: { name: 'Autre nom' } });
  });

  it('is refused when a mandatory extension is gone, and names it', () => {
    const path = `Location.extension.where(url='${ror('ror-commune-cog')}')`;
    const without = applyPatch(good(), patchOf('delete', path), { errorsOf });
    expect(without.ok).toBe(false);
    if (without.ok) return;
    expect(without.findings.map(({ code }) => code)).toContain('profile.missing');
    expect(applyPatch(good(), patchOf('delete', path)).ok).toBe(true);
  });

  it('is never an invalid resource, whatever is deleted or replaced', () => {
    const paths = fc.constantFrom(
      'Location.name',
      'Location.meta.lastUpdated',
      'Location.identifier[0]',
      'Location.extension[0]',
      'Location.extension[1]',
      'Location.extension[2].extension[0]',
      'Location.operationalStatus.code',
      'Location.address.city',
    );
    const values = fc.constantFrom(
      { valueString: 'x' },
      { valueCode: '9' },
      { valueInteger: -1 },
      { valueInstant: 'no' },
    );
    fc.assert(
      fc.property(fc.constantFrom('delete', 'replace'), paths, values, (type, path, value) => {
        const result = applyPatch(good(), patchOf(type, path, type === 'delete' ? undefined : value), { errorsOf });
        expect(result.ok ? errorsOf(result.resource) : []).toEqual([]);
      }),
    );
  });
});

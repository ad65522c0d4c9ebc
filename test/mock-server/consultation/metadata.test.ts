import type { CapabilityStatement } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { textOf } from '../in-process.ts';
import { consultation } from './consultation-under-test.ts';

async function metadata(): Promise<CapabilityStatement> {
  return JSON.parse(
    textOf(await consultation().send('/metadata', { request: { headers: [['Host', 'ror.example']] } })),
  );
}

describe('metadata', () => {
  it('states FHIR 4.0.1, the formats, and the five resources with read and search alone', async () => {
    const statement = await metadata();
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' });
    const [rest] = statement.rest ?? [];
    expect(rest?.resource?.map(({ type }) => type)).toEqual([
      'Location',
      'HealthcareService',
      'Organization',
      'Practitioner',
      'PractitionerRole',
    ]);
    for (const { interaction } of rest?.resource ?? []) {
      expect(interaction?.map(({ code }) => code)).toEqual(['search-type', 'read']);
    }
  });

  it('states what is served: each parameter is known to its search, each include is taken', async () => {
    const { refused, send } = consultation();
    for (const { type, searchParam = [], searchInclude = [], searchRevInclude = [] } of (await metadata()).rest?.[0]
      ?.resource ?? []) {
      for (const { name } of searchParam.filter((one) => !['_filter', '_has'].includes(one.name))) {
        const { code } = await refused(`/${type}?${name}=`);
        expect([type, name, code]).toEqual([type, name, 'read.parameter-form']);
      }
      const includes = searchInclude.map((one) => `_include=${one}`);
      const reverse = searchRevInclude.map((one) => `_revinclude=${one}`);
      const answer = await send(`/${type}?${[...includes, ...reverse].join('&')}`);
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });

  it('is served in XML', async () => {
    const answer = await consultation().send('/metadata?_format=xml');
    expect(textOf(answer)).toContain('<fhirVersion value="4.0.1"/>');
  });
});

import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { parseSeed } from '../../../mock-server/store/parse-seed.ts';
import { defaultSeed } from '../../../mock-server/store/seed.ts';
import { inProcessMock, NOW, operation, parameters, patchOf, WOMEN } from '../in-process.ts';

describe('what is noticed about an accepted PATCH', () => {
  it('is nothing when it is sent as published', async () => {
    const { answer } = await inProcessMock().patch(patchOf(parameters(operation('replace', WOMEN))));
    expect(answer?.notices).toEqual([]);
  });

  it.each([
    ['a source other than bed management', { capacitySourceType: '01' }, 'ROR-FEED-VALUES', '01', '02'],
    [
      'a date in the future of the mock',
      { capacityUpdateDate: '2026-03-02T12:00:01+01:00' },
      'ROR-FEED-UPDATE-DATE',
      '2026-03-02T12:00:01+01:00',
      `≤ ${new Date(NOW).toISOString()}`,
    ],
    [
      'a date before that of the stored record',
      { capacityUpdateDate: '2025-01-01T00:00:00Z' },
      'ROR-FEED-UPDATE-DATE',
      '2025-01-01T00:00:00Z',
      '≥ 2025-11-03T07:30:00+01:00',
    ],
  ])('%s (Q19)', async (...row) => {
    const [, change, requirement, seen, expected] = row;
    const record = { ...WOMEN, ...change };
    const { status, answer } = await inProcessMock().patch(patchOf(parameters(operation('replace', record))));
    expect(status).toBe(200);
    expect(answer?.notices).toEqual([{ requirement, where: expect.stringContaining('parameter[0]'), seen, expected }]);
  });

  it('compares with the record that the PATCH before stored', async () => {
    const mock = inProcessMock();
    const sent = (time: string): Promise<unknown> => {
      const record = { ...WOMEN, capacityUpdateDate: `2026-03-02T${time}:00Z` };
      return mock
        .patch(patchOf(parameters(operation('replace', record))))
        .then(({ answer }) => answer?.notices?.length);
    };
    expect(await sent('09:00')).toBe(0);
    expect(await sent('08:59')).toBe(1);
    expect(await sent('08:59')).toBe(0);
  });

  it('an identifier whose first half names another establishment (Q36)', async () => {
    const seed = parseSeed(JSON.parse(JSON.stringify(defaultSeed()).replace('199A000014/MED-A', '199A000022/OTHER')));
    const request = patchOf(parameters(operation('replace', WOMEN)), { query: 'identifier=199A000022/OTHER' });
    const { status, answer } = await inProcessMock({ seed }).patch(request);
    expect(status).toBe(200);
    expect(answer?.notices).toEqual([
      { requirement: 'ROR-FEED-IDENTIFIER', where: 'identifier', seen: '199A000022/OTHER', expected: '199A000014/…' },
    ]);
  });

  it('a path that a FHIRPath engine would read more widely than the ROR (Q11)', async () => {
    const mock = inProcessMock({ kernel: createKernel({ catalogue: createCatalogue('permissive') }) });
    const anyone = { ...WOMEN, genderCapacityAvailable: null };
    await mock.patch(patchOf(parameters(operation('add', anyone))));
    const { status, answer } = await mock.patch(patchOf(parameters(operation('replace', anyone))));
    expect(status).toBe(200);
    expect(answer?.notices).toContainEqual({
      requirement: 'ROR-FEED-CRITERIA',
      where: "Parameters.parameter[0].part.where(name='path')",
      expected: expect.stringContaining('genderCapacityAvailable: null'),
      seen: expect.stringContaining('genderCapacityAvailable: 01'),
    });
  });
});

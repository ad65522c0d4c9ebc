import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../../harness/runner/load-scenarios.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();

const GOOD = `id: feed/mine
title: { fr: a, en: a }
purpose: { fr: a, en: a }
failureMeans: { fr: a, en: a }
requirements: [ROR-FEED-REPLACE-FIRST]
units:
  - alias: medicine
    records:
      - { capacityType: '01', capacityStatus: '01' }
steps:
  - id: report
    kind: report-capacity
    unit: medicine
    records:
      - { capacityType: '01', capacityStatus: '02', genderCapacityAvailable: '01', nbCapacity: 4 }
checks:
  - use: each-record-sent
  - use: no-retry-after-refusal
    with: { answer: several-412 }
    needs: [each-record-sent]
`;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rorkit-scenarios-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function load(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return loadScenarios({ requirements, folder });
}

async function problemOf(text: string) {
  const read = await load({ 'feed/mine.yaml': text });
  expect(read.ok ? [] : read.problems).toHaveLength(1);
  return read.ok ? undefined : read.problems[0];
}

describe('loadScenarios', () => {
  it('fills the defaults in: codes, dates, credential, slug', async () => {
    const read = await load({ 'feed/mine.yaml': GOOD });
    expect(read).toMatchObject({
      ok: true,
      value: [
        {
          id: 'feed/mine',
          area: 'feed',
          arming: { settings: {}, unlisted: [] },
          units: [
            { place: 'listed', records: [{ temporalityCapacity: '01', updatedAgoMs: 21_600_000, nbCapacity: 0 }] },
          ],
          steps: [
            {
              credential: 'supplier',
              records: [
                { temporaryAssignement: '01', capacitySourceType: '02', crisisType: null, updatedAgoMs: 420_000 },
              ],
            },
          ],
          checks: [{ slug: 'each-record-sent' }, { slug: 'no-retry-after-refusal', needs: ['each-record-sent'] }],
        },
      ],
    });
  });

  it('takes a scenario that a vendor wrote, whatever order the files are in, areas first', async () => {
    const trust = GOOD.replace('feed/mine', 'trust/a');
    const read = await load({ 'trust/a.yaml': trust, 'feed/mine.yaml': GOOD, 'requirements.yaml': 'not: read' });
    expect(read.ok ? read.value.map((one) => one.id) : read.problems).toEqual(['feed/mine', 'trust/a']);
  });

  it.each([
    ['an unknown key', ['unit: medicine', 'unti: medicine'], 13, 'did you mean "unit"?'],
    [
      'an unknown check',
      ['use: no-retry-after-refusal', 'use: no-retry-after-refusl'],
      18,
      'did you mean "no-retry-after-refusal"?',
    ],
    [
      'an unknown requirement',
      ['ROR-FEED-REPLACE-FIRST', 'ROR-FEED-REPLACE-FRIST'],
      5,
      'did you mean "ROR-FEED-REPLACE-FIRST"?',
    ],
    ['a wrong parameter of a check', ['answer: several-412', 'answer: several-413'], 19, 'several-412'],
    ['an unknown parameter of a check', ['{ answer: several-412 }', '{ answer: several-412, anser: 1 }'], 19, 'anser'],
    ['an id that is not its path', ['id: feed/mine', 'id: feed/yours'], 1, 'expected "feed/mine"'],
    ['a need of a check below', ['needs: [each-record-sent]', 'needs: [later]'], 20, 'no check above'],
    ['an alias of no unit', ['unit: medicine', 'unit: surgery'], 13, 'no unit has the alias'],
    [
      'a code that is not quoted',
      ["genderCapacityAvailable: '01'", 'genderCapacityAvailable: 01'],
      15,
      'put it between quotes',
    ],
    ['a date that is not relative', ['nbCapacity: 4', 'updatedAgo: yesterday'], 15, 'ISO 8601 duration'],
    ['a negative number of beds', ['nbCapacity: 4', 'nbCapacity: -4'], 15, 'at least 0'],
  ] as const)('refuses %s, with line and what was expected', async (_what, [from, to], ...[line, words]) => {
    const problem = await problemOf(GOOD.replace(from, to));
    expect(problem).toMatchObject({ file: join(folder, 'feed/mine.yaml'), line });
    expect(problem?.message).toContain(words);
  });

  it('refuses an area that is none', async () => {
    const read = await load({ 'fed/mine.yaml': GOOD.replace('feed/mine', 'fed/mine') });
    expect(read.ok ? '' : read.problems[0]?.message).toContain('unknown area "fed"; did you mean "feed"?');
  });

  it('reports the problems of every file, and loads none of them', async () => {
    const read = await load({ 'feed/mine.yaml': GOOD, 'feed/a.yaml': 'x: 1', 'feed/b.yaml': '[' });
    expect(read.ok).toBe(false);
    expect(new Set(read.ok ? [] : read.problems.map((one) => one.file)).size).toBe(2);
  });
});

describe('loadRequirements', () => {
  it('gives the bundled table by id', () => {
    expect(requirements.get('ROR-FEED-REPLACE-FIRST')).toMatchObject({ basis: 'documented', obligation: 'must' });
  });

  it('names a file that cannot be read instead of throwing', async () => {
    const read = await loadRequirements(join(folder, 'absent.yaml'));
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'unreadable', message: 'cannot be read (ENOENT)' }] });
  });

  it('refuses an id that stands twice', async () => {
    const item = `  - { id: ROR-A-B, area: feed, text: {fr: a, en: a}, mend: {fr: a, en: a}, source: s, version: '1', basis: derived, obligation: must }\n`;
    const file = join(folder, 'twice.yaml');
    await writeFile(file, `requirements:\n${item}${item}`);
    const read = await loadRequirements(file);
    expect(read.ok ? [] : read.problems.map(({ line, message }) => ({ line, message }))).toEqual([
      { line: 3, message: 'requirements[1].id: "ROR-A-B" stands twice' },
    ]);
  });
});

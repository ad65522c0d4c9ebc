import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reportJsonSchema } from '../../harness/model/report.ts';
import { scenarioJsonSchema } from '../../harness/model/scenario-schema.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { isMessageId } from '../../messages/index.ts';
import { KERNEL_REQUIREMENTS } from '../../mev3/requirement-ids.ts';
import { PROFILE_REQUIREMENTS } from '../../mev3/validator/requirements.ts';
import { CHECKS } from '../../scenarios/checks/index.ts';

const PURE_REQUIREMENTS = { ...KERNEL_REQUIREMENTS, ...PROFILE_REQUIREMENTS };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const loadedRequirements = await loadRequirements();
const requirements = loadedRequirements.ok ? loadedRequirements.value : new Map<string, never>();
const loaded = await loadScenarios({ requirements });
const scenarios = loaded.ok ? loaded.value : [];

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** Loose files of the folder are no scenarios: the table of requirements, and the sheet of observations. */
const SCENARIO_FILES = filesBelow('scenarios', '.yaml').filter((file) => file.split(/[\\/]/).length > 2);

describe('scenarios/checks/', () => {
  it('holds one file for each check of the registry, under its name', () => {
    const names = readdirSync(join(ROOT, 'scenarios/checks')).map((file) => file.replace(/\.ts$/, ''));
    expect(names.filter((name) => name !== 'index').toSorted()).toEqual([...CHECKS.keys()].toSorted());
  });

  it('holds no check that no scenario uses', () => {
    const used = new Set(scenarios.flatMap((scenario) => scenario.checks.map((one) => one.use)));
    expect([...CHECKS.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it.each([...CHECKS.values()])('$name names known requirements and has a title', (check) => {
    expect(check.requirements.length).toBeGreaterThan(0);
    expect(check.requirements.filter((id) => !requirements.has(id))).toEqual([]);
    expect(isMessageId(`check.${check.name}`)).toBe(true);
  });
});

describe('the scenarios', () => {
  it('load without a problem', () => {
    expect(loaded).toMatchObject({ ok: true });
    expect(scenarios.length).toBe(SCENARIO_FILES.length);
  });

  it.each(scenarios)(
    '$id names only requirements that one of its checks judges, or that the server enforces',
    (one) => {
      const judged = one.checks.flatMap((use) => CHECKS.get(use.use)?.requirementsFor(use.with) ?? []);
      const enforced = filesBelow('mock-server', '.ts').map((file) => readFileSync(join(ROOT, file), 'utf8'));
      const idle = one.requirements.filter((id) => !judged.includes(id) && !enforced.some((text) => text.includes(id)));
      expect(idle).toEqual([]);
    },
  );

  it.each(SCENARIO_FILES)('%s conforms to the JSON Schema that editors use', (file) => {
    const validate = new Ajv2020({ strict: false }).compile(scenarioJsonSchema());
    validate(parse(readFileSync(join(ROOT, file), 'utf8')));
    expect(validate.errors).toBeNull();
  });
});

describe('the requirements', () => {
  it('load without a problem', () => {
    expect(loadedRequirements).toMatchObject({ ok: true });
  });

  it('hold every requirement of the kernel, with the same words, source and weight', () => {
    for (const [id, kernel] of Object.entries(PURE_REQUIREMENTS)) {
      const { text, source, basis, obligation } = kernel;
      expect(requirements.get(id), id).toMatchObject({ text: { en: text }, source, basis, obligation });
    }
  });

  it('are all judged by a check, by the kernel, or enforced by the mock', () => {
    const judged = new Set([...CHECKS.values()].flatMap((check) => check.requirements));
    const server = filesBelow('mock-server', '.ts').map((file) => readFileSync(join(ROOT, file), 'utf8'));
    const idle = [...requirements.keys()].filter(
      (id) => !judged.has(id) && !(id in PURE_REQUIREMENTS) && !server.some((text) => text.includes(`'${id}'`)),
    );
    expect(idle).toEqual([]);
  });

  it('are the only ones that the product names', () => {
    const folders = ['mev3', 'mock-server', 'scenarios/checks', 'harness'];
    const named = folders
      .flatMap((folder) => filesBelow(folder, '.ts'))
      .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/'(ROR(?:-[A-Z0-9]+){2,})'/g)])
      .map(([, id]) => id ?? '');
    expect([...new Set(named)].filter((id) => !requirements.has(id))).toEqual([]);
  });
});

describe('a generated schema', () => {
  it.each([
    ['scenarios/scenario.schema.json', scenarioJsonSchema()],
    ['harness/model/report.schema.json', reportJsonSchema()],
  ])('%s is what the code says', (file, schema) => {
    expect(JSON.parse(readFileSync(join(ROOT, file), 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

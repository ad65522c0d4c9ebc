import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../harness/cli/exit-codes.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { listSettings, valuesText } from '../../mock-server/index.ts';
import { ROOT } from './run-tool.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
function section(name: string): string {
  const found = new RegExp(`<!-- ${name} -->(.*)<!-- /${name} -->`, 's').exec(README);
  if (found?.[1] === undefined) throw new Error(`README.md has no part "${name}"`);
  return found[1];
}

/** The cells of a table, without its head, code marks removed. */
function rowsOf(table: string): string[][] {
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

async function bundledScenarios() {
  const requirements = await loadRequirements();
  if (!requirements.ok) throw new Error('requirements.yaml cannot be read');
  const scenarios = await loadScenarios({ requirements: requirements.value });
  if (!scenarios.ok) throw new Error('the scenarios cannot be read');
  return scenarios.value;
}

describe('README.md', () => {
  it('lists the scenarios with their titles', async () => {
    const scenarios = await bundledScenarios();
    expect(rowsOf(section('scenarios'))).toEqual(scenarios.map(({ id, title }) => [id, title.en]));
  });

  it('lists the exit codes', () => {
    const codes = rowsOf(section('exit-codes')).map(([code]) => Number(code));
    expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
  });

  it('lists the settings of the mock with defaults and values', () => {
    const expected = listSettings().map((setting) => [
      setting.name,
      String(setting.default),
      valuesText(setting).replaceAll(' | ', ', '),
    ]);
    expect(rowsOf(section('settings'))).toEqual(expected);
  });

  it('shows a first run of as many scenarios and checks as there are', async () => {
    // What only a person can attest does not apply to a run that nobody watches.
    const scenarios = (await bundledScenarios()).filter(({ steps }) => steps.length > 0);
    const checks = scenarios.reduce((sum, scenario) => sum + scenario.checks.length, 0);
    const shown = section('first-run');
    expect(shown).toContain(`Scenarios: ${scenarios.length} passed`);
    expect(shown).toMatch(new RegExp(`Checks: +${checks} passed`));
    expect(shown).toContain('Result: CONFORMANT');
  });

  it('names files and scripts that exist', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const scripts = [...README.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(scripts).toContain('conformance');
    for (const name of scripts) expect(manifest).toHaveProperty(['scripts', name]);
    const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? '');
    const missing = links.filter((path) => !exists(path));
    expect(missing).toEqual([]);
  });
});

function exists(path: string): boolean {
  try {
    readFileSync(join(ROOT, path));
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR';
  }
}

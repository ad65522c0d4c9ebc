import { describe, expect, it } from 'vitest';
import { ROOT } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

/** Names that say nothing of what is inside. */
const VAGUE = /(^|\/)(utils?|helpers?|common|misc|shared|lib|stuff|tools)(\.[^/]*)?(\/|$)/i;

/** Kebab-case, with a version number or the ending of a test, a configuration or a declaration of types; dot files and published names are their owners' matter. */
const KEBAB =
  /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|int\.test|e2e\.test|config|schema|build|d))?(-\d+(\.\d+)*)?\.(ts|mjs|js|json|yaml)$/;

const NAMED_BY_OTHERS = new Set(['package-lock.json', '.oxlintrc.json', '.prettierrc.json', '.dependency-cruiser.mjs']);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

describe('file names', () => {
  const files = sourceFiles(ROOT, ['.ts', '.mjs', '.js', '.json', '.yaml']).filter(
    (path) => !path.includes('fixtures/'),
  );

  it('are kebab-case', () => {
    expect(files.length).toBeGreaterThan(50);
    const odd = files.filter((path) => !KEBAB.test(baseName(path)) && !NAMED_BY_OTHERS.has(baseName(path)));
    expect(odd).toEqual([]);
  });

  it('say what is inside', () => {
    expect(files.filter((path) => VAGUE.test(path))).toEqual([]);
  });

  it('are caught by these rules when they are not', () => {
    expect(KEBAB.test('MyFile.ts')).toBe(false);
    expect(KEBAB.test('my_file.ts')).toBe(false);
    expect(VAGUE.test('harness/model/utils.ts')).toBe(true);
    expect(VAGUE.test('harness/helpers/x.ts')).toBe(true);
    expect(VAGUE.test('harness/model/utilisation.ts')).toBe(false);
  });

  it('of tests name a module or folder that exists', () => {
    const modules = new Set(sourceFiles(ROOT, ['.ts', '.mjs', '.js', '.yaml', '.md']));
    const folders = new Set([...modules].map((path) => path.slice(0, path.lastIndexOf('/'))));
    const tests = files.filter((path) =>
      /^test\/(mev3|certs|journal|mock-server|harness|scenarios|messages)\/.*\.test\.ts$/.test(path),
    );
    const orphans = tests.filter((path) => !folders.has(path.slice('test/'.length, path.lastIndexOf('/'))));
    expect(orphans).toEqual([]);
  });
});

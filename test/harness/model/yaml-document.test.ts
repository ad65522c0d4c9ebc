import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Problem } from '../../../harness/model/problem.ts';
import { problemLine } from '../../../harness/model/problem.ts';
import { locateInYaml, MAX_YAML_LENGTH, readYaml } from '../../../harness/model/yaml-document.ts';

const schema = z.strictObject({
  title: z.string(),
  code: z.string().optional(),
  count: z.int().min(0).max(10).optional(),
  password: z.string().optional(),
  mode: z.enum(['slow', 'fast']).optional(),
  steps: z
    .array(
      z.strictObject({
        unit: z.union([z.string(), z.null()]).optional(),
        when: z
          .discriminatedUnion('type', [
            z.strictObject({ type: z.literal('tcp'), port: z.number() }),
            z.strictObject({ type: z.literal('line'), text: z.string() }),
          ])
          .optional(),
      }),
    )
    .optional(),
});

function problemsOf(text: string): readonly Problem[] {
  const read = readYaml(text, schema, 'some.yaml');
  return read.ok ? [] : read.problems;
}

function only(text: string): Problem {
  const problems = problemsOf(text);
  expect(problems.map((one) => one.message)).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) throw new Error('no problem');
  return problem;
}

describe('readYaml', () => {
  it('gives the typed value of a good document', () => {
    expect(readYaml('title: x\nsteps: [{unit: null}]\n', schema, 'f')).toEqual({
      ok: true,
      value: { title: 'x', steps: [{ unit: null }] },
    });
  });

  it('refuses an unknown key where it stands, and names the nearest known one', () => {
    expect(only('title: x\nsteps:\n  - unti: y\n')).toMatchObject({
      file: 'some.yaml',
      line: 3,
      column: 5,
      path: 'steps[0]',
      code: 'unknown-key',
      expected: '"unit"',
      seen: '"unti"',
      message: 'unknown key "unti" in steps[0]; did you mean "unit"?',
    });
  });

  it('lists the known keys when none is near, also inside a union', () => {
    const { message } = only('title: x\nsteps:\n  - when: {type: tcp, port: 1, zzzzzz: 1}\n');
    expect(message).toContain('known here: type, port, text');
  });

  it('says what is missing, at the mapping that lacks it', () => {
    expect(only('count: 1\n')).toMatchObject({ line: 1, column: 1, path: 'title', code: 'missing-key' });
  });

  it.each([
    ['title: x\nmode: fsat\n', 2, 7, 'mode: expected one of "slow", "fast", seen "fsat"'],
    ['title: x\ncount: -1\n', 2, 8, 'count: expected at least 0, seen -1'],
    ['title: x\ncount: 11\n', 2, 8, 'count: expected at most 10, seen 11'],
    ['title: x\ncode: 01\n', 2, 7, 'code: expected a text, seen 01 (put it between quotes)'],
    ['title: x\nsteps: 3\n', 2, 8, 'steps: expected a list, seen 3'],
    ['title: x\nsteps:\n  - unit: 3\n', 3, 11, 'steps[0].unit: expected a text or null, seen 3'],
    [
      'title: x\nsteps:\n  - when: {type: udp}\n',
      3,
      18,
      'steps[0].when.type: expected one of "tcp", "line", seen "udp"',
    ],
    ['- a\n', 1, 1, 'the document: expected a mapping, seen a list of 1'],
    ['', 1, 1, 'the document: expected a mapping, seen null'],
  ])('says of %j what was expected and seen, with line and column', (text, ...[line, column, message]) => {
    expect(only(text)).toMatchObject({ line, column, message });
  });

  it('never shows the value of a key that looks like a secret', () => {
    const problem = only('title: x\npassword: 1234567\n');
    expect(JSON.stringify(problem)).not.toContain('1234567');
  });

  it('reports every mistake at once, in the order of the file', () => {
    const lines = problemsOf('count: -1\nmode: x\nzzzz: 1\n').map((one) => one.line);
    expect(lines).toEqual([1, 1, 2, 3]);
  });

  it.each([
    ['a duplicate key', 'title: x\ntitle: y\n', 2, 'syntax'],
    ['a tab', 'title: x\n\tcode: y\n', 2, 'syntax'],
    ['a second document', 'title: x\n---\ntitle: y\n', 2, 'syntax'],
    ['an unknown tag', 'title: !secret x\n', 1, 'syntax'],
    ['an alias without anchor', 'title: *nobody\n', 1, 'aliases'],
  ])('refuses %s', (_what, text, ...[line, code]) => {
    expect(problemsOf(text)[0]).toMatchObject({ line, code });
  });

  it('refuses an alias bomb, a document that is too deep and one that is too large, in bounded time', () => {
    const names = 'abcdefghij'.split('');
    const bomb = names.map((name, i) => {
      const alias = `*${names[i - 1]}`;
      return `${name}: &${name} [${i === 0 ? 'x' : Array.from({ length: 9 }, () => alias).join(', ')}]`;
    });
    const start = performance.now();
    expect(problemsOf(bomb.join('\n'))[0]?.code).toBe('aliases');
    expect(problemsOf('['.repeat(900))[0]?.code).toBe('syntax');
    expect(problemsOf('['.repeat(50_000))[0]?.code).toBe('too-large');
    expect(problemsOf('"'.repeat(50_000))[0]?.code).toBe('too-large');
    expect(problemsOf('x'.repeat(MAX_YAML_LENGTH + 1))[0]?.code).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('never throws, and every problem has a position', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.string({ unit: fc.constantFrom(...'ab:-?[]{}&*!|>\n\t #"\''.split('')) }),
        ),
        (text) => {
          for (const problem of problemsOf(text)) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
            expect(problem.message).not.toBe('');
          }
        },
      ),
    );
  });

  it('writes a problem as editors and terminals link it', () => {
    expect(problemLine(only('title: x\nmode: 1\n'))).toMatch(/^some\.yaml:2:7 mode: expected/);
  });
});

describe('locateInYaml', () => {
  it('finds the place of a value, of a key, or of what holds it', () => {
    const text = 'title: x\nsteps:\n  - unit: y\n';
    expect(locateInYaml(text, ['steps', 0, 'unit'])).toEqual({ line: 3, column: 11 });
    expect(locateInYaml(text, ['steps', 0], 'unit')).toEqual({ line: 3, column: 5 });
    expect(locateInYaml(text, ['steps', 7, 'unit'])).toEqual({ line: 3, column: 3 });
  });
});

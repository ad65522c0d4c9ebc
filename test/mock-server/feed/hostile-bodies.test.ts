import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../mock-server/feed/json-fault.ts';
import { readJsonBody } from '../../../mock-server/feed/json-body.ts';
import { inProcessMock, operation, parameters, patchOf, WOMEN } from '../in-process.ts';

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

describe('a body that is no readable JSON', () => {
  it.each([
    ['empty', Buffer.alloc(0), 'empty'],
    ['blank', Buffer.from(' \r\n'), 'empty'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]), 'not-utf8'],
    ['overlong UTF-8', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'not-utf8'],
    ['cut', Buffer.from('{"a":[1'), 'not-json'],
    ['an unclosed text', Buffer.from('{"a":"x'), 'not-json'],
    ['XML', Buffer.from('<Parameters/>'), 'not-json'],
    ['too deep in arrays', Buffer.from(nested('[', ']', 65)), 'too-deep'],
    ['too deep in objects', Buffer.from(nested('{"a":', '}', 65)), 'too-deep'],
    ['too deep, a megabyte', Buffer.from('['.repeat(1_000_000)), 'too-deep'],
    ['a name twice', Buffer.from('{"a":{"x":1,"y":[{"x":2}],"x":3}}'), 'duplicate-key'],
    ['a name twice, once escaped', Buffer.from('{"a":1,"\\u0061":2}'), 'duplicate-key'],
  ])('%s is refused', (_name, bytes, fault) => {
    expect(readJsonBody(bytes)).toMatchObject({ ok: false, fault });
  });

  it.each([
    ['64 levels', nested('[', ']', 64)],
    ['the same name in two objects', '{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":1}]}'],
    ['the same text as name and value', '{"a":"a","b":["b","b"]}'],
    ['brackets, quotes and backslashes in texts', '{"a\\"]":"[[{{\\\\","b":"\\\\\\""}'],
    ['a byte order mark', '\ufeff{"a":1}'],
  ])('%s is read', (_name, text) => {
    expect(readJsonBody(Buffer.from(text))).toMatchObject({ ok: true });
  });

  it('finds no fault in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(findJsonFault(text, 64)).toBeNull();
        expect(readJsonBody(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof readJsonBody(bytes).ok).toBe('boolean');
      }),
    );
  });
});

describe('a body of a hostile sender', () => {
  const good = JSON.stringify(parameters(operation('replace', WOMEN)));

  it('is refused or accepted by a FhirError or an answer, whatever JSON it is', async () => {
    const mock = inProcessMock();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        const { status } = await mock.patch(patchOf(value));
        expect(status).toBe(400);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused when any one of its values but a display is something else', async () => {
    const mock = inProcessMock();
    const leaves = [...good.matchAll(/"(?:[^"\\]|\\.)*"(?!:)|\b\d+\b/g)].filter(
      ({ index }) => !good.slice(0, index).endsWith('"display":'),
    );
    expect(leaves.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...leaves),
        fc.constantFrom('null', '[]', '{}', 'true', '-1', '""'),
        async (leaf, other) => {
          const body = good.slice(0, leaf.index) + other + good.slice(leaf.index + leaf[0].length);
          const { status, issues } = await mock.patch(patchOf(body));
          expect(status).toBe(400);
          expect(issues.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reaches no prototype through __proto__ or constructor', async () => {
    const mock = inProcessMock();
    const polluted = good.replace(
      '"resourceType"',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"resourceType"',
    );
    await mock.patch(patchOf(polluted));
    await mock.patch(patchOf('{"__proto__":{"resourceType":"Parameters"}}'));
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['a path of a megabyte', `Location${'.extension'.repeat(100_000)}`],
    ['thousands of parentheses', `${'('.repeat(5_000)}Location${')'.repeat(5_000)}`],
    ['a repeat()', 'Location.repeat($this)'],
    [
      'a regular expression that explodes',
      "Location.extension.where('aaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$'))",
    ],
  ])('with %s gets a 400 in bounded time', async (_name, path) => {
    const mock = inProcessMock();
    const request = patchOf(parameters(operation('replace', WOMEN, path)));
    await mock.patch(request);
    const started = performance.now();
    const { status } = await mock.patch(request);
    expect(status).toBe(400);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('with thousands of operations or sub-extensions lists at most fifty issues', async () => {
    const many = parameters(...Array.from({ length: 3000 }, () => operation('replace', WOMEN)));
    const { status, issues } = await inProcessMock().patch(patchOf(many));
    expect(status).toBe(400);
    expect(issues.length).toBeLessThanOrEqual(50);
    const odd = good.replace('"extension":[{"url"', `"extension":[${'{"url":"x"},'.repeat(3000)}{"url"`);
    const outcome = await inProcessMock().patch(patchOf(odd));
    expect(outcome.status).toBe(400);
    expect(outcome.issues.length).toBeLessThanOrEqual(50);
  });
});

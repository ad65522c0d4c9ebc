import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../messages/en.ts';
import { fr } from '../../messages/fr.ts';
import { ROOT } from './run-tool.ts';
import { productModules } from './read-program.ts';

/** Names between braces, sorted, each once. */
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted();
}

const english: Readonly<Record<string, string>> = en;
const french: Readonly<Record<string, string>> = fr;

describe('texts', () => {
  it('have the same ids in both languages', () => {
    expect(Object.keys(french).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('have the same placeholders in both languages', () => {
    const differing = Object.keys(english).filter(
      (id) => placeholders(english[id] ?? '').join() !== placeholders(french[id] ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('are never empty, and French ones are not the English ones', () => {
    const ids = Object.keys(english);
    expect(ids.filter((id) => (english[id] ?? '').trim() === '' || (french[id] ?? '').trim() === '')).toEqual([]);
    const untranslated = ids.filter(
      (id) => english[id] === french[id] && /\p{L}{4,} \p{L}{4,}/u.test(english[id] ?? ''),
    );
    expect(untranslated).toEqual([]);
  });

  it('are all used by the product', () => {
    const sources = productModules()
      .filter((path) => !path.startsWith('messages/') || path === 'messages/error-codes.ts')
      .map((path) => readFileSync(join(ROOT, path), 'utf8'))
      .join('\n');
    expect(Object.keys(english).filter((id) => !isUsed(id, sources))).toEqual([]);
  });
});

/**
 * An id is used when it stands in the sources whole, or as a code (`kernel.capacity.missing` is the text of the finding
 * `capacity.missing`, whose area the reporter puts before it), or when it starts as a template does (`report.status-${…}`).
 */
function isUsed(id: string, sources: string): boolean {
  const code = id.slice(id.indexOf('.') + 1);
  if ([`'${id}'`, `\`${id}\``, `'${code}'`].some((text) => sources.includes(text))) return true;
  const cuts = [...id.matchAll(/[.-]/g)].map(({ index }) => id.slice(0, index + 1)).slice(1);
  return cuts.some((prefix) => sources.includes(`\`${prefix}\${`));
}

// A folder into which another program puts files: .json (the JSON of rorkit), .csv, .xml.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { workOfFields, workOfStimulus } from './read-change.mjs';

const LOOK_EVERY_MS = 100;
const NOTHING = { everything: () => [] };

/**
 * Looks for files, oldest name first, and takes each away once it was read. A name that starts with a dot is not finished.
 * @param {string} folder
 * @param {any} world
 * @param {(work: any[]) => void} take
 */
export function watchFolder(folder, world, take) {
  const timer = setInterval(() => {
    for (const name of readdirSync(folder).toSorted()) {
      if (name.startsWith('.')) continue;
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      take(workOfFile(text, extname(name), world));
    }
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {any} world
 */
function workOfFile(text, kind, world) {
  if (kind === '.csv') return linesOf(text).flatMap((fields) => workOfFields(fields, world));
  if (kind === '.xml') return bedsOf(text).flatMap((fields) => workOfFields(fields, world));
  return workOfStimulus(JSON.parse(text), NOTHING);
}

/**
 * CSV with semicolons and a head; a field between quotes may hold anything.
 * @param {string} text
 */
function linesOf(text) {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^;]*)(?:;|$)/g)].map(([, field = '']) => unquoted(field)));
  const [head = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(head.map((name, index) => [name, line[index] ?? ''])));
}

/**
 * @param {string} field
 */
function unquoted(field) {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}

/**
 * The attributes of each `<beds …/>`.
 * @param {string} text
 */
function bedsOf(text) {
  return [...text.matchAll(/<beds\s([^>]*)\/>/g)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
    ),
  );
}

/**
 * @param {string} value
 */
function unescaped(value) {
  return value.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

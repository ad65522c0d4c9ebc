import { en } from '../../messages/en.ts';
import type { MessageId, Translate } from '../../messages/index.ts';

/** Whole phrases first, then those with a placeholder, the vaguest last: the first that fits is taken. */
const NAMES = [
  'seed-finess',
  'seed-unit',
  'seed-date',
  'seed-establishment-twice',
  'seed-unit-twice',
  'seed-indicator-twice',
  'seed-no-column',
  'seed-column-missing',
  'seed-differs',
  'catalogue-code',
  'catalogue-same-id',
  'catalogue-same-codes',
  'catalogue-name',
  'empty-file',
  'check',
  'requirement',
  'area',
  'not-shown',
  'mapping',
  'nothing',
  'text',
  'whole-number',
  'number',
  'true-or-false',
  'list',
  'another-value',
  'longer-one',
  'more',
  'hyphens',
  'area-slug',
  'two-digits',
  'duration',
  'one-second',
  'requirement-id',
  'yaml-tab',
  'yaml-indent',
  'yaml-missing',
  'yaml-key-line',
  'yaml-long-key',
  'yaml-two-keys',
  'yaml-block-in-flow',
  'yaml-unexpected',
  'yaml-start',
  'yaml-escape',
  'yaml-tag',
  'yaml-alias',
  'yaml-directive',
  'second-document',
  'nested',
  'yaml-document',
  'nested-one',
  'well-formed',
  'few-aliases',
  'no-anchor',
  'readable',
  'connector-env-missing',
  'connector-cannot-read',
  'connector-no-address',
  'connector-template',
  'connector-ready-besides-start',
  'connector-ready-not-started',
  'connector-ready-instances',
  'connector-lifetime-command',
  'connector-reset-not-started',
  'connector-reporting-not-started',
  'connector-one-ready',
  'connector-log-pattern',
  'connector-pattern',
  'connector-instance-names',
  'each-key-once',
  'quote',
  'parameters',
  'unknown-near',
  'unknown-key-in',
  'unknown-key',
  'unknown',
  'did-you-mean',
  'known-here',
  'scenario-id',
  'a-known',
  'missing',
  'path-expected',
  'expected',
  'twice-key',
  'twice',
  'no-unit',
  'needs-unit',
  'needs-record',
  'no-check-above',
  'list-of',
  'text-of-form',
  'multiple',
  'least-characters',
  'most-characters',
  'least-items',
  'most-items',
  'most-brackets',
  'long-lines',
  'at-least',
  'at-most',
  'more-than',
  'characters',
  'one-of',
  'not-supported',
  'or',
  'named',
] as const;

interface Phrase {
  readonly id: MessageId;
  readonly pattern: RegExp;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The English text as a pattern: each placeholder becomes a group of its name. */
function patternOf(english: string): RegExp {
  const parts = english.split(/\{(\w+)\}/);
  return new RegExp(
    `^${parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>.+?)`)).join('')}$`,
    's',
  );
}

const PHRASES: readonly Phrase[] = NAMES.map((name) => {
  const id = `scenarios.phrase-${name}` as const;
  return { id, pattern: patternOf(en[id]) };
});

/** Longer texts are left as they are: no phrase of ours is, and the patterns stay cheap. */
const MAX_LENGTH = 2000;

/**
 * A phrase of a {@link Problem} in the language of the user. The pure readers of files say what is wrong in English
 * words, which are the ids of the texts (`scenarios.phrase-…`), as in gettext: a phrase without text stays as it is, and
 * what the user wrote is never changed.
 */
export function problemPhrase(english: string, t: Translate): string {
  if (english.length > MAX_LENGTH) return english;
  for (const { id, pattern } of PHRASES) {
    const match = pattern.exec(english);
    if (match === null) continue;
    const values = Object.entries(match.groups ?? {}).map(([name, value]) => [name, problemPhrase(value, t)] as const);
    return t(id, Object.fromEntries(values));
  }
  return english;
}

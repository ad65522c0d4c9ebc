import { en } from './en.ts';
import { fr } from './fr.ts';

/** Languages of the texts that a user reads at run time. */
export type Language = 'fr' | 'en';

/** Id of a text. */
export type MessageId = keyof typeof en;

/** Gives the text of `id` with `{name}` placeholders filled; a placeholder without value stays as it is. */
export type Translate = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

const tables: Record<Language, Readonly<Record<string, string>>> = { en, fr };

/** The translator for a language. */
export function createTranslate(language: Language): Translate {
  const table = tables[language];
  return (id, values = {}) =>
    (table[id] ?? id).replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** True when `id` is the id of a text. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}

/** The language named by `--lang`, else by LC_ALL, LC_MESSAGES or LANG; English when none is French. */
export function pickLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const from = asked ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? 'en';
  return from.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

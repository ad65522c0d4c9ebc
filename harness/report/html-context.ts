import type { Language, Translate } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Bilingual } from '../model/requirement.ts';

/** Makes text safe inside HTML. */
export type Escape = (text: string) => string;

/** Writes texts in both languages, of which the page shows one: markup that is already escaped. */
export class BilingualWriter {
  readonly #escape: Escape;
  readonly #translate: Readonly<Record<Language, Translate>> = {
    fr: createTranslate('fr'),
    en: createTranslate('en'),
  };

  constructor(escape: Escape) {
    this.#escape = escape;
  }

  /** A text that is written for each language by `make`; once only when both are equal. */
  each(make: (t: Translate, language: Language) => string): string {
    return this.both({ fr: make(this.#translate.fr, 'fr'), en: make(this.#translate.en, 'en') });
  }

  /** A text that stands in both languages. */
  both(text: Bilingual): string {
    if (text.fr === text.en) return this.#escape(text.fr);
    return `<span lang="fr">${this.#escape(text.fr)}</span><span lang="en">${this.#escape(text.en)}</span>`;
  }
}

import { Eta } from 'eta';
import type { ConnectorFile } from './connector-schema.ts';
import type { Stimulus } from '../model/check.ts';
import type { AdtFields } from './adt-fields.ts';

/** What the values of a template are escaped for. `url`: percent-encoded; `hl7`: by the escape sequences of HL7 v2. */
export type TemplateFormat = 'json' | 'xml' | 'csv' | 'text' | 'url' | 'hl7';

/** What a template knows as `it`: the stimulus, and where it goes. */
export interface TemplateData extends Partial<Stimulus> {
  /** The record of this message, when there is one message a record. */
  readonly record?: Stimulus['records'][number];
  /** `ROR_STATE_DIR` of the instance. */
  readonly stateDir: string;
  /** The instance that serves the establishment. */
  readonly instance: TemplateInstance;
  /** The movement of a message of the `hl7v2` driver. */
  readonly adt?: AdtFields;
}

/** An instance of the connector as its file describes it. */
export interface TemplateInstance {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A template that does not compile or that met a value which is not there. The message is one line. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** The delimiters of a message inside a value (HL7 v2.5, chapter 2); a control character would end a segment or the block. */
const HL7_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\E\\',
  '|': '\\F\\',
  '^': '\\S\\',
  '&': '\\T\\',
  '~': '\\R\\',
};

const ESCAPES: Readonly<Record<TemplateFormat, (value: unknown) => string>> = {
  json: (value) => JSON.stringify(value) ?? 'null',
  xml: (value) => textOf(value).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  csv: (value) => csvField(textOf(value)),
  text: textOf,
  url: (value) => encodeURIComponent(textOf(value)),
  hl7: (value) =>
    textOf(value)
      .replaceAll(/[\\|^&~]/g, (sign) => HL7_ESCAPES[sign] ?? '')
      .replaceAll(/\p{Cc}/gu, ' '),
};

/**
 * Fills a template in: `<%= it.… %>` gives a value escaped for `format` (in JSON with its quotes), `<%~ … %>` one as it
 * is, `<% … %>` is a statement. It is the vendor's own program, as `stimulus.command` is.
 * @throws TemplateError
 */
export function render(template: string, data: TemplateData, format: TemplateFormat): string {
  if (!template.includes('<%')) return template;
  const eta = new Eta({ autoEscape: true, autoTrim: false, escapeFunction: ESCAPES[format] });
  try {
    return eta.renderString(template, data);
  } catch (error) {
    throw new TemplateError(oneLine(error), { cause: error });
  }
}

/** The data of a message of a file for `instance`, with what the product calls the places. */
export function templateData(
  stimulus: Stimulus,
  place: Pick<TemplateData, 'stateDir' | 'instance'>,
  mapping: ConnectorFile['mapping'],
): TemplateData {
  return { ...withLocalNames(stimulus, mapping, 'always'), ...place };
}

/**
 * The stimulus with `local`, what the product calls the establishment and the unit. `mapped`: only where the connector
 * file maps them, as a program gets it; `always`: their own numbers else, for templates.
 */
export function withLocalNames(
  stimulus: Stimulus,
  { establishments, units }: ConnectorFile['mapping'],
  where: 'mapped' | 'always',
): Stimulus {
  const { establishment, location } = stimulus;
  const named = <T extends object>(value: T, local: string | undefined, own: string): T => {
    if (local === undefined && where === 'mapped') return value;
    return { ...value, local: local ?? own };
  };
  return {
    ...stimulus,
    establishment: named(establishment, establishments[establishment.finess], establishment.finess),
    location: location === null ? null : named(location, units[location.identifier], location.identifier),
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Quoted when it must be; a leading sign that a spreadsheet would calculate with is no matter between two programs. */
function csvField(text: string): string {
  return /["\n\r,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Of a fault in a statement, the program that it was compiled to is left out. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/\n=+\n.*$/s, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}

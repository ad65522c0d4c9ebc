import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import type { Stimulus } from '../model/check.ts';
import type { ChannelContext } from './channel.ts';
import { instanceFor } from './channel.ts';
import type { Trouble } from './connector-run.ts';
import type { TemplateData, TemplateFormat } from './template.ts';
import { TemplateError, render, templateData, withLocalNames } from './template.ts';

const PAM_FR = fileURLToPath(new URL('templates/pam-fr.eta', import.meta.url));
const ROR_PATCH = fileURLToPath(new URL('templates/ror-patch.eta', import.meta.url));

/** What a stimulus is written with. */
export type Body = 'stimulus' | 'ror-patch' | { readonly file: string };

/** How a stimulus is written. */
export interface Writing {
  readonly body: Body;
  readonly format: TemplateFormat;
  readonly each: 'stimulus' | 'record' | undefined;
}

/** One message for the connector. */
export interface Message {
  readonly text: string;
  /** For the templates of its address or name. */
  readonly data: TemplateData;
}

/** The template of a body; null for our JSON. @throws Error of the system when its file cannot be read */
export function templateOf(body: Body, folder: string): string | null {
  if (body === 'stimulus') return null;
  return readFileSync(body === 'ror-patch' ? ROR_PATCH : resolve(folder, body.file), 'utf8');
}

/** The template of an ADT message. @throws Error of the system when its file cannot be read */
export function adtTemplate(template: 'pam-fr' | { readonly file: string }, folder: string): string {
  return readFileSync(template === 'pam-fr' ? PAM_FR : resolve(folder, template.file), 'utf8');
}

/** True when each record is a message of its own: a PATCH of the ROR carries one. */
export function isOneRecordEach({ body, each }: Pick<Writing, 'body' | 'each'>): boolean {
  return (each ?? (body === 'ror-patch' ? 'record' : 'stimulus')) === 'record';
}

/** The messages that say a stimulus, or why it cannot be said. */
export function messagesOf(
  stimulus: Stimulus,
  writing: Writing,
  context: ChannelContext,
): readonly Message[] | { readonly trouble: Trouble } {
  const instance = instanceFor(stimulus, context.instances);
  if (instance === undefined) {
    const { finess, credential } = stimulus.establishment;
    return { trouble: { code: 'no-instance', detail: `${finess}, ${credential}` } };
  }
  const whole = templateData(stimulus, { stateDir: instance.stateDir, instance }, context.file.mapping);
  const datas = isOneRecordEach(writing) ? stimulus.records.map((record) => ({ ...whole, record })) : [whole];
  if (datas.length === 0) return { trouble: { code: 'cannot-say', detail: stimulus.kind } };
  try {
    const template = templateOf(writing.body, context.folder);
    return datas.map((data) => ({ data, text: messageText(template, data, { writing, stimulus, context }) }));
  } catch (error) {
    return { trouble: { code: 'bad-template', detail: textOfError(error) } };
  }
}

function messageText(
  template: string | null,
  data: TemplateData,
  { writing, stimulus, context }: { writing: Writing; stimulus: Stimulus; context: ChannelContext },
): string {
  if (template !== null) return render(template, data, writing.format);
  const records = data.record === undefined ? stimulus.records : [data.record];
  return `${JSON.stringify(withLocalNames({ ...stimulus, records }, context.file.mapping, 'mapped'))}\n`;
}

/** What went wrong with a template or a file, in one line. */
export function textOfError(error: unknown): string {
  if (error instanceof TemplateError) return error.message;
  if (error instanceof Error && 'code' in error && error.message.includes(String(error.code))) return error.message;
  throw error;
}

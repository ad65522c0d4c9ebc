import type { TemplateData } from './template.ts';
import { render } from './template.ts';

/** A message of a template: one segment a line, as HL7 ends them. */
export function adtText(template: string, data: TemplateData): string {
  const lines = render(template, data, 'hl7').split(/\r?\n|\r/);
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\r`)
    .join('');
}

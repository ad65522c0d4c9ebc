import { z } from 'zod';
import { argv, format, milliseconds, template, variableName } from './field-schemas.ts';
import { hl7v2 } from './hl7v2-schema.ts';

const HTTP_TIMEOUT_MS = 30_000;
const OPERATOR_MS = 600_000;

const command = z.strictObject({
  driver: z.literal('command').describe('A program is started, the stimulus is one JSON line on its stdin.'),
  command: argv.describe('Program and arguments, started without a shell; the stimulus is one JSON line on stdin.'),
  cwd: z.string().min(1).default('.').describe('Working folder, relative to this file. Default: its own folder.'),
});

const each = z
  .enum(['stimulus', 'record'])
  .describe('One message a stimulus, or one a record. Default stimulus; record with ror-patch.');

const templateFile = z.strictObject({
  file: z.string().min(1).describe('Template file, relative to this one.'),
});

const authentication = z
  .union([
    z.strictObject({
      basic: z.strictObject({ user: z.string().min(1), passwordFrom: variableName }),
    }),
    z.strictObject({ bearer: z.strictObject({ tokenFrom: variableName }) }),
  ])
  .describe('Who rorkit is for the connector. Secrets are read from environment variables, never from this file.');

const http = z.strictObject({
  driver: z.literal('http').describe('The stimulus is an HTTP request to the connector.'),
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST').describe('Default POST.'),
  url: template.describe('Address of the connector; may hold <%= … %>, whose values are percent-encoded.'),
  headers: z.record(z.string().regex(/^[\w-]+$/), template).default({}),
  authentication: authentication.optional(),
  body: z
    .union([z.enum(['stimulus', 'ror-patch']), templateFile])
    .default('stimulus')
    .describe(
      'stimulus: our JSON; ror-patch: a PATCH of the ROR for each record; or a template file. Default stimulus.',
    ),
  format: format.default('json').describe('What values of the template are escaped for. Default json.'),
  each: each.optional(),
  caFile: z.string().min(1).optional().describe('Authorities to trust for an https address of the connector, PEM.'),
  timeoutMs: milliseconds
    .min(100)
    .default(HTTP_TIMEOUT_MS)
    .describe('Longest time for its answer, in ms. Default 30000.'),
});

const file = z.strictObject({
  driver: z.literal('file').describe('The stimulus is a file put into a folder that the connector watches.'),
  folder: template.describe('Drop folder, relative to this file; <%= it.stateDir %> is ROR_STATE_DIR.'),
  name: template.describe('Name of the file; must differ between stimuli, as <%= it.id %> does.'),
  template: z
    .union([z.literal('stimulus'), templateFile])
    .default('stimulus')
    .describe('stimulus: our JSON; or a template file. Default stimulus.'),
  format: format.default('json').describe('What values of the template are escaped for. Default json.'),
  each: each.optional(),
  encoding: z.enum(['utf-8', 'latin1']).default('utf-8').describe('Default utf-8.'),
});

const manual = z.strictObject({
  driver: z.literal('manual').describe('A person is told in the terminal what to enter in the product.'),
  operatorMs: milliseconds
    .min(100)
    .default(OPERATOR_MS)
    .describe('Longest time for the person to answer once, in ms. Default 600000.'),
});

/** How a stimulus reaches the connector. */
export const stimulus = z.discriminatedUnion('driver', [command, http, file, hl7v2, manual]);

type Stimulus = z.infer<typeof stimulus>;

/** What the `command` driver is told. */
export type CommandStimulus = Extract<Stimulus, { driver: 'command' }>;

/** What the `http` driver is told. */
export type HttpStimulus = Extract<Stimulus, { driver: 'http' }>;

/** What the `file` driver is told. */
export type FileStimulus = Extract<Stimulus, { driver: 'file' }>;

/** What the `manual` driver is told. */
export type ManualStimulus = Extract<Stimulus, { driver: 'manual' }>;

/** What the `hl7v2` driver is told. */
export type Hl7v2Stimulus = Extract<Stimulus, { driver: 'hl7v2' }>;

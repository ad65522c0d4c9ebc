import { z } from 'zod';
import { argv, milliseconds, template, variableName, variables } from './field-schemas.ts';
import { isPattern, ready, start } from './start-schema.ts';
import { stimulus } from './stimulus-schema.ts';

const timing = z.strictObject({
  quietMs: milliseconds
    .default(100)
    .describe('Silence after which the exchanges are taken as complete, in ms. Default 100.'),
  deadlineMs: milliseconds
    .min(100)
    .default(30_000)
    .describe('Longest time for one stimulus, in ms; then a command is ended. Default 30000.'),
  retryEveryMs: milliseconds.default(1_000).describe('Longest pause between two retries of it, in ms. Default 1000.'),
  outageMs: milliseconds.default(5_000).describe('How long an outage must last for it to notice, in ms. Default 5000.'),
});

const environment = z.strictObject({
  set: variables.default({}).describe('Variables given to the connector besides the contract; never secrets.'),
  pass: z
    .array(variableName)
    .default([])
    .describe('Names of variables that pass through, besides PATH, HOME and LANG.'),
});

const stop = z.strictObject({
  signal: z
    .enum(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])
    .default('SIGTERM')
    .describe('First signal. Default SIGTERM.'),
  graceMs: milliseconds.default(2_000).describe('Time between the first signal and SIGKILL, in ms. Default 2000.'),
});

const resetRequest = z.strictObject({
  http: z.strictObject({
    method: z.enum(['POST', 'PUT', 'DELETE']).default('POST').describe('Default POST.'),
    url: template.describe('Address that makes it forget; any 2xx is done.'),
  }),
});

const reset = z.union([z.enum(['state-dir', 'none']), z.strictObject({ command: argv }), resetRequest]);

const output = z.strictObject({
  maxBytes: z
    .number()
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(1_000_000)
    .describe('What one stimulus may print before it is ended, in bytes. Default 1000000.'),
});

const capabilities = z.strictObject({
  notClaimed: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Ids of requirements that it does not claim. An optional one is omitted; a required one is a skip that keeps the ' +
        'run from being conformant, and the report is headed "partial".',
    ),
});

const reporting = z
  .strictObject({
    line: z
      .string()
      .min(1)
      .max(1_000)
      .refine(isPattern, 'a regular expression')
      .describe('Regular expression of the line that it writes when it tells its operator of a refusal.'),
    file: z.string().min(1).optional().describe('Log file with that line, relative to this one. Default: its output.'),
  })
  .describe(
    'Where a refusal shows that it tells its operator. For drivers without exit status; without it a person attests, or ' +
      'the checks about reporting are not judged.',
  );

const mapping = z.strictObject({
  establishments: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('FINESS of the mock: what the product calls the establishment.'),
  units: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe(
      'Identifier of a Location (IdNatStruct/code): what the product calls the unit. Scenarios then use these units ' +
        'only; one that the mock does not know serves the scenario of the unknown unit.',
    ),
});

const shape = z.strictObject({
  contract: z.literal(1).describe('Version of the connector contract.'),
  name: z.string().min(1).max(200).describe('How reports call it.'),
  start: start.optional(),
  ready: ready.optional(),
  stimulus,
  lifetime: z
    .enum(['stimulus', 'scenario'])
    .default('stimulus')
    .describe(
      'Of a command: one process a stimulus, or one a scenario (a stimulus a line on stdin). Default stimulus.',
    ),
  environment: environment.prefault({}),
  stop: stop.prefault({}),
  reset: reset
    .optional()
    .describe(
      'How it forgets between scenarios. state-dir: it keeps all in ROR_STATE_DIR, which is emptied; one that goes on ' +
        'running is started again. A command, or an HTTP request: it goes on running. none: it cannot, and a value that a ' +
        'unit was already told is never told again. Default state-dir for what rorkit starts, else none.',
    ),
  timing: timing.prefault({}),
  output: output.prefault({}),
  capabilities: capabilities.prefault({}),
  reporting: reporting.optional(),
  mapping: mapping.prefault({}),
});

type Shape = z.infer<typeof shape>;

/** What must hold between members: each with the path to name and what would be right. */
const RULES: readonly {
  readonly path: string[];
  readonly message: string;
  readonly broken: (file: Shape) => boolean;
}[] = [
  {
    path: ['start'],
    message: '"ready" besides "start": when the connector can take a stimulus',
    broken: ({ start: own, ready: way }) => own !== undefined && way === undefined,
  },
  {
    path: ['ready'],
    message: 'tcp or http for a connector that rorkit does not start',
    broken: ({ start: own, ready: way }) =>
      own === undefined && way !== undefined && way.tcp === undefined && way.http === undefined,
  },
  {
    path: ['ready', 'firstToken'],
    message: 'tcp, http or log for several instances, which a token request does not tell apart',
    broken: ({ start: own, ready: way }) => (own?.instances?.length ?? 1) > 1 && way?.firstToken === true,
  },
  {
    path: ['lifetime'],
    message: '"scenario" with the driver "command" only',
    broken: ({ lifetime, stimulus: given }) => lifetime === 'scenario' && given.driver !== 'command',
  },
  {
    path: ['reporting'],
    message: '"file" for a connector that rorkit does not start: its output is not seen',
    broken: (file) => file.reporting !== undefined && file.reporting.file === undefined && !startsIt(file),
  },
  {
    path: ['reset'],
    message: 'none, a command or http for a connector that rorkit does not start: its folder cannot be emptied',
    broken: (file) => file.reset === 'state-dir' && !startsIt(file),
  },
  {
    path: ['stimulus', 'driver'],
    message: 'a way to forget ("reset") with the driver "hl7v2": all beds are free when a scenario starts',
    broken: (file) =>
      file.stimulus.driver === 'hl7v2' && (file.reset === 'none' || (file.reset === undefined && !startsIt(file))),
  },
];

/** What a connector file may hold (contract version 1, design §7). Unknown keys are refused. */
export const connectorFileSchema = shape.superRefine((file, context) => {
  for (const { path, message, broken } of RULES) {
    if (broken(file)) context.addIssue({ code: 'custom', path, message });
  }
});

/** A connector file as read, defaults filled in. */
export type ConnectorFile = z.infer<typeof connectorFileSchema>;

/** How the connector forgets between two scenarios. */
export type Reset = NonNullable<ConnectorFile['reset']>;

/** True when rorkit starts the processes of the connector that speak to the ROR. */
export function startsIt(file: Pick<ConnectorFile, 'start' | 'stimulus'>): boolean {
  return file.start !== undefined || file.stimulus.driver === 'command';
}

/** How the connector forgets, the default filled in. */
export function resetOf(file: ConnectorFile): Reset {
  return file.reset ?? (startsIt(file) ? 'state-dir' : 'none');
}

/** The JSON Schema (draft 2020-12) of a connector file, for editors: connector.schema.json beside this file. */
export function connectorJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'rorkit connector file, contract 1', ...z.toJSONSchema(connectorFileSchema, { io: 'input' }) };
}

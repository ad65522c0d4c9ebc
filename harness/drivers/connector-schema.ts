import { z } from 'zod';

/** Drivers that this version has; the connector file may name no other. */
const SUPPORTED_DRIVERS = ['command'] as const;

const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const HOUR_MS = 3_600_000;

const argv = z.array(z.string().min(1)).min(1).max(256);
const milliseconds = z.number().int().min(0).max(HOUR_MS);

const stimulus = z.strictObject({
  driver: z.enum(SUPPORTED_DRIVERS).describe('How a stimulus reaches the connector.'),
  command: argv.describe('Program and arguments, started without a shell; the stimulus is one JSON line on stdin.'),
  cwd: z.string().min(1).default('.').describe('Working folder, relative to this file. Default: its own folder.'),
});

const timing = z.strictObject({
  quietMs: milliseconds
    .default(100)
    .describe('Silence after which the exchanges are taken as complete, in ms. Default 100.'),
  deadlineMs: milliseconds
    .min(100)
    .default(30_000)
    .describe('Longest time for one stimulus, in ms; then the process tree is ended. Default 30000.'),
  retryEveryMs: milliseconds.default(1_000).describe('Longest pause between two retries of it, in ms. Default 1000.'),
  outageMs: milliseconds.default(5_000).describe('How long an outage must last for it to notice, in ms. Default 5000.'),
});

const environment = z.strictObject({
  set: z
    .record(z.string().regex(ENVIRONMENT_NAME), z.string())
    .default({})
    .describe('Variables given to the connector besides the contract; never secrets.'),
  pass: z
    .array(z.string().regex(ENVIRONMENT_NAME))
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

const reset = z.union([z.literal('state-dir'), z.strictObject({ command: argv })]);

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
  notClaimed: z.array(z.string().min(1)).default([]).describe('Ids of optional requirements that it does not claim.'),
});

/** A member of the contract that this version cannot honour: named, rather than called unknown. */
function unsupported(instead: string): z.ZodOptional {
  return z
    .unknown()
    .refine(() => false, `not supported by this version of rorkit, which ${instead}`)
    .optional();
}

/** What a connector file may hold (contract version 1, design §7). Unknown keys are refused. */
export const connectorFileSchema = z.strictObject({
  contract: z.literal(1).describe('Version of the connector contract.'),
  name: z.string().min(1).max(200).describe('How reports call it.'),
  start: unsupported('starts the connector through "stimulus.command" only'),
  ready: unsupported('starts the connector through "stimulus.command" only'),
  stimulus,
  lifetime: z
    .enum(['stimulus', 'scenario'])
    .default('stimulus')
    .describe('One process a stimulus, or one a scenario (a stimulus a line on stdin). Default stimulus.'),
  environment: environment.prefault({}),
  stop: stop.prefault({}),
  reset: reset
    .default('state-dir')
    .describe('How it forgets between scenarios: it keeps all in ROR_STATE_DIR, which is emptied, or a command.'),
  timing: timing.prefault({}),
  output: output.prefault({}),
  capabilities: capabilities.prefault({}),
});

/** A connector file as read, defaults filled in. */
export type ConnectorFile = z.infer<typeof connectorFileSchema>;

/** The JSON Schema (draft 2020-12) of a connector file, for editors: connector.schema.json beside this file. */
export function connectorJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'rorkit connector file, contract 1',
    ...z.toJSONSchema(connectorFileSchema.omit({ start: true, ready: true }), { io: 'input' }),
  };
}

import { z } from 'zod';
import { argv, milliseconds, template, variables } from './field-schemas.ts';

const READY_MS = 120_000;

const instance = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  credential: z
    .string()
    .min(1)
    .optional()
    .describe('Id of the credential that it is given. Default: all of them, the first supplier in ROR_CLIENT_….'),
  establishments: z.array(z.string().min(1)).min(1).optional().describe('FINESS numbers that it serves. Default: all.'),
  environment: variables.default({}).describe('Variables of this instance alone, such as its port; never secrets.'),
});

/** How a connector that goes on running is started. Default without it: it runs already, or `stimulus.command` starts it. */
export const start = z.strictObject({
  command: argv.describe('Program and arguments, started without a shell before the first stimulus.'),
  cwd: z.string().min(1).default('.').describe('Working folder, relative to this file. Default: its own folder.'),
  instances: z
    .array(instance)
    .min(1)
    .max(16)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'instances with different names')
    .optional()
    .describe('Several processes of it, each with its own credential and establishments. Default: one.'),
});

/** How rorkit knows that the connector can take a stimulus: exactly one of four ways. */
export const ready = z
  .strictObject({
    tcp: template.optional().describe('host:port that accepts connections.'),
    http: template.optional().describe('Address that answers a GET with 2xx.'),
    log: z.string().min(1).max(1_000).optional().describe('Regular expression that a line of its output fits.'),
    firstToken: z.literal(true).optional().describe('It has asked the token endpoint for a token.'),
    timeoutMs: milliseconds
      .min(100)
      .default(READY_MS)
      .describe('Longest time until it is ready, in ms. Default 120000.'),
  })
  .refine(
    ({ tcp, http, log, firstToken }) => [tcp, http, log, firstToken].filter((way) => way !== undefined).length === 1,
    'exactly one of tcp, http, log and firstToken',
  )
  .refine(({ log }) => log === undefined || isPattern(log), 'a regular expression in "log"');

/** True for a text that is a regular expression. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../model/yaml-document.ts';
import type { CliContext } from './command.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** Name under which the configuration is looked for in the working folder. */
export const CONFIG_FILE = 'rorkit.config.yaml';

const milliseconds = z.number().int().min(1_000).max(86_400_000);

const deadlines = z.strictObject({
  scenarioMs: milliseconds
    .default(300_000)
    .describe('After this time no further step of a scenario is started, in ms. Default 300000.'),
  runMs: milliseconds
    .default(3_600_000)
    .describe('After this time no further scenario is started, in ms. Default 3600000.'),
});

const product = z.strictObject({
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(100),
  vendor: z.string().min(1).max(200),
});

/** What rorkit.config.yaml may hold. Paths are relative to it. Unknown keys are refused. */
const configSchema = z.strictObject({
  connector: z.string().min(1).optional().describe('Connector file. Default: the bundled reference connector.'),
  scenarios: z.array(z.string().min(1)).default([]).describe('Ids, areas or patterns. Default: all.'),
  reports: z.string().min(1).default('reports').describe('Folder of the reports. Default reports.'),
  data: z.string().min(1).default('.rorkit').describe('Data folder: runs and test certificates. Default .rorkit.'),
  pki: z.string().min(1).optional().describe('Folder of the test certificates. Default pki in the data folder.'),
  catalogue: z
    .string()
    .min(1)
    .default('current')
    .describe('current, published-examples, permissive, or a file with your own list. Default current.'),
  settings: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe('Settings of the mock: rorkit mock --settings lists them.'),
  strict: z.boolean().default(false).describe('Derived rules and warnings fail too. Default false.'),
  seed: z.string().min(1).max(64).optional().describe('Repeats the choices of a run. Default: a new one a run.'),
  lanes: z.number().int().min(1).max(16).default(1).describe('Scenarios run at the same time. Default 1.'),
  deadlines: deadlines.prefault({}),
  expectedFailures: z
    .string()
    .min(1)
    .optional()
    .describe('File of failures that are known, each with a reason and an end date. Default: none.'),
  product: product.optional().describe('The product under test, for the reports.'),
});

/** The configuration, defaults filled in, paths absolute. */
export interface Config extends Omit<z.infer<typeof configSchema>, 'connector' | 'pki' | 'expectedFailures'> {
  /** The file that it was read from; null when there is none. */
  readonly file: string | null;
  readonly connector: string | null;
  readonly pki: string;
  readonly expectedFailures: string | null;
}

/**
 * The configuration: the file named, else rorkit.config.yaml in the working folder, else the defaults.
 * @throws CliError for a file that cannot be read, and for a wrong key or value, with file, line and column.
 */
export function loadConfig(named: string | undefined, { cwd, t }: CliContext): Config {
  const inPlace = resolve(cwd, CONFIG_FILE);
  const found = existsSync(inPlace) ? inPlace : null;
  const file = named === undefined ? found : resolve(cwd, named);
  if (file === null) return absolute(configSchema.parse({}), null, cwd);
  const text = readInput(file, t);
  // An empty file, or one with comments only, holds no mapping and changes nothing.
  const reading = readYaml(
    text,
    z.preprocess((value) => value ?? {}, configSchema),
    file,
  );
  if (!reading.ok) throw problemsError(reading.problems, t);
  return absolute(reading.value, file, dirname(file));
}

function absolute(config: z.infer<typeof configSchema>, file: string | null, folder: string): Config {
  const data = resolve(folder, config.data);
  return {
    ...config,
    file,
    data,
    reports: resolve(folder, config.reports),
    connector: config.connector === undefined ? null : resolve(folder, config.connector),
    expectedFailures: config.expectedFailures === undefined ? null : resolve(folder, config.expectedFailures),
    pki: config.pki === undefined ? resolve(data, 'pki') : resolve(folder, config.pki),
    catalogue: isBundledCatalogue(config.catalogue) ? config.catalogue : resolve(folder, config.catalogue),
  };
}

/** True for the name of a catalogue that comes with rorkit; anything else is a file. */
export function isBundledCatalogue(name: string): name is 'current' | 'published-examples' | 'permissive' {
  return name === 'current' || name === 'published-examples' || name === 'permissive';
}

/** The JSON Schema (draft 2020-12) of rorkit.config.yaml, for editors: config.schema.json beside this file. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'rorkit configuration', ...z.toJSONSchema(configSchema, { io: 'input' }) };
}

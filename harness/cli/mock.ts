import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Pki } from '../../certs/pki.ts';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Configuration, MockRor, ProprietaryClients, SettingValue } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readCircle, unknownEstablishments, warningLines } from './mock-circle.ts';
import { mockCredentials } from './mock-credentials.ts';
import type { MockCredential } from './mock-credentials.ts';
import { guideJson, guideText } from './mock-guide.ts';
import type { MockGuide, MockSample } from './mock-guide.ts';
import { collected, oneOf } from './options.ts';
import { addSeedOptions, readSeed } from './mock-seed.ts';
import type { SeedOptions } from './mock-seed.ts';
import { explainStart } from './mock-start-errors.ts';

/** First of the three fixed ports: token endpoint, API, control. */
const DEFAULT_PORT = '8443';
const MAX_FIRST_PORT = 65_533;
const DEFAULT_LISTEN = '127.0.0.1';

/** Locations among which the sample is looked for. */
const LOOKED_THROUGH = 500;

interface MockOptions extends SeedOptions {
  readonly port: string;
  readonly listen: string;
  readonly publicHost?: string;
  readonly pki: string;
  readonly dataDir?: string;
  readonly catalogue: string;
  readonly participants?: string;
  readonly trustCa?: readonly string[];
  readonly set?: readonly string[];
  /** File of settings; a value of `set` wins. */
  readonly settingsFile?: string;
  readonly settings?: true;
  readonly json?: true;
}

/**
 * Adds `rorkit mock`. It ends with 0 when its user stops it (Ctrl-C, SIGTERM): stopping is how it is meant to end, and there is
 * no verdict that could be cut short.
 */
export const registerMock: RegisterCommand = (program, context, finish) => {
  addSeedOptions(addOptions(program.command('mock'), context), context).action(async (options: MockOptions) => {
    if (options.settings === true) await printSettings(options, context);
    else await serve(options, context);
    finish(EXIT.conformant);
  });
};

function addOptions(command: Command, { t }: CliContext): Command {
  return command
    .description(t('mock.print.help'))
    .option('--port <number>', t('mock.print.help-port'), DEFAULT_PORT)
    .option('--listen <address>', t('mock.print.help-listen'), DEFAULT_LISTEN)
    .option('--public-host <name>', t('mock.print.help-public-host'))
    .option('--pki <folder>', t('mock.print.help-pki'), path.join('.rorkit', 'pki'))
    .option('--data-dir <folder>', t('mock.print.help-data-dir'))
    .option('--settings-file <file>', t('mock.print.help-settings-file'))
    .option('--catalogue <name|file>', t('mock.print.help-catalogue'), 'current')
    .option('--participants <file>', t('mock.print.help-participants'))
    .option('--trust-ca <file>', t('mock.print.help-trust-ca'), collected)
    .option('--set <name=value>', t('mock.print.help-set'), collected)
    .option('--settings', t('mock.print.help-settings'))
    .option('--json', t('cli.help-json'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']));
}

async function serve(options: MockOptions, context: CliContext): Promise<void> {
  const ports = readPorts(options.port, context);
  const { mock, guide, publicHostHint, warnings } = await explainStart(context.t, () => start(options, ports, context));
  try {
    if (publicHostHint !== null) context.err(`${publicHostHint}\n`);
    context.err(warningLines(warnings, context.t));
    context.out(options.json === true ? `${JSON.stringify(guideJson(guide))}\n` : guideText(guide, context.t));
    const { reloadOnHangUp } = await import('./mock-reload.ts'); // brings the server along
    const stopListening = reloadOnHangUp(mock, context);
    await stopped(context.interrupted).finally(stopListening);
  } finally {
    await mock.close();
  }
  context.err(`${context.t('mock.print.stopped')}\n`);
}

interface Ports {
  readonly auth: number;
  readonly api: number;
  readonly control: number;
}

interface Started {
  readonly mock: MockRor;
  readonly guide: MockGuide;
  readonly publicHostHint: string | null;
  readonly warnings: readonly string[];
}

async function start(options: MockOptions, ports: Ports, context: CliContext): Promise<Started> {
  // Loaded here, not above: other commands must not wait for a server that they do not start.
  const { newControlToken, startMockRor, writeControlToken } = await import('../../mock-server/index.ts');
  const settings = await givenSettings(options, context);
  const { loadCatalogue } = await import('./load-catalogue.ts');
  const catalogue = loadCatalogue(options.catalogue, context.t);
  const pki = await openPki(options, context);
  const circle = await readCircle(options, pki, context);
  const token = newControlToken();
  const mock = await startMockRor({
    pki,
    listen: options.listen,
    ports,
    ...(options.publicHost === undefined ? {} : { publicHost: options.publicHost }),
    ...(await readSeed(options, context)),
    dataDir: options.dataDir === undefined ? null : path.resolve(context.cwd, options.dataDir),
    catalogue,
    settings,
    ...circle.start,
    control: { token },
    readAgain: () => readAgain(options, pki, context),
    log: (text) => context.err(`${text}\n`),
  });
  try {
    const { addresses, establishments } = await mock.describe();
    const kept = path.resolve(context.cwd, options.dataDir ?? '.rorkit');
    const dir = path.join(kept, 'mock', new URL(addresses.tokenUrl).port);
    makePrivateFolder(dir);
    const controlTokenFile = await writeControlToken(dir, token);
    const participants = await mock.participants();
    const credentials = mockCredentials(participants, pki, await proprietaryClientsOf(mock));
    const sample = await writeSample(mock, { credentials, dir });
    const guide = { addresses, pki, credentials, controlTokenFile, sample };
    const warnings = [...circle.warnings, ...unknownEstablishments(participants, establishments, context.t)];
    return { mock, guide, publicHostHint: hintFor(options, context), warnings };
  } catch (error) {
    await mock.close();
    throw error;
  }
}

async function proprietaryClientsOf(mock: MockRor): Promise<ProprietaryClients> {
  const { settings } = await mock.describe();
  return settings['proprietaryClients'] === 'client-per-certificate' ? 'client-per-certificate' : 'one-client';
}

/** A figure that is really there, of an establishment that a supplier may write for; one whose key is held comes first. */
async function writeSample(
  mock: MockRor,
  { credentials, dir }: { credentials: readonly MockCredential[]; dir: string },
): Promise<MockSample | null> {
  const { samplePatch } = await import('./mock-sample.ts');
  const suppliers = credentials
    .filter(({ role }) => role === 'supplier')
    .toSorted((a, b) => Number(a.leaf === null) - Number(b.leaf === null));
  const locations = (await mock.locations({ limit: LOOKED_THROUGH })).filter(({ records }) => records.length > 0);
  for (const credential of suppliers) {
    const listed = new Set(credential.establishments);
    const location = locations.find(({ establishment }) => listed.has(establishment));
    const record = location?.records.find(({ capacityStatus }) => capacityStatus === '02') ?? location?.records[0];
    if (location === undefined || record === undefined) continue;
    const nbCapacity = record.nbCapacity + 1;
    const file = path.join(dir, 'capacity-patch.json');
    // oxlint-disable-next-line no-await-in-loop -- the first that fits ends the loop
    await writeFile(file, samplePatch(record, nbCapacity, new Date().toISOString()), { mode: 0o600 });
    return { credential, location, nbCapacity, file };
  }
  return null;
}

async function openPki(options: MockOptions, { cwd }: CliContext): Promise<Pki> {
  const { ensurePki } = await import('../../certs/ensure-pki.ts');
  const publicHosts = [options.publicHost, isEverywhere(options.listen) ? undefined : options.listen];
  return await ensurePki({
    dir: path.resolve(cwd, options.pki),
    publicHosts: publicHosts.filter((host) => host !== undefined),
  });
}

function isEverywhere(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function hintFor({ listen, publicHost }: MockOptions, { t }: CliContext): string | null {
  if (!isEverywhere(listen) || publicHost !== undefined) return null;
  return t('mock.print.public-host-hint', { address: listen });
}

function readPorts(text: string, { t }: CliContext): Ports {
  const first = Number(text);
  if (!/^\d+$/.test(text) || first > MAX_FIRST_PORT) {
    throw new CliError({ code: 'mock.bad-option', message: t('mock.print.bad-port', { seen: text }) });
  }
  if (first === 0) return { auth: 0, api: 0, control: 0 };
  return { auth: first, api: first + 1, control: first + 2 };
}

/** The configuration as its files are now. @throws CliError for a file that is wrong: nothing of it is in force then */
async function readAgain(options: MockOptions, pki: Pki, context: CliContext): Promise<Configuration> {
  const { loadCatalogue } = await import('./load-catalogue.ts');
  const circle = await readCircle(options, pki, context);
  const { participants } = circle.start;
  const settings = await givenSettings(options, context);
  const catalogue = loadCatalogue(options.catalogue, context.t);
  context.err(warningLines(circle.warnings, context.t));
  return { settings, catalogue, ...(participants === undefined ? {} : { participants }) };
}

/** The settings of the file, and those typed, which win. @throws CliError */
async function givenSettings(
  { settingsFile, set = [] }: Pick<MockOptions, 'settingsFile' | 'set'>,
  context: CliContext,
): Promise<Record<string, SettingValue>> {
  const typed = await readSettings(set, context);
  if (settingsFile === undefined) return typed;
  const { readSettingsFile } = await import('./settings-file.ts');
  return { ...(await readSettingsFile(settingsFile, context)), ...typed };
}

async function readSettings(pairs: readonly string[], { t }: CliContext): Promise<Record<string, SettingValue>> {
  const { settingFromText } = await import('../../mock-server/index.ts');
  const values: Record<string, SettingValue> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new CliError({ code: 'mock.bad-option', message: t('mock.print.bad-set', { seen: pair }) });
    values[pair.slice(0, at)] = settingFromText(pair.slice(0, at), pair.slice(at + 1));
  }
  return values;
}

async function printSettings(options: MockOptions, context: CliContext): Promise<void> {
  const { listSettings, settingsWith, valuesText } = await import('../../mock-server/index.ts');
  const { t } = context;
  const changed = await explainStart(t, () => givenSettings(options, context));
  const values = new Map<string, SettingValue>(Object.entries(settingsWith(changed)));
  const rows = listSettings().map((setting) => ({
    name: setting.name,
    value: values.get(setting.name) ?? setting.default,
    default: setting.default,
    values: valuesText(setting),
    question: setting.question ?? '–',
    evidence: setting.evidence,
    requirement: setting.requirement,
    text: t(setting.text),
  }));
  if (options.json === true) {
    context.out(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const blocks = rows.map(({ question, evidence, requirement, ...row }) =>
    [
      row.name,
      `  ${row.text}`,
      `  ${t('mock.print.settings-value', { value: String(row.value), default: String(row.default), values: row.values })}`,
      `  ${t('mock.print.settings-source', { question, evidence, requirement })}`,
    ].join('\n'),
  );
  context.out(`${t('mock.print.settings-title')}\n\n${blocks.join('\n')}\n`);
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

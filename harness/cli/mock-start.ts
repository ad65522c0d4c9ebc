import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Pki } from '../../certs/pki.ts';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Configuration, MockRor, ProprietaryClients, SettingValue } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { readCircle, unknownEstablishments, warningLines } from './mock-circle.ts';
import { mockCredentials } from './mock-credentials.ts';
import type { MockCredential } from './mock-credentials.ts';
import type { MockGuide, MockSample } from './mock-guide.ts';
import { collected } from './options.ts';
import { addSeedOptions, readSeed } from './mock-seed.ts';
import type { SeedOptions } from './mock-seed.ts';

/** First of the three fixed ports: token endpoint, API, control. */
const DEFAULT_PORT = '8443';
const MAX_FIRST_PORT = 65_533;
const DEFAULT_LISTEN = '127.0.0.1';

/** Locations among which the sample is looked for. */
const LOOKED_THROUGH = 500;

/** The options that a mock is started with. */
export interface MockOptions extends SeedOptions {
  readonly port: string;
  readonly listen: string;
  readonly publicHost?: string;
  readonly pki: string;
  readonly catalogue: string;
  readonly participants?: string;
  readonly trustCa?: readonly string[];
  readonly set?: readonly string[];
  /** File of settings; a value of `set` wins. */
  readonly settingsFile?: string;
}

/** Adds the options that say how a mock is started. */
export function addMockOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  const listening = command
    .option('--port <number>', t('mock.print.help-port'), DEFAULT_PORT)
    .option('--listen <address>', t('mock.print.help-listen'), DEFAULT_LISTEN)
    .option('--public-host <name>', t('mock.print.help-public-host'))
    .option('--pki <folder>', t('mock.print.help-pki'), path.join('.rorkit', 'pki'))
    .option('--catalogue <name|file>', t('mock.print.help-catalogue'), 'current')
    .option('--participants <file>', t('mock.print.help-participants'))
    .option('--trust-ca <file>', t('mock.print.help-trust-ca'), collected)
    .option('--set <name=value>', t('mock.print.help-set'), collected);
  return addSeedOptions(listening, context);
}

/** Ports of the three listeners; 0 takes any free one. */
interface Ports {
  readonly auth: number;
  readonly api: number;
  readonly control: number;
}

/** Where a mock listens and keeps what it knows. */
export interface MockPlace {
  readonly ports: Ports;
  /** Folder that keeps journal, resources and signing key; null keeps nothing. */
  readonly dataDir: string | null;
  /** Default true. */
  readonly keepSigningKey?: boolean;
  /** Journal entries that are kept; default all. */
  readonly retainEntries?: number | undefined;
  /** MB that the data folder may take; default no limit. */
  readonly maxDataMb?: number | undefined;
  /** Folder of what the guide names: control token and sample, by port. */
  readonly kept: string;
}

/** A mock that listens, with what a newcomer is to be told. */
interface Started {
  readonly mock: MockRor;
  readonly guide: MockGuide;
  readonly publicHostHint: string | null;
  readonly warnings: readonly string[];
}

/** Starts a mock as the options of `rorkit mock` say. @throws CliError for an option or a file that is wrong */
export async function startMock(options: MockOptions, place: MockPlace, context: CliContext): Promise<Started> {
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
    ports: place.ports,
    ...(options.publicHost === undefined ? {} : { publicHost: options.publicHost }),
    ...(await readSeed(options, context)),
    dataDir: place.dataDir,
    ...(place.keepSigningKey === undefined ? {} : { keepSigningKey: place.keepSigningKey }),
    ...(place.retainEntries === undefined ? {} : { retainEntries: place.retainEntries }),
    ...(place.maxDataMb === undefined ? {} : { maxDataMb: place.maxDataMb }),
    catalogue,
    settings,
    ...circle.start,
    control: { token },
    readAgain: () => readAgain(options, pki, context),
    log: (text) => context.err(`${text}\n`),
  });
  try {
    const { addresses, establishments } = await mock.describe();
    const dir = path.join(place.kept, 'mock', new URL(addresses.tokenUrl).port);
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

/** The three ports from the first one. @throws CliError `mock.bad-option` */
export function readPorts(text: string, { t }: CliContext): Ports {
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
export async function givenSettings(
  { settingsFile, set = [] }: Pick<MockOptions, 'settingsFile' | 'set'>,
  context: CliContext,
): Promise<Record<string, SettingValue>> {
  const typed = await readSettings(set, context);
  if (settingsFile === undefined) return typed;
  const { readSettingsFile } = await import('./settings-file.ts');
  return { ...(await readSettingsFile(settingsFile, context)), ...typed };
}

/** Settings as typed, `name=value`. @throws CliError `mock.bad-option` */
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

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyType } from './issue.ts';
import type { MadePki } from './make-pki.ts';
import type { Pki } from './pki.ts';
import { describePki, pkiPaths } from './pki-layout.ts';
import { withPkiLock } from './pki-lock.ts';
import { damagedFolders, readManifest } from './pki-manifest.ts';
import type { PkiManifest } from './pki-manifest.ts';
import { BUILT_IN_HOSTS, mergeHosts, parsePublicHost } from './public-hosts.ts';
import type { ServerHost } from './public-hosts.ts';
import { claimDirectory, writePki } from './write-pki.ts';

const DAY_MS = 24 * 3_600_000;
const RENEW_BELOW_DAYS = 30;

/** Options of {@link ensurePki}. */
export interface EnsurePkiOptions {
  /** Directory of the test PKI, created when missing. Callers' default: `.rorkit/pki`. */
  readonly dir: string;
  /** Host names or IP addresses, besides loopback, under which the mock is reached; added to those already there. Default: none. */
  readonly publicHosts?: readonly string[];
  /** Kind of key. Default: that of the PKI that is there, else `rsa`. */
  readonly keyType?: KeyType;
  /** Moment from which validity is counted. Default: now. `expired` is expired by the machine's clock all the same. */
  readonly now?: Date;
  /** True to make everything again. Default: false. */
  readonly remake?: boolean;
}

/**
 * The test PKI in a directory: made when it is missing, damaged, of another format or within 30 days of its end, else reused as it is. Only the
 * server certificate is issued again when it lacks a host. Safe against a crash at any point and against other
 * processes that do the same.
 * @throws {PkiError} for a directory that cannot be used, or a public host that is neither a name nor an address.
 * @see pki-and-oauth §8.1, §8.2
 */
export async function ensurePki(options: EnsurePkiOptions): Promise<Pki> {
  const dir = path.resolve(options.dir);
  const wanted: Wanted = {
    keyType: options.keyType ?? null,
    hosts: (options.publicHosts ?? []).map(parsePublicHost),
    now: options.now ?? new Date(),
  };
  if (options.remake !== true) {
    const found = await inspectPki(dir, wanted);
    if (found.usable === 'all') return describePki(dir, found.manifest);
  }
  await claimDirectory(dir);
  return await withPkiLock(dir, async () => await makeMissing(dir, wanted, options.remake === true));
}

interface Wanted {
  readonly keyType: KeyType | null;
  readonly hosts: readonly ServerHost[];
  readonly now: Date;
}

/** What of a directory may be reused: all of it, all but the server certificate, or nothing. */
type Found =
  | { readonly usable: 'all'; readonly manifest: PkiManifest }
  | { readonly usable: 'all-but-server'; readonly manifest: PkiManifest; readonly isServerIntact: boolean }
  | { readonly usable: 'nothing'; readonly manifest: PkiManifest | null };

async function inspectPki(dir: string, wanted: Wanted): Promise<Found> {
  const manifest = await readManifest(dir);
  if (manifest === null || !isCurrent(manifest, wanted)) return { usable: 'nothing', manifest };
  const damaged = await damagedFolders(dir, manifest);
  const isServerIntact = !damaged.has('server');
  if (damaged.size > (isServerIntact ? 0 : 1)) return { usable: 'nothing', manifest };
  const isServerGood = isServerIntact && coversHosts(manifest, wanted) && lasts(manifest.serverExpiresAt, wanted.now);
  return isServerGood ? { usable: 'all', manifest } : { usable: 'all-but-server', manifest, isServerIntact };
}

/** Made by a clock that was ahead counts as out of date too. */
function isCurrent(manifest: PkiManifest, wanted: Wanted): boolean {
  const isOfKeyType = wanted.keyType === null || wanted.keyType === manifest.keyType;
  return isOfKeyType && Date.parse(manifest.notBefore) <= wanted.now.getTime() && lasts(manifest.expiresAt, wanted.now);
}

function lasts(end: string, now: Date): boolean {
  return Date.parse(end) - now.getTime() >= RENEW_BELOW_DAYS * DAY_MS;
}

function coversHosts(manifest: PkiManifest, wanted: Wanted): boolean {
  return wanted.hosts.every(({ value }) => manifest.hosts.includes(value));
}

/** Looks again first: another process may have made it while this one waited for the lock. */
async function makeMissing(dir: string, wanted: Wanted, mustRemake: boolean): Promise<Pki> {
  const found = await inspectPki(dir, wanted);
  if (found.usable === 'all' && !mustRemake) return describePki(dir, found.manifest);
  const formerHosts = (found.manifest?.hosts ?? []).map(parsePublicHost);
  const hosts = mergeHosts(BUILT_IN_HOSTS, mergeHosts(formerHosts, wanted.hosts));
  const keyType = wanted.keyType ?? found.manifest?.keyType ?? 'rsa';
  const made =
    found.usable === 'all-but-server' && !mustRemake
      ? await remakeServerOf(dir, found, { hosts, now: wanted.now, keyType })
      : await makeAll({ hosts, now: wanted.now, keyType });
  await writePki(dir, made);
  return describePki(dir, made.manifest);
}

interface MakeOptions {
  readonly hosts: readonly ServerHost[];
  readonly now: Date;
  readonly keyType: KeyType;
}

/** The certificate libraries take a third of a second to load: only when something must be made. */
async function makeAll(options: MakeOptions): Promise<MadePki> {
  const { makePki } = await import('./make-pki.ts');
  return await makePki(options);
}

async function remakeServerOf(
  dir: string,
  found: Extract<Found, { usable: 'all-but-server' }>,
  options: MakeOptions,
): Promise<MadePki> {
  const { remakeServer } = await import('./make-pki.ts');
  const paths = pkiPaths(found.manifest.stamp);
  const read = async (relative: string): Promise<string> => await readFile(path.join(dir, relative), 'utf8');
  const intermediate = { cert: await read(paths.intermediatePem), key: await read(paths.intermediateKey) };
  const serverKey = found.isServerIntact
    ? { cert: await read(paths.serverChain), key: await read(paths.serverKey) }
    : null;
  return await remakeServer(found.manifest, { ...options, intermediate, serverKey });
}

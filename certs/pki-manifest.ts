import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyType } from './issue.ts';
import { LEAF_NAMES } from './pki.ts';
import type { LeafName } from './pki.ts';
import { MANIFEST_FILE, ON_DEMAND_FOLDERS, PKI_FOLDERS } from './pki-layout.ts';
import type { PkiFolder } from './pki-layout.ts';

/** Raised when the content of a test PKI changes: one of another format is made again. */
export const PKI_FORMAT = 2;

/** A leaf that was issued on demand. */
export interface IssuedEntry {
  /** Name of its folder: that of the fixture, or `finess-…`, or `subject-…`. */
  readonly name: string;
  /** Date in its file names. */
  readonly stamp: string;
  readonly subjectDn: string;
  /** Upper-case hex. */
  readonly serialNumber: string;
  readonly expiresAt: string;
}

/** A line of the revocation list. */
export interface RevokedEntry {
  readonly serialNumber: string;
  readonly revokedAt: string;
}

/** What a directory holds, with the digest of each file: the PKI counts only while all of them are as they were written. */
export interface PkiManifest {
  readonly format: typeof PKI_FORMAT;
  readonly keyType: KeyType;
  /** Date in the file names of the leaves. */
  readonly stamp: string;
  /** Dates in ISO 8601: when the leaves become valid, when the first of them (but `expired`) or an authority ends, when the server certificate ends. */
  readonly notBefore: string;
  readonly expiresAt: string;
  readonly serverExpiresAt: string;
  /** Names and addresses in the server certificate. */
  readonly hosts: readonly string[];
  readonly subjects: Readonly<Record<LeafName, string>>;
  readonly issued: readonly IssuedEntry[];
  readonly revoked: readonly RevokedEntry[];
  /** SHA-256 in hex by relative path (with `/`). */
  readonly files: Readonly<Record<string, string>>;
}

/** SHA-256 of a file's content, as it stands in the manifest. */
function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The digest of each file, by relative path. */
export function digestsOf(files: ReadonlyMap<string, string | Uint8Array>): Record<string, string> {
  return Object.fromEntries([...files].map(([relative, content]) => [relative, digestOf(content)]));
}

/** The manifest of a directory; null when there is none, or none of this format. */
export async function readManifest(dir: string): Promise<PkiManifest | null> {
  return parseManifest(await readFile(path.join(dir, MANIFEST_FILE), 'utf8').catch(() => ''));
}

/** The same at once, for whoever must know it within a TLS handshake: one small file. */
export function readManifestNow(dir: string): PkiManifest | null {
  try {
    return parseManifest(readFileSync(path.join(dir, MANIFEST_FILE), 'utf8'));
  } catch {
    return null;
  }
}

function parseManifest(text: string): PkiManifest | null {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : null;
  } catch {
    return null; // absent, unreadable or not JSON: there is no PKI to reuse
  }
}

/** Folders, of those that are there from the start, in which a file is missing or is not what was written. */
export async function damagedFolders(dir: string, manifest: PkiManifest): Promise<ReadonlySet<PkiFolder>> {
  const damaged = await Promise.all(
    Object.keys(manifest.files).map(async (relative) => {
      const folder = PKI_FOLDERS.find((each) => relative.startsWith(`${each}/`));
      if (folder === undefined) return null;
      return (await isIntact(dir, manifest, relative)) ? null : folder;
    }),
  );
  return new Set(damaged.filter((folder) => folder !== null));
}

/** True when a file (relative path) is there as it was written. */
export async function isIntact(dir: string, manifest: PkiManifest, relative: string): Promise<boolean> {
  const content = await readFile(path.join(dir, ...relative.split('/'))).catch(() => null);
  return content !== null && digestOf(content) === manifest.files[relative];
}

/**
 * A guard by hand and not by schema library: this runs at each start, and loading one takes ten times longer than the whole check.
 */
function isManifest(value: unknown): value is PkiManifest {
  if (!isRecord(value)) return false;
  return Object.entries(MANIFEST_GUARDS).every(([field, isValid]) => isValid(value[field]));
}

const MANIFEST_GUARDS: Readonly<Record<keyof PkiManifest, (value: unknown) => boolean>> = {
  format: (value) => value === PKI_FORMAT,
  keyType: (value) => value === 'rsa' || value === 'ec',
  stamp: (value) => isText(value) && /^\d{8}-\d{6}$/.test(value),
  notBefore: isDate,
  expiresAt: isDate,
  serverExpiresAt: isDate,
  hosts: (value) => Array.isArray(value) && value.every(isText),
  subjects: (value) => isTextRecord(value) && LEAF_NAMES.every((name) => name in value),
  issued: (value) => isListOf(value, ['name', 'stamp', 'subjectDn', 'serialNumber', 'expiresAt']),
  revoked: (value) => isListOf(value, ['serialNumber', 'revokedAt']),
  files: (value) => isTextRecord(value) && Object.keys(value).every(isOwnPath),
};

/** Files of the manifest are read, replaced and removed: a path that leads elsewhere is not ours. */
function isOwnPath(relative: string): boolean {
  const [folder, ...rest] = relative.split('/');
  const isOurs = [...PKI_FOLDERS, ...ON_DEMAND_FOLDERS].some((own) => own === folder);
  return isOurs && rest.length > 0 && rest.every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
}

function isListOf(value: unknown, fields: readonly string[]): boolean {
  return Array.isArray(value) && value.every((entry) => isTextRecord(entry) && fields.every((field) => field in entry));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isDate(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every(isText);
}

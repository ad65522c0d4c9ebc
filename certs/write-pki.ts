import { chmod, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PkiError } from './pki-error.ts';
import { LEAF_FILE, LOCK_FILE, MANIFEST_FILE } from './pki-layout.ts';
import type { MadePki } from './make-pki.ts';
import type { PkiManifest } from './pki-manifest.ts';
import { makePrivateFolder } from './private-folder.ts';

const STAGING_PREFIX = '.making-';

/**
 * Makes `dir` usable for a test PKI: creates it (mode 0700), and refuses a directory that holds other things.
 * @throws {PkiError} `certs.directory-not-ours`, or `certs.directory-unusable` when it cannot be created or written.
 */
export async function claimDirectory(dir: string): Promise<void> {
  const entries = await usable(dir, async () => {
    makePrivateFolder(dir);
    return await readdir(dir);
  });
  const isOurs = entries.length === 0 || entries.includes(LOCK_FILE) || entries.includes(MANIFEST_FILE);
  if (!isOurs) {
    throw new PkiError('certs.directory-not-ours', dir, { message: `${dir} is not empty and holds no test PKI` });
  }
  await usable(dir, async () => {
    await chmod(dir, 0o700);
    await writeFile(path.join(dir, LOCK_FILE), '', { flag: 'a', mode: 0o600 });
    await writeFile(path.join(dir, '.gitignore'), '*\n', { mode: 0o600 }); // keys stay out of whatever repository this is in
  });
}

/**
 * Puts the files in `dir`. All are written beside first, then moved over the former ones, the manifest last: at whatever point this
 * stops, the manifest either does not match (and the PKI is made again) or is true. Leaves of a former PKI are removed; other files
 * are never touched. Call under the lock.
 * @throws {PkiError} `certs.directory-unusable` when a file cannot be written.
 */
export async function writePki(dir: string, made: MadePki): Promise<void> {
  await usable(dir, async () => {
    await removeStaging(dir);
    const staging = await mkdtemp(path.join(dir, STAGING_PREFIX));
    const manifest = `${JSON.stringify(made.manifest, null, 2)}\n`;
    const files: readonly (readonly [string, string | Uint8Array])[] = [...made.files, [MANIFEST_FILE, manifest]];
    await Promise.all(files.map(async ([relative, content]) => writePrivate(staging, relative, content)));
    for (const [relative] of files) {
      // oxlint-disable-next-line no-await-in-loop -- in order: the manifest is the last
      await moveInto(dir, staging, relative);
    }
    await removeStaging(dir);
    await removeFormerLeaves(dir, made.manifest);
  });
}

/** Leaves bear their date in their names: those of an earlier PKI would stay beside. So would its revocation lists. */
async function removeFormerLeaves(dir: string, manifest: PkiManifest): Promise<void> {
  const folders = await Promise.all(['leaves', 'issued'].map(async (folder) => await subfolders(dir, folder)));
  const found = await Promise.all([...folders.flat(), 'crls'].map(async (folder) => await filesIn(dir, folder)));
  const gone = found.flat().filter((relative) => isOurFile(relative) && !(relative in manifest.files));
  await Promise.all(gone.map(async (relative) => rm(inside(dir, relative), { force: true })));
  const emptied = new Set(gone.map((relative) => path.posix.dirname(relative)));
  await Promise.all([...emptied].map(async (folder) => rmdir(inside(dir, folder)).catch(keepFilled)));
}

function isOurFile(relative: string): boolean {
  const name = path.posix.basename(relative);
  return relative.startsWith('crls/') ? /\.crl(\.pem)?$/.test(name) : LEAF_FILE.test(name);
}

async function subfolders(dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(inside(dir, folder), { withFileTypes: true }).catch(ifMissing);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}

async function filesIn(dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(inside(dir, folder), { withFileTypes: true }).catch(ifMissing);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
}

function ifMissing(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

/** A folder that holds something else stays. */
function keepFilled(error: unknown): void {
  const isFilled = error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code));
  if (!isFilled) throw error;
}

async function writePrivate(staging: string, relative: string, content: string | Uint8Array): Promise<void> {
  makePrivateFolder(path.dirname(inside(staging, relative)));
  await writeFile(inside(staging, relative), content, { mode: 0o600, flag: 'wx' });
}

async function moveInto(dir: string, staging: string, relative: string): Promise<void> {
  makePrivateFolder(path.dirname(inside(dir, relative)));
  await rename(inside(staging, relative), inside(dir, relative));
}

async function removeStaging(dir: string): Promise<void> {
  const left = (await readdir(dir)).filter((entry) => entry.startsWith(STAGING_PREFIX));
  await Promise.all(left.map(async (entry) => rm(path.join(dir, entry), { recursive: true, force: true })));
}

function inside(dir: string, relative: string): string {
  return path.join(dir, ...relative.split('/'));
}

/** Says which directory is at fault when the system refuses; anything else is a bug and goes through as it is. */
async function usable<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    throw new PkiError('certs.directory-unusable', dir, {
      message: `the test PKI cannot be written in ${dir}: ${error.message}`,
      cause: error,
    });
  }
}

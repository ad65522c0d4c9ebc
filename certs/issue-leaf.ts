import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { changePki, heldManifest } from './change-pki.ts';
import type { PkiChange } from './change-pki.ts';
import { parseDn } from './dn-parse.ts';
import type { KeyType, Validity } from './issue.ts';
import type { LeafRecipe } from './make-leaf.ts';
import { EXTRA_FIXTURES } from './pki.ts';
import type { ExtraFixture, FixtureName, LeafFiles, LeafName, Pki } from './pki.ts';
import { PkiError } from './pki-error.ts';
import { describePki, P12_PASSWORD, pkiPaths, stampOf } from './pki-layout.ts';
import { isIntact } from './pki-manifest.ts';
import type { IssuedEntry, PkiManifest } from './pki-manifest.ts';
import { establishmentSubject, EXTRA_SUBJECTS } from './subjects.ts';
import { futureValidity, LEAF_DAYS, validity } from './validity.ts';

const DAY_MS = 24 * 3_600_000;
/** A fixture that is nearer to its end is issued again. */
const RENEW_BELOW_DAYS = 30;

/** What to issue: a fixture by its name, or a certificate for a subject or for an establishment. */
export type LeafRequest =
  | { readonly fixture: FixtureName }
  /** Subject DN in the ANS form, such as `CN=…,OU=…,O=…,ST=…,C=FR`. */
  | ({ readonly subject: string } & LeafOptions)
  /** FINESS number, nine characters: the subject's OU is `1` + FINESS. */
  | ({ readonly establishment: string } & LeafOptions);

/** Options of a certificate that is no fixture. */
export interface LeafOptions {
  /** Days for which it is valid, 1 to 1095. Default: 1095, as those of IGC-Santé. */
  readonly days?: number;
  /** Default: that of the PKI. */
  readonly keyType?: KeyType;
}

/** A leaf that {@link issueLeaf} gives. */
export interface IssuedLeaf extends LeafFiles<string> {
  /** Upper-case hex, as Node's `serialNumber`. */
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * A leaf of the test PKI. A fixture is issued when it is first asked for, then the same is given again; `revoked` is put on the
 * revocation list too. For a subject or an establishment each call issues a new certificate with a new key.
 * @throws {DnError} for a subject that is not a distinguished name.
 * @throws {PkiError} `certs.invalid-finess`, `certs.no-pki`, `certs.locked` or `certs.directory-unusable`.
 * @see pki-and-oauth §8.2
 */
export async function issueLeaf(pki: Pick<Pki, 'dir'>, request: LeafRequest, now = new Date()): Promise<IssuedLeaf> {
  if (!('fixture' in request)) return await issueNew(pki.dir, request, now);
  const { fixture } = request;
  return isExtra(fixture) ? await issueFixture(pki.dir, fixture, now) : await coreLeaf(pki.dir, fixture);
}

function isExtra(name: FixtureName): name is ExtraFixture {
  const extras: readonly string[] = EXTRA_FIXTURES;
  return extras.includes(name);
}

async function coreLeaf(dir: string, name: LeafName): Promise<IssuedLeaf> {
  const leaf = describePki(dir, await heldManifest(dir)).leaves[name];
  const { serialNumber, validToDate } = new X509Certificate(await readFile(leaf.cert));
  return { ...leaf, serialNumber, expiresAt: validToDate.toISOString() };
}

async function issueFixture(dir: string, name: ExtraFixture, now: Date): Promise<IssuedLeaf> {
  const before = await heldFixture(dir, await heldManifest(dir), { name, now });
  if (before !== null) return describeIssued(dir, before);
  const held = await changePki(dir, async (manifest) => {
    if ((await heldFixture(dir, manifest, { name, now })) !== null) return null; // another process was faster
    const recipe: LeafRecipe = {
      name,
      stamp: freeStamp(manifest, name, now),
      subject: EXTRA_SUBJECTS[name],
      validity: fixtureValidity(name, manifest, now),
      keyType: manifest.keyType,
      usage: USAGES[name] ?? 'client',
    };
    return await withLeaf(dir, manifest, { recipe, now, isRevoked: name === 'revoked' });
  });
  return describeIssued(dir, newestOf(held, name));
}

const USAGES: Readonly<Partial<Record<ExtraFixture, LeafRecipe['usage']>>> = {
  'server-eku': 'server',
  'sign-usage': 'signature',
};

function fixtureValidity(name: ExtraFixture, held: PkiManifest, now: Date): Validity {
  return name === 'not-yet-valid' ? futureValidity(new Date(held.notBefore)) : validity(now, LEAF_DAYS);
}

/** The fixture as it stands, if it is whole and lasts. */
async function heldFixture(
  dir: string,
  held: PkiManifest,
  wanted: { name: string; now: Date },
): Promise<IssuedEntry | null> {
  const entry = held.issued.findLast(({ name }) => name === wanted.name);
  if (entry === undefined || Date.parse(entry.expiresAt) - wanted.now.getTime() < RENEW_BELOW_DAYS * DAY_MS)
    return null;
  const { issuedCert, issuedKey, issuedP12 } = pkiPaths(entry.stamp);
  const files = [issuedCert, issuedKey, issuedP12].map((file) => file(entry.name));
  const intact = await Promise.all(files.map(async (file) => await isIntact(dir, held, file)));
  return intact.every(Boolean) ? entry : null;
}

async function issueNew(
  dir: string,
  request: Exclude<LeafRequest, { fixture: FixtureName }>,
  now: Date,
): Promise<IssuedLeaf> {
  const { name, subject } = namedSubject(request);
  const held = await changePki(dir, async (manifest) => {
    const recipe: LeafRecipe = {
      name,
      stamp: freeStamp(manifest, name, now),
      subject,
      validity: validity(now, request.days ?? LEAF_DAYS),
      keyType: request.keyType ?? manifest.keyType,
      usage: 'client',
    };
    return await withLeaf(dir, manifest, { recipe, now, isRevoked: false });
  });
  return describeIssued(dir, newestOf(held, name));
}

function namedSubject(request: Exclude<LeafRequest, { fixture: FixtureName }>): Pick<LeafRecipe, 'name' | 'subject'> {
  if ('subject' in request) {
    const subject = parseDn(request.subject).toReversed();
    const commonName = subject.flat().findLast(({ type }) => type === 'CN')?.value ?? '';
    return { name: `subject-${slug(commonName)}`, subject };
  }
  const finess = request.establishment.toUpperCase();
  if (!/^[0-9A-Z]{9}$/.test(finess)) {
    throw new PkiError('certs.invalid-finess', request.establishment, {
      message: `${request.establishment} is not a FINESS number`,
    });
  }
  return { name: `finess-${finess}`, subject: establishmentSubject(finess) };
}

/** A folder name that every system takes. */
function slug(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 40) || 'certificate'
  );
}

/** The date of now, or the first second after it whose name is free. */
function freeStamp(held: PkiManifest, name: string, now: Date): string {
  const taken = new Set(held.issued.filter((entry) => entry.name === name).map(({ stamp }) => stamp));
  let time = now.getTime();
  while (taken.has(stampOf(new Date(time)))) time += 1000;
  return stampOf(new Date(time));
}

interface NewLeaf {
  readonly recipe: LeafRecipe;
  readonly now: Date;
  readonly isRevoked: boolean;
}

/** The libraries that make certificates are loaded only now. */
async function withLeaf(dir: string, held: PkiManifest, { recipe, now, isRevoked }: NewLeaf): Promise<PkiChange> {
  const { makeLeaf } = await import('./make-leaf.ts');
  const { files, entry } = await makeLeaf(dir, held, recipe);
  const issued = [...held.issued, entry];
  if (!isRevoked) return { files, manifest: { issued } };
  const revoked = [...held.revoked, { serialNumber: entry.serialNumber, revokedAt: now.toISOString() }];
  const { makeCrls } = await import('./make-crls.ts');
  const crls = await makeCrls(dir, { ...held, revoked }, now);
  return { files: new Map([...files, ...crls]), manifest: { issued, revoked } };
}

function newestOf(held: PkiManifest, name: string): IssuedEntry {
  const entry = held.issued.findLast((each) => each.name === name);
  if (entry === undefined) throw new Error(`${name} was issued and is not in the manifest`);
  return entry;
}

function describeIssued(dir: string, entry: IssuedEntry): IssuedLeaf {
  const { issuedCert, issuedKey, issuedP12 } = pkiPaths(entry.stamp);
  const at = (relative: string): string => path.join(dir, ...relative.split('/'));
  return {
    name: entry.name,
    cert: at(issuedCert(entry.name)),
    key: at(issuedKey(entry.name)),
    p12: at(issuedP12(entry.name)),
    p12Password: P12_PASSWORD,
    subjectDn: entry.subjectDn,
    serialNumber: entry.serialNumber,
    expiresAt: entry.expiresAt,
  };
}

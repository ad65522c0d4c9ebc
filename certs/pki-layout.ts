import path from 'node:path';
import { LEAF_NAMES } from './pki.ts';
import type { LeafFiles, LeafName, Pki } from './pki.ts';

/** Password of every PKCS#12 of a test PKI. It protects nothing real. */
export const P12_PASSWORD = 'rorkit-test';

/** The folders that are there from the start: looked at each time the PKI is reused. */
export const PKI_FOLDERS = ['authorities', 'trust', 'server', 'leaves'] as const;

/** The folders of what is made on demand. Nothing else in the directory of a PKI is ever touched, but the files below. */
export const ON_DEMAND_FOLDERS = ['issued', 'crls'] as const;

/** One of the folders that are there from the start. */
export type PkiFolder = (typeof PKI_FOLDERS)[number];

/** Says what the directory holds; written last, so that a PKI without it does not count. */
export const MANIFEST_FILE = 'pki.json';

/** Held while the directory changes; its presence also says that the directory is ours. */
export const LOCK_FILE = '.rorkit-pki.lock';

/** Relative paths (with `/`) of what a test PKI holds, given the date in the names of its leaves. */
export function pkiPaths(stamp: string) {
  const leaf = (name: LeafName) => `leaves/${name}/${leafBase(stamp)}` as const;
  const issued = (name: string) => `issued/${name}/${leafBase(stamp)}` as const;
  return {
    rootPem: 'authorities/root.pem',
    rootKey: 'authorities/root.key',
    intermediatePem: 'authorities/intermediate.pem',
    intermediateKey: 'authorities/intermediate.key',
    unknownPem: 'authorities/unknown.pem',
    unknownKey: 'authorities/unknown.key',
    caFile: 'trust/ca.pem',
    trustP12: 'trust/trust.p12',
    rootCer: 'trust/ACR-EL-TEST.cer',
    intermediateCer: 'trust/ACI-EL-ORG-TEST.cer',
    serverChain: 'server/server.pem',
    serverKey: 'server/server.key',
    leafCert: (name: LeafName) => `${leaf(name)}.pem` as const,
    leafKey: (name: LeafName) => `${leaf(name)}.key` as const,
    leafP12: (name: LeafName) => `${leaf(name)}.p12` as const,
    issuedCert: (name: string) => `${issued(name)}.pem` as const,
    issuedKey: (name: string) => `${issued(name)}.key` as const,
    issuedP12: (name: string) => `${issued(name)}.p12` as const,
    intermediateCrl: 'crls/ACI-EL-ORG-TEST.crl',
    intermediateCrlPem: 'crls/ACI-EL-ORG-TEST.crl.pem',
    rootCrl: 'crls/ACR-EL-TEST.crl',
    rootCrlPem: 'crls/ACR-EL-TEST.crl.pem',
  };
}

/** Name, without extension, of the files of a leaf: as ANS delivers it. */
function leafBase(stamp: string) {
  return `asip-p12-EL-TEST-ORG-AUTH_CLI-${stamp}` as const;
}

/** Name of a file of a leaf, of whatever date. */
export const LEAF_FILE = /^asip-p12-EL-TEST-ORG-AUTH_CLI-\d{8}-\d{6}(-legacy)?\.(pem|key|p12)$/;

/** Path of the copy of a `.p12` in the encoding of old tools. */
export function legacyP12(p12: string): string {
  return p12.replace(/\.p12$/, '-legacy.p12');
}

/** `YYYYMMDD-HHMMSS` in UTC, as in the names of the files that ANS delivers. */
export function stampOf(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** The test PKI in `dir` (absolute), as the rest of the product sees it. */
export function describePki(dir: string, held: { stamp: string; subjects: Readonly<Record<LeafName, string>> }): Pki {
  const paths = pkiPaths(held.stamp);
  const at = (relative: string): string => path.join(dir, ...relative.split('/'));
  const leafFiles = (name: LeafName): LeafFiles => ({
    name,
    cert: at(paths.leafCert(name)),
    key: at(paths.leafKey(name)),
    p12: at(paths.leafP12(name)),
    p12Password: P12_PASSWORD,
    subjectDn: held.subjects[name],
  });
  return {
    dir,
    caFile: at(paths.caFile),
    trustP12: at(paths.trustP12),
    trustP12Password: P12_PASSWORD,
    rootCer: at(paths.rootCer),
    intermediateCer: at(paths.intermediateCer),
    clientCa: at(paths.caFile),
    serverChain: at(paths.serverChain),
    serverKey: at(paths.serverKey),
    leaves: byLeaf(leafFiles),
  };
}

/** A record with one entry for each client leaf. */
export function byLeaf<T>(make: (name: LeafName) => T): Record<LeafName, T> {
  const [good, otherSubject, expired, unknownCa, renewed, consumer, selfSigned] = LEAF_NAMES;
  return {
    [good]: make(good),
    [otherSubject]: make(otherSubject),
    [expired]: make(expired),
    [unknownCa]: make(unknownCa),
    [renewed]: make(renewed),
    [consumer]: make(consumer),
    [selfSigned]: make(selfSigned),
  };
}

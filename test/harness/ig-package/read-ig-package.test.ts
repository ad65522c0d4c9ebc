import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IgPackageError } from '../../../harness/ig-package/ig-package-error.ts';
import { readIgPackage } from '../../../harness/ig-package/read-ig-package.ts';
import type { PackageLimits } from '../../../harness/ig-package/limits.ts';
import { mergeDefinitions } from '../../../mev3/profiles/definitions.ts';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { manifest, writePackage } from './make-package.ts';
import type { Entry } from './make-package.ts';

const ROR = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const comment = {
  resourceType: 'StructureDefinition',
  url: `${ROR}ror-comment`,
  kind: 'complex-type',
  type: 'Extension',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension',
  derivation: 'constraint',
  differential: {
    element: [
      { id: 'Extension.url', path: 'Extension.url', fixedUri: `${ROR}ror-comment` },
      { id: 'Extension.value[x]', path: 'Extension.value[x]', type: [{ code: 'markdown' }] },
    ],
  },
};

async function made(name: string, entries: readonly Entry[]): Promise<string> {
  const file = join(folder, `${name}.tgz`);
  await writePackage(file, entries);
  return file;
}

async function faultOf(file: string, limits?: Partial<PackageLimits>): Promise<string> {
  try {
    await readIgPackage(file, limits);
  } catch (error) {
    if (error instanceof IgPackageError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('a FHIR package', () => {
  it('gives its definitions, which win over those of the product', async () => {
    const file = await made('good', [
      manifest(),
      { name: 'package/.index.json', content: '{"index-version":1,"files":[]}' },
      { name: 'package/StructureDefinition-ror-comment.json', content: JSON.stringify(comment) },
      { name: 'package/example/broken.json', content: 'not read' },
      { name: 'package/other', type: 'directory' },
    ]);
    const definitions = await readIgPackage(file);
    expect(definitions.name).toBe('ans.fhir.fr.ror#0.7.0');
    expect(definitions.structures.map(({ url }) => url)).toEqual([`${ROR}ror-comment`]);
    const merged = createValidator(mergeDefinitions(loadEmbeddedDefinitions('0.7.0'), definitions));
    const extension = { url: `${ROR}ror-comment`, valueString: 'x' };
    const ours = createValidator(loadEmbeddedDefinitions('0.7.0'));
    expect(ours.validate(extension, { profile: `${ROR}ror-comment` })).toEqual([]);
    expect(merged.validate(extension, { profile: `${ROR}ror-comment` }).map(({ code }) => code)).toEqual([
      'profile.wrong-type',
    ]);
  });

  it('is compiled from its snapshot when it has no differential', async () => {
    const { differential, ...rest } = comment;
    const snapshot = { ...rest, snapshot: differential };
    const file = await made('snapshot', [manifest(), { name: 'package/a.json', content: JSON.stringify(snapshot) }]);
    const validator = createValidator(mergeDefinitions(loadEmbeddedDefinitions('0.7.0'), await readIgPackage(file)));
    const found = validator.validate({ url: `${ROR}ror-comment`, valueString: 'x' }, { profile: `${ROR}ror-comment` });
    expect(found.map(({ code }) => code)).toEqual(['profile.wrong-type']);
  });

  it('may carry terminology alone', async () => {
    const url = 'https://mos.esante.gouv.fr/NOS/JDV_J238-TypeOffre-ROR/FHIR/JDV-J238-TypeOffre-ROR';
    const valueSet = {
      resourceType: 'ValueSet',
      url,
      compose: { include: [{ system: 'urn:x', concept: [{ code: '1' }] }] },
    };
    const file = await made('terminology', [manifest(), { name: 'package/v.json', content: JSON.stringify(valueSet) }]);
    const merged = mergeDefinitions(loadEmbeddedDefinitions('0.7.0'), await readIgPackage(file));
    const before = createValidator(loadEmbeddedDefinitions('0.7.0')).unjudgedValueSets();
    const after = createValidator(merged).unjudgedValueSets();
    expect(before).toContain('JDV_J238_TypeOffre_ROR');
    expect(after).toHaveLength(before.length - 1);
  });

  it('is read as the same definitions every time', async () => {
    const file = await made('same', [manifest(), { name: 'package/a.json', content: JSON.stringify(comment) }]);
    const digests = [await readIgPackage(file), await readIgPackage(file)].map((read) =>
      createHash('sha256').update(JSON.stringify(read)).digest('hex'),
    );
    expect(digests[0]).toBe(digests[1]);
  });
});

describe('an archive that is refused', () => {
  const good: Entry = { name: 'package/a.json', content: JSON.stringify(comment) };
  const hostile: readonly (readonly [string, readonly Entry[], string])[] = [
    ['climbs out', [manifest(), { name: 'package/../../etc/passwd.json', content: '{}' }], 'unsafe-path'],
    ['climbs at the end', [manifest(), { name: 'package/..', content: '{}' }], 'unsafe-path'],
    ['has an absolute path', [manifest(), { name: '/etc/x.json', content: '{}' }], 'unsafe-path'],
    ['has a drive letter', [manifest(), { name: 'C:/x.json', content: '{}' }], 'unsafe-path'],
    ['has a backslash', [manifest(), { name: 'package\\..\\x.json', content: '{}' }], 'unsafe-path'],
    [
      'has a symbolic link',
      [manifest(), { name: 'package/l.json', type: 'symlink', linkname: '/etc/passwd' }],
      'not-a-file',
    ],
    [
      'has a hard link',
      [manifest(), { name: 'package/l.json', type: 'link', linkname: 'package/a.json' }],
      'not-a-file',
    ],
    ['has a device', [manifest(), { name: 'package/d', type: 'character-device' }], 'not-a-file'],
    ['has a pipe', [manifest(), { name: 'package/p', type: 'fifo' }], 'not-a-file'],
    ['has broken JSON', [manifest(), { name: 'package/a.json', content: '{"a":' }], 'broken-json'],
    ['has no manifest', [good], 'no-manifest'],
    ['has a manifest of another form', [{ name: 'package/package.json', content: '{"name":1}' }, good], 'no-manifest'],
    ['is for another FHIR', [manifest({ fhirVersions: ['5.0.0'] }), good], 'wrong-fhir-version'],
    [
      'holds no definition',
      [manifest(), { name: 'package/p.json', content: '{"resourceType":"Patient"}' }],
      'no-definitions',
    ],
    [
      'holds a definition without url',
      [manifest(), { name: 'package/s.json', content: '{"resourceType":"StructureDefinition"}' }],
      'malformed-definition',
    ],
    ['is empty', [], 'no-manifest'],
  ];
  for (const [title, entries, fault] of hostile) {
    it(`${title}: ${fault}`, async () => {
      expect(await faultOf(await made(title.replaceAll(' ', '-'), entries))).toBe(fault);
    });
  }

  it('unpacks to much more than it is: bomb', async () => {
    const file = await made('bomb', [
      manifest(),
      { name: 'package/a.json', content: Buffer.alloc(16 * 1024 * 1024, ' ') },
    ]);
    expect(await faultOf(file)).toBe('bomb');
  });

  it('is too large in all, in one file, or packed: too-large', async () => {
    const file = await made('large', [manifest(), good, { name: 'package/b.txt', content: Buffer.alloc(200_000) }]);
    expect(await faultOf(file, { maxUnpackedBytes: 100_000 })).toBe('too-large');
    expect(await faultOf(file, { maxFileBytes: 100_000 })).toBe('too-large');
    expect(await faultOf(file, { maxPackedBytes: 100 })).toBe('too-large');
    expect(await faultOf(file)).toBe('none');
  });

  it('has too many files', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `package/n${index}.txt`, content: '' }));
    const file = await made('many', [manifest(), good, ...many]);
    expect(await faultOf(file, { maxFiles: 20 })).toBe('too-many-files');
    expect(await faultOf(file)).toBe('none');
  });

  it('is cut short, in the compression or in the archive', async () => {
    const file = await made('cut', [
      manifest(),
      good,
      { name: 'package/b.txt', content: Buffer.from('x'.repeat(5000)) },
    ]);
    truncateSync(file, 300);
    expect(await faultOf(file)).toBe('truncated');
    const tar = join(folder, 'cut-tar.tgz');
    const whole = await made('whole', [manifest(), good]);
    const { gunzipSync } = await import('node:zlib');
    writeFileSync(tar, gzipSync(gunzipSync(readFileSync(whole)).subarray(0, 700)));
    expect(await faultOf(tar)).toBe('truncated');
  });

  it('is no archive, or not there', async () => {
    const text = join(folder, 'text.tgz');
    writeFileSync(text, 'hello');
    expect(await faultOf(text)).toBe('not-gzip');
    const gz = join(folder, 'gz.tgz');
    writeFileSync(gz, gzipSync('x'.repeat(2000)));
    expect(await faultOf(gz)).toBe('not-tar');
    expect(await faultOf(join(folder, 'absent.tgz'))).toBe('unreadable');
    expect(await faultOf(folder)).toBe('unreadable');
  });
});

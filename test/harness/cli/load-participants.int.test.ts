import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { assert, asyncProperty, integer, string } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import type { Pki } from '../../../certs/pki.ts';
import { CliError } from '../../../harness/cli/cli-error.ts';
import { loadParticipants } from '../../../harness/cli/load-participants.ts';
import type { LoadedParticipants } from '../../../harness/cli/load-participants.ts';
import { participantsJsonSchema } from '../../../harness/cli/participants-file.ts';
import { createTranslate } from '../../../messages/index.ts';
import { makeForeignChain } from '../../support/foreign-chain.ts';
import type { ForeignChain } from '../../support/foreign-chain.ts';
import { xlsx } from '../../support/xlsx-file.ts';

const DN = 'CN=APP,OU=199A000014,O=CH A,ST=Paris (75),C=FR';
const OTHER_DN = 'CN=APP,OU=199A000022,O=CH B,ST=Paris (75),C=FR';
const PLAIN = { kind: 'saas', accessProfile: 1, region: '', state: 'whitelisted' };

let folder: string;
let pki: Pki;
let chain: ForeignChain;
let testPki: readonly X509Certificate[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rorkit-participants-'));
  pki = await ensurePki({ dir: path.join(folder, 'pki'), keyType: 'ec' });
  chain = await makeForeignChain(folder);
  const files = [pki.intermediateCer, pki.rootCer];
  testPki = await Promise.all(files.map(async (file) => new X509Certificate(await readFile(file))));
  return async () => rm(folder, { recursive: true, force: true });
});

async function load(yaml: string, given: readonly X509Certificate[] = []): Promise<LoadedParticipants> {
  const file = path.join(folder, 'participants.yaml');
  await writeFile(file, yaml);
  return await loadParticipants(file, { testPki, given }, { t: createTranslate('en') });
}

/** One participant with these lines after its names. */
function one(...lines: readonly string[]): string {
  const head = ['participants:', '  - id: mine', '    clientId: client-mine', '    role: supplier'];
  return [...head, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

const certificates = (...lines: readonly string[]) => one('certificates:', ...lines.map((line) => `  ${line}`));

describe('a file of participants', () => {
  it('is read with its defaults', async () => {
    const yaml = certificates(`- subjectDn: "${DN}"`, '  establishments: [99A000014, "010000024"]');
    expect(await load(yaml)).toEqual({
      participants: [
        {
          ...PLAIN,
          id: 'mine',
          clientId: 'client-mine',
          role: 'supplier',
          certificates: [{ subjectDn: DN, establishments: ['99A000014', '010000024'] }],
        },
      ],
      warnings: [],
    });
  });

  it('is read with everything that it may say', async () => {
    const yaml = one(
      'kind: proprietary',
      'accessProfile: 4',
      'region: "24"',
      'state: requested',
      'opening: 2026-12-01T08:00:00+01:00',
      'certificates:',
      `  - { subjectDn: "${DN}", clientId: own, establishments: [99A000014] }`,
      `  - { subjectDn: "${OTHER_DN}" }`,
    );
    expect((await load(yaml)).participants).toEqual([
      {
        id: 'mine',
        clientId: 'client-mine',
        role: 'supplier',
        kind: 'proprietary',
        accessProfile: 4,
        region: '24',
        state: 'requested',
        opening: '2026-12-01T08:00:00+01:00',
        certificates: [
          { subjectDn: DN, establishments: ['99A000014'], clientId: 'own' },
          { subjectDn: OTHER_DN, establishments: [] },
        ],
      },
    ]);
  });

  it('takes the subject DN from a certificate file, beside the file of participants', async () => {
    const own = path.relative(folder, pki.leaves.good.cert);
    const read = await load(certificates(`- file: ${own}`));
    expect(read.participants[0]?.certificates).toEqual([{ subjectDn: pki.leaves.good.subjectDn, establishments: [] }]);
    expect(read.warnings).toEqual([]);
  });

  it('warns of a certificate that the mock would not let in, until its authorities are given', async () => {
    const yaml = certificates('- file: editeur.pem');
    const alone = await load(yaml);
    expect(alone.participants[0]?.certificates[0]?.subjectDn).toBe(chain.subjectDn);
    expect(alone.warnings).toEqual([expect.stringMatching(/participants\.yaml:6:15 editeur\.pem was not issued by/)]);
    const files = [chain.root, chain.intermediate];
    const given = await Promise.all(files.map(async (file) => new X509Certificate(await readFile(file))));
    expect((await load(yaml, given)).warnings).toEqual([]);
    const expired = await load(certificates(`- file: ${path.relative(folder, pki.leaves.expired.cert)}`));
    expect(expired.warnings).toEqual([expect.stringContaining('expired')]);
  });

  it('never shows a private key that stands in the file of a certificate', async () => {
    const read = await load(certificates('- file: editeur-tout.pem'));
    expect(JSON.stringify(read)).not.toContain('PRIVATE');
  });

  it('takes establishments from a list, and certificates from a proprietary list', async () => {
    await writeFile(path.join(folder, 'saas.csv'), 'FINESS\n99A000014\n010000023\n');
    const shared = await load(certificates(`- subjectDn: "${DN}"`, '  establishmentList: saas.csv'));
    expect(shared.participants[0]?.certificates[0]?.establishments).toEqual(['99A000014', '010000023']);
    expect(shared.warnings).toEqual([expect.stringMatching(/:7:28 saas\.csv: row 3, column A: the check digit/)]);
    const rows = [
      ['FINESS', 'DN du sujet'],
      ['99A000014', DN],
      ['99A000022', OTHER_DN],
      ['99A000030', OTHER_DN],
    ];
    await writeFile(path.join(folder, 'product.xlsx'), xlsx(rows));
    const product = await load(one('kind: proprietary', 'establishmentList: product.xlsx'));
    expect(product.participants[0]?.certificates).toEqual([
      { subjectDn: DN, establishments: ['99A000014'] },
      { subjectDn: OTHER_DN, establishments: ['99A000022', '99A000030'] },
    ]);
  });

  it('tells every wrong row of a list, and takes nothing of it', async () => {
    await writeFile(path.join(folder, 'wrong.csv'), 'FINESS\n99A000014\n12\n99A000014\n');
    const yaml = certificates(`- subjectDn: "${DN}"`, '  establishmentList: wrong.csv');
    await expect(load(yaml)).rejects.toMatchObject({
      code: 'participants.refused',
      message: expect.stringMatching(/participants\.yaml:7:28 wrong\.csv: row 3, column A: "12"/),
      hint: expect.stringContaining('1'),
    });
  });

  it('warns of an establishment that two certificates list', async () => {
    const yaml = one(
      'kind: proprietary',
      'certificates:',
      `  - { subjectDn: "${DN}", establishments: [99A000014] }`,
      `  - { subjectDn: "${OTHER_DN}", establishments: [99A000014] }`,
    );
    expect((await load(yaml)).warnings).toEqual([expect.stringContaining(`mine lists 99A000014, which mine (${DN})`)]);
  });

  it('takes the hash of a client secret in place of certificates, for access profile 0', async () => {
    const hash = 'a'.repeat(64);
    const yaml = one('accessProfile: 0', `clientSecretSha256: ${hash}`).replace('role: supplier', 'role: consumer');
    expect((await load(yaml)).participants).toMatchObject([
      { role: 'consumer', accessProfile: 0, clientSecretSha256: hash, certificates: [] },
    ]);
    await expect(load(yaml.replace('accessProfile: 0', 'accessProfile: 1'))).rejects.toMatchObject({
      code: 'participants.refused',
      message: expect.stringMatching(/:6:25 only access profile 0 may have a client secret/),
    });
    await expect(load(yaml.replace(hash, 'secret'))).rejects.toMatchObject({ code: 'config.invalid-value' });
  });

  it('warns when a supplier and a consumer have one certificate (Q34)', async () => {
    const supplier = certificates(`- subjectDn: "${DN}"`);
    const consumer = supplier
      .replace('participants:\n', '')
      .replaceAll('mine', 'reader')
      .replace('supplier', 'consumer');
    expect((await load(supplier + consumer)).warnings).toEqual([
      expect.stringContaining('mine and reader, a supplier and a consumer, have the same certificate'),
    ]);
  });

  it('warns of several certificates of a product that has one at ANS', async () => {
    const { warnings } = await load(certificates(`- subjectDn: "${DN}"`, `- subjectDn: "${OTHER_DN}"`));
    expect(warnings).toEqual([expect.stringContaining('kind saas has one certificate at ANS')]);
  });

  it.each([
    ['an unknown key', one('color: red'), 'config.unknown-key', /:5:5 .*"color"/],
    [
      'a FINESS that YAML takes for a number',
      certificates(`- subjectDn: x`, '  establishments: [010000024]'),
      'config.invalid-value',
      /:7:26 .*seen 010000024/,
    ],
    [
      'a FINESS of another form',
      certificates('- subjectDn: x', '  establishments: ["12"]'),
      'config.invalid-value',
      /nine digits or capital letters/,
    ],
    ['a date without time', one('opening: 2026-12-01'), 'config.invalid-value', /opening/],
    [
      'an access profile that does not exist',
      one('accessProfile: 6'),
      'config.invalid-value',
      /one of 0, 1, 2, 3, 4, 5, seen 6/,
    ],
    ['neither certificates nor a list', one('region: "24"'), 'participants.refused', /missing: certificates/],
    [
      'neither subject DN nor file',
      certificates('- establishments: []'),
      'participants.refused',
      /either subjectDn or file/,
    ],
    [
      'both',
      certificates(`- { subjectDn: "${DN}", file: editeur.pem }`),
      'participants.refused',
      /either subjectDn or file/,
    ],
    [
      'a slash-form DN',
      certificates('- subjectDn: /C=FR/CN=x'),
      'participants.refused',
      /:6:20 this is not a subject DN/,
    ],
    [
      'a file that is not there',
      certificates('- file: nowhere.pem'),
      'participants.refused',
      /nowhere\.pem.*ENOENT.*subject DN can be given/,
    ],
    [
      'a key in place of a certificate',
      certificates('- file: editeur.key'),
      'participants.refused',
      /editeur\.key .*certificate/,
    ],
    [
      'an authority in place of a certificate',
      certificates('- file: ACI-EL-ORG-TEST.pem'),
      'participants.refused',
      /cannot stand on the white list/,
    ],
    [
      'an establishment twice',
      certificates(`- subjectDn: "${DN}"`, '  establishments: [99A000014, 99A000014]'),
      'participants.refused',
      /:7:37 99A000014 already stands/,
    ],
    [
      'one name twice',
      certificates(`- subjectDn: "${DN}"`, `- subjectDn: "${DN.replaceAll(',', ', ')}"`),
      'participants.refused',
      /:7:9 CN=APP, .* already stands/,
    ],
    [
      'establishments beside a list',
      certificates(`- { subjectDn: "${DN}", establishments: [], establishmentList: saas.csv }`),
      'participants.refused',
      /either establishments or/,
    ],
    [
      'a proprietary list for a SaaS product',
      one('establishmentList: product.xlsx'),
      'participants.refused',
      /this participant is saas/,
    ],
    [
      'an own client_id for a SaaS product',
      certificates(`- { subjectDn: "${DN}", clientId: own }`),
      'participants.refused',
      /only a certificate of a proprietary/,
    ],
    [
      'an EAI without region',
      one('kind: regional-eai', 'certificates:', `  - subjectDn: "${DN}"`),
      'participants.refused',
      /a regional EAI has a region/,
    ],
    [
      'an id twice',
      `${certificates(`- subjectDn: "${DN}"`)}${certificates(`- subjectDn: "${DN}"`).replace('participants:\n', '')}`,
      'participants.refused',
      /id mine is already that of participant 1/,
    ],
  ])('is refused with %s, by line and column', async (...row) => {
    const [, yaml, code, message] = row;
    await expect(load(yaml)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('a file that was damaged anywhere is refused in one line or read, and nothing else', async () => {
    const whole = certificates(`- subjectDn: "${DN}"`, '  establishments: [99A000014]', '- file: editeur.pem');
    const cut = integer({ min: 0, max: whole.length - 1 });
    const told: string[] = [];
    const property = asyncProperty(cut, integer({ min: 0, max: 8 }), string({ maxLength: 4 }), async (...mutation) => {
      const [at, length, put] = mutation;
      await load(whole.slice(0, at) + put + whole.slice(at + length)).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error;
        told.push(error.message);
      });
    });
    await assert(property, { numRuns: 200 });
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((message) => !message.includes('participants.yaml:'))).toEqual([]);
  });

  it('has a schema for editors that is up to date', async () => {
    const file = new URL('../../../harness/cli/participants.schema.json', import.meta.url);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(participantsJsonSchema())));
  });
});

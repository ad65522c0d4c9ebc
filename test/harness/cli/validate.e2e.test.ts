import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadEmbeddedDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import { manifest, writePackage } from '../ig-package/make-package.ts';
import { changed } from '../../mev3/validator/change.ts';
import { goodLocation, goodRecord, ror } from '../../mev3/validator/good-resources.ts';

const ENTRY = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-validate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in the test folder; `input` goes to its stdin. */
async function validate(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [ENTRY, 'validate', ...args], {
    cwd: folder,
    env: { ...process.env, LANG: 'en' },
  });
  const chunks = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (chunks.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (chunks.err += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  return { code, ...chunks };
}

function file(name: string, content: unknown): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return name;
}

function body(record: unknown): unknown {
  const path = `Location.extension.where(url='${ror('ror-location-supported-capacity')}')`;
  const part = [
    { name: 'type', valueString: 'add' },
    { name: 'path', valueString: path },
    { name: 'value', part: [{ extension: [record] }] },
  ];
  return { resourceType: 'Parameters', parameter: [{ name: 'operation', part }] };
}

const badRecord = changed(goodRecord(), ['set', 'extension.1.valueCodeableConcept.coding.0.code', '99']);
const foundSchema = z.object({
  errors: z.number(),
  warnings: z.number(),
  findings: z.array(
    z.object({ code: z.string(), file: z.string(), line: z.number(), column: z.number(), mend: z.string() }),
  ),
});

describe('rorkit validate', { timeout: 180_000 }, () => {
  it('exits 0 for what is right: a body, a Location, a record', async () => {
    const files = [
      file('ok/body.json', body(goodRecord())),
      file('ok/location.json', goodLocation()),
      file('ok/record.json', goodRecord()),
    ];
    const ended = await validate(files);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('3 judged in 3 files: 0 errors, 0 warnings');
  });

  it('exits 3 and says file, line, column, place, code, requirement and what to change', async () => {
    const ended = await validate([file('bad.json', body(badRecord)), '--lang', 'fr']);
    expect(ended.code).toBe(3);
    expect(ended.out).toMatch(/^bad\.json:\d+:\d+ erreur capacity\.unknown-code \[ROR-CAP-CODE\]$/m);
    expect(ended.out).toMatch(/^ {2}où : Parameters\.parameter\[0\]/m);
    expect(ended.out).toMatch(/^ {2}remède : /m);
  });

  it('reports all faults of a body, each at its own line', async () => {
    const twice = changed(badRecord, ['set', 'extension.3.valueInteger', '4']);
    const ended = await validate([file('two.json', body(twice)), '--format', 'json']);
    const { findings } = foundSchema.parse(JSON.parse(ended.out));
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['capacity.unknown-code', 'capacity.wrong-type']),
    );
    expect(new Set(findings.map(({ line }) => line)).size).toBeGreaterThan(1);
  });

  it('reads folders, NDJSON and stdin, and names the line of NDJSON', async () => {
    file('many/a.json', goodLocation());
    const wrong = changed(goodLocation(), ['remove', 'extension.0']);
    file('many/b.ndjson', [goodLocation(), wrong, goodLocation()].map((each) => JSON.stringify(each)).join('\n'));
    file('many/readme.txt', 'not read');
    const ended = await validate(['many', '--format', 'json']);
    const found = foundSchema.parse(JSON.parse(ended.out));
    expect(found.findings).toMatchObject([{ code: 'profile.missing', file: 'many/b.ndjson', line: 2 }]);
    const piped = await validate(['-'], JSON.stringify(wrong));
    expect(piped.out).toContain('stdin:1:');
    expect(piped.code).toBe(3);
  });

  it('says where a text stops being JSON, and which key stands twice', async () => {
    const ended = await validate([
      file('broken.json', '{\n  "a": 1,\n}'),
      file('twice.json', '{"resourceType":"Location",\n"name":"a","name":"b"}'),
    ]);
    expect(ended.out).toMatch(/^broken\.json:3:1 error not-json/m);
    expect(ended.out).toMatch(/^twice\.json:2:12 error duplicate-key/m);
  });

  it('gives SARIF and an OperationOutcome that are what they say', async () => {
    const name = file('folder with space/é.json', body(badRecord));
    const sarif = z
      .object({
        version: z.literal('2.1.0'),
        runs: z.tuple([
          z.object({
            tool: z.object({
              driver: z.object({ name: z.literal('rorkit'), rules: z.array(z.object({ id: z.string() })) }),
            }),
            results: z.array(
              z.object({
                ruleId: z.string(),
                ruleIndex: z.number(),
                level: z.enum(['error', 'warning', 'note']),
                message: z.object({ text: z.string().min(5) }),
                locations: z.array(
                  z.object({
                    physicalLocation: z.object({
                      artifactLocation: z.object({ uri: z.string() }),
                      region: z.object({ startLine: z.number().min(1), startColumn: z.number().min(1) }),
                    }),
                  }),
                ),
              }),
            ),
          }),
        ]),
      })
      .parse(JSON.parse((await validate([name, '--format', 'sarif'])).out));
    const [run] = sarif.runs;
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(result.locations[0]?.physicalLocation.artifactLocation.uri).toBe('folder%20with%20space/%C3%A9.json');
    }
    expect(run.results.length).toBeGreaterThan(0);
    const outcome: unknown = JSON.parse((await validate([name, '--format', 'outcome'])).out);
    expect(outcome).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    });
    expect(createValidator(loadEmbeddedDefinitions('0.7.0')).validate(outcome)).toEqual([]);
  });

  it('only warns of a tuple that our reconstruction of the list lacks, and refuses one that the list of ANS lacks', async () => {
    // Available beds without a gender: valid by the profile, in neither list.
    const name = file('genderless.json', body(changed(goodRecord(), ['remove', 'extension.5'])));
    const ours = await validate([name]);
    expect(ours).toMatchObject({ code: 0 });
    expect(ours.out).toMatch(/warning indicator\.unknown-value/);
    expect((await validate([name, '--strict'])).code).toBe(3);
    const installed = { id: 'INSTALLED', natures: ['01'], capacityStatus: '01', temporalityCapacity: '01' };
    const indicators = [{ ...installed, temporaryAssignement: '01' }];
    const list = file('list.yaml', { name: 'handed over', indicators });
    const theirs = await validate([name, '--catalogue', list]);
    expect(theirs.out).toMatch(/error indicator\.unknown-value/);
    expect(theirs.code).toBe(3);
  });

  it('leaves out the consistency rules that are named', async () => {
    // Gender belongs to available beds (N1): here it stands on installed ones.
    const record = changed(goodRecord(), ['set', 'extension.1.valueCodeableConcept.coding.0.code', '01']);
    const name = file('gender-of-installed.json', record);
    expect((await validate([name])).out).toContain('[ROR-CAP-N1]');
    expect((await validate([name, '--off', 'N1'])).out).not.toContain('[ROR-CAP-N1]');
    expect(await validate([name, '--off', 'N9'])).toMatchObject({ code: 2, out: '' });
  });

  it('judges by the version, the catalogue, the form and the severity that are asked for', async () => {
    const location = file('version.json', goodLocation());
    expect((await validate([location, '--strict'])).code).toBe(0);
    expect((await validate([location, '--version', '0.6', '--strict'])).code).toBe(3);
    expect((await validate([location, '--as', 'request'])).code).toBe(3);
    const oddDisplay = file(
      'display.json',
      changed(goodRecord(), ['set', 'extension.1.valueCodeableConcept.coding.0.display', 'x']),
    );
    expect((await validate([oddDisplay])).code).toBe(0);
    expect((await validate([oddDisplay, '--strict'])).code).toBe(3);
  });

  it('judges by a package instead of its own definitions', async () => {
    const url = ror('ror-comment');
    const structure = {
      resourceType: 'StructureDefinition',
      url,
      kind: 'complex-type',
      type: 'Extension',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension',
      derivation: 'constraint',
      differential: {
        element: [{ id: 'Extension.value[x]', path: 'Extension.value[x]', type: [{ code: 'markdown' }] }],
      },
    };
    await writePackage(join(folder, 'ig.tgz'), [
      manifest(),
      { name: 'package/a.json', content: JSON.stringify(structure) },
    ]);
    const ended = await validate([file('ig.json', goodLocation()), '--ig', 'ig.tgz']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('profile.wrong-type');
  });

  it('exits 2, with one line, for what cannot be used', async () => {
    writeFileSync(join(folder, 'bad.tgz'), 'x');
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'latin1.json'), Buffer.from([0x22, 0xe9, 0x22]));
    writeFileSync(join(folder, 'blank.json'), '\n');
    const good = file('good.json', goodLocation());
    const wrong: readonly (readonly string[])[] = [
      ['absent.json'],
      ['empty'],
      ['blank.json'],
      ['-'],
      ['latin1.json'],
      [good, '--as', 'x'],
      [good, '--version', '1'],
      [good, '--ig', 'bad.tgz'],
      [good, '--catalogue', 'absent.yaml'],
      [],
    ];
    const all = await Promise.all(wrong.map(async (args) => ({ args, ended: await validate(args) })));
    for (const { args, ended } of all) {
      expect([args, ended.code, ended.out]).toEqual([args, 2, '']);
      expect(ended.err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('exits 4 when nothing could be judged', async () => {
    const ended = await validate([file('patient.json', { resourceType: 'Patient' })]);
    expect(ended.code).toBe(4);
    expect(ended.out).toContain('r4.resource-not-judged');
  });
});

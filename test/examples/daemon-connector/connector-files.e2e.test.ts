import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reportSchema } from '../../../harness/model/report.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 180_000 });

const FOLDER = fileURLToPath(new URL('../../../examples/daemon-connector/', import.meta.url));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

let base = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-daemon-'));
});
afterAll(() => rmSync(base, { recursive: true }));

/** What a stimulus can be: a change, a removal, a refusal, a certificate taken off the list, accents in a comment. */
const SCENARIOS = [
  'feed/zero-beds',
  'feed/comment',
  'feed/delete-record',
  'attempts/unknown-location',
  'trust/certificate-not-listed',
  'reconciliation/a-day-of-two-units',
];

describe('a ready connector file drives a connector that goes on running, which is conformant', () => {
  test('there are some for HTTP and for files', () => {
    expect(FILES.toSorted()).toEqual(['eai.yaml', 'files-csv.yaml', 'files-json.yaml', 'files-xml.yaml', 'http.yaml']);
  });

  // Most of a run is waiting for the connector to be quiet, and each file has ports of its own: they run at once.
  test.concurrent.each(FILES)('%s', async (file) => {
    const reports = join(base, file);
    const args = ['run', ...SCENARIOS, '--connector', join(FOLDER, file), '--reports', reports, '--strict'];
    const ended = await runCommand([...args, '--pki', join(base, 'pki')], base);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')));
    expect(report.troubles).toEqual([]);
    expect(report.scenarios.map(({ id, status }) => `${id} ${status}`).toSorted()).toEqual(
      SCENARIOS.map((id) => `${id} pass`).toSorted(),
    );
    expect(ended).toMatchObject({ code: 0, err: '' });
    // Each refusal is known to have been told, by the line that the connector file names.
    const reporting = report.scenarios.flatMap(({ verdicts }) =>
      verdicts.filter(({ slug }) => slug === 'refusal-reported'),
    );
    expect(reporting.map(({ status }) => status)).toEqual(['pass', 'pass']);
  });
});

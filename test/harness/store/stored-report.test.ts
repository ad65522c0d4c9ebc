import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderJson } from '../../../harness/report/json.ts';
import { RunStore } from '../../../harness/store/run-store.ts';
import { listRuns, readStoredReport } from '../../../harness/store/stored-report.ts';
import { sampleEvents, sampleReport } from '../../support/sample-run.ts';

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
}

describe('the report of a stored run', () => {
  let data = '';
  let events = '';
  let report = '';

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'rorkit-stored-'));
    const store = RunStore.open(data);
    for (const event of sampleEvents()) store.record(event);
    events = join(store.folder, 'events.ndjson');
    report = join(store.folder, 'report.json');
    writeFileSync(report, renderJson(sampleReport()));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  it('is read, and the runs are listed by number', () => {
    for (let run = 2; run <= 11; run += 1) RunStore.open(data);
    writeFileSync(join(data, 'runs', 'notes.txt'), '');
    expect(listRuns(data)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(readStoredReport(data, 1)).toEqual({ ok: true, report: sampleReport() });
    expect(listRuns(join(data, 'nowhere'))).toEqual([]);
  });

  it('is missing when the run was killed before its end, or was never made', () => {
    RunStore.open(data);
    expect(readStoredReport(data, 2)).toEqual({ ok: false, fault: { code: 'cut-short' } });
    expect(readStoredReport(data, 3)).toEqual({ ok: false, fault: { code: 'no-run' } });
  });

  it.each([
    ['the seed in the report', 'header', () => change(report, '3f2a91bc', '00000000')],
    ['what was seen', 'scenarios', () => change(report, 'after 40 ms', 'after 40 s')],
    ['the time of the end', 'finishedAt', () => change(report, '18:00:42', '18:00:41')],
    ['what the events say was seen', 'scenarios', () => change(events, 'after 40 ms', 'after 40 s')],
    ['half a line behind the events', 'events.ndjson', () => appendFileSync(events, '{"type":"run-')],
    ['a line that is no event', 'events.ndjson', () => appendFileSync(events, '{"type":"other"}\n')],
    ['no events', 'events.ndjson', () => rmSync(events)],
  ])('is not relied on after a change of %s', (...[, where, edit]) => {
    edit();
    expect(readStoredReport(data, 1)).toEqual({ ok: false, fault: { code: 'edited', where, file: report } });
  });
});

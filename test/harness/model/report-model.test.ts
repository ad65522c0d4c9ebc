import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import { reportSchema } from '../../../harness/model/report.ts';
import { buildReport } from '../../../harness/model/report-model.ts';
import { MAX_REPORT_BODY } from '../../../harness/model/report-timeline.ts';
import type { RunEvent } from '../../../harness/model/run-event.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { JournalBuilder, textBody } from '../../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';
import { SAMPLE_HEADER } from '../../support/sample-run.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();

function use(name: string) {
  return { use: name, slug: name, with: {}, needs: [] };
}

const scenario = sampleScenario([use('no-ror-headers'), use('replace-first'), use('zero-is-sent')]);

function journal(): JournalBuilder {
  const headers: [string, string][] = [['Ror-X', '1']];
  return new JournalBuilder()
    .mark('scenario-start')
    .stimulus(sampleStimulus())
    .patch(UNIT, patchBody({ type: 'replace', record: RECORD }), { headers })
    .exit('s1');
}

function eventsOver(entries: readonly JournalEntry[], finished = true): RunEvent[] {
  const timing = { quietMs: 1, deadlineMs: 1, retryEveryMs: 0 };
  const common = { scenario, kernel: createKernel(), requirements, strict: false, timing, settled: true };
  const verdicts = judgeAttempt({ ...common, entries });
  const place = { from: 1, to: entries.length };
  const events: RunEvent[] = [
    { type: 'run-started', header: SAMPLE_HEADER },
    { type: 'scenario-judged', scenario, attempt: 1, verdicts, journal: place, durationMs: 10, waitedMs: 1 },
  ];
  const end: RunEvent = { type: 'run-finished', result: 'not-conformant', finishedAt: '2026-11-23T18:01:00.000Z' };
  return finished ? [...events, end] : events;
}

function reportOver(entries: readonly JournalEntry[], finished = true) {
  const excerpts = [{ scenario: scenario.id, attempt: 1, entries }];
  return buildReport({ events: eventsOver(entries, finished), requirements, excerpts });
}

describe('buildReport', () => {
  it('conforms to its own schema, also after a trip through JSON', () => {
    const report = reportOver(journal().entries);
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('counts the verdicts, and takes the worst of them for the scenario', () => {
    const report = reportOver(journal().entries);
    expect(report.counts).toMatchObject({ pass: 1, fail: 1, skip: 1, omit: 0, error: 0, warned: 0 });
    expect(report.scenarios[0]).toMatchObject({ id: 'feed/sample', status: 'fail', durationMs: 10 });
  });

  it('says of each requirement how far it was covered', () => {
    const states = new Map(reportOver(journal().entries).coverage.map((one) => [one.requirement, one.state]));
    expect(states.get('ROR-HDR-NO-ROR')).toBe('not-met');
    expect(states.get('ROR-FEED-REPLACE-FIRST')).toBe('met');
    expect(states.get('ROR-IND-C9')).toBe('not-judged');
    expect(states.size).toBe(requirements.size);
  });

  it('shows the exchanges of the attempt, bodies cut at a bound that is said', () => {
    const long = journal().patch(UNIT, '', { body: textBody('x'.repeat(MAX_REPORT_BODY + 1)) });
    const { timeline = [] } = reportOver(long.entries).scenarios[0] ?? {};
    const exchanges = timeline.flatMap((item) => (item.kind === 'exchange' ? [item.request.body] : []));
    expect(exchanges.map(({ truncated, content }) => [truncated, content.length])).toEqual([
      [false, exchanges[0]?.content.length],
      [true, MAX_REPORT_BODY],
    ]);
  });

  it('never calls an interrupted run conformant', () => {
    const good = new JournalBuilder()
      .stimulus(sampleStimulus())
      .patch(UNIT, patchBody({ type: 'replace', record: RECORD }));
    expect(reportOver(good.entries, false)).toMatchObject({ finishedAt: null, result: 'not-judged' });
  });

  it('gives the same report for the same input', () => {
    expect(reportOver(journal().entries)).toEqual(reportOver(journal().entries));
  });
});

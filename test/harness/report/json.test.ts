import { expect, test } from 'vitest';
import { reportSchema } from '../../../harness/model/report.ts';
import { renderJson } from '../../../harness/report/json.ts';
import { sampleReport } from '../../support/sample-run.ts';

test('report.json is the report, whole, and follows its schema', () => {
  const read = reportSchema.parse(JSON.parse(renderJson(sampleReport())));
  expect(read).toEqual(sampleReport());
});

test('an interrupted run has a report that says so', () => {
  const read = reportSchema.parse(JSON.parse(renderJson(sampleReport({ isFinished: false }))));
  expect(read).toMatchObject({ finishedAt: null, result: 'not-conformant' });
});

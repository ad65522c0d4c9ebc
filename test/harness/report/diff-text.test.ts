import { describe, expect, it } from 'vitest';
import { diffReports } from '../../../harness/model/diff-reports.ts';
import type { Report } from '../../../harness/model/report.ts';
import { renderDiff } from '../../../harness/report/diff-text.ts';
import { createTranslate } from '../../../messages/index.ts';
import { sampleReport } from '../../support/sample-run.ts';

const full = sampleReport();
const part: Report = {
  ...full,
  header: { ...full.header, run: 6, seed: 'a\u001B[2Jb' },
  scenarios: full.scenarios.slice(0, 2),
};

describe('a comparison for people', () => {
  it('names what got worse, and says so at the end', () => {
    const text = renderDiff(diffReports(part, full), createTranslate('en'));
    expect(text).toMatch(/Before: run 6 [\s\S]*After: {2}run 7 [\s\S]*checks failed: 1 of 5/);
    expect(text).toMatch(/Worse:\n {2}trust\/unlisted#no-api-call: not run → skip/);
    expect(text).toMatch(/Scenarios that are new:\n {2}trust\/unlisted/);
    expect(text).not.toContain('Checks that are new');
    expect(text.trimEnd().endsWith('Something got worse.')).toBe(true);
    expect(text).not.toContain('\u001B');
  });

  it('is French, and short when nothing changed', () => {
    const text = renderDiff(diffReports(full, full), createTranslate('fr'));
    expect(text.trimEnd().split('\n')).toHaveLength(4);
    expect(text).toContain('Rien ne s’est dégradé.');
  });
});

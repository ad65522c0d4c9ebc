import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../harness/model/report.ts';
import { MAX_MARKDOWN, renderMarkdown } from '../../../harness/report/markdown.ts';
import { MAX_PIECE, codeOf, proseOf } from '../../../harness/report/markdown-text.ts';
import { sampleReport } from '../../support/sample-run.ts';

const report = sampleReport();

/** The sample with its scenarios many times over, and long hostile values in every finding. */
function hugeReport(text: string): Report {
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    verdicts: scenario.verdicts.map((verdict) => ({
      ...verdict,
      findings: verdict.findings.flatMap((finding) =>
        Array.from({ length: 9 }, () => ({ ...finding, seen: text, expected: text, where: text })),
      ),
    })),
  }));
  return { ...report, scenarios: Array.from({ length: 400 }, () => scenarios).flat() };
}

describe('the Markdown summary', () => {
  it('says the result, what was tested, and what failed with its rule and how to mend it', () => {
    const text = renderMarkdown(report, 'en');
    expect(text).toContain('**Not conformant** · At least one check failed');
    expect(text).toContain('| Connector | Lits &amp; Places &lt;2&gt; (`connector.yaml`) |');
    expect(text).toContain('| Scenarios | 1 | 0 | 1 | 1 | 0 | 0 |');
    expect(text).toContain('| Checks | 1 | 0 | 2 | 1 | 1 | 0 |');
    expect(text).toMatch(/- ✗ FAIL `attempts\/no-retry#no-retry`[\s\S]*Expected: `no further PATCH of this record`/);
    expect(text).toContain('Rule: `ROR-FEED-NO-RETRY` (documented)');
    expect(text).toContain('To mend it: Send “replace” first.');
    expect(text).toContain('This report is no verdict of ANS.');
  });

  it('names failures before skips, and skips before warnings', () => {
    const text = renderMarkdown(report, 'en');
    const order = ['✗ FAIL `attempts/no-retry#no-retry`', '– skip `', '▲ warning `feed/replace#source-time`'];
    const places = order.map((mark) => text.indexOf(mark, text.indexOf('### What to look at')));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('is French when it is asked for', () => {
    const text = renderMarkdown(report, 'fr');
    expect(text).toContain('**Non conforme**');
    expect(text).toContain('Titre de feed/replace &lt;é&gt;');
    expect(text).not.toContain('What to look at');
  });

  it('says when the run was interrupted', () => {
    expect(renderMarkdown(sampleReport({ isFinished: false }), 'en')).toContain(
      'The run was interrupted before its end',
    );
    expect(renderMarkdown(report, 'en')).not.toContain('The run was interrupted before its end');
  });

  it('lets no markup of the connector through', () => {
    const text = renderMarkdown(report, 'en');
    expect(text.replaceAll(/`[^`]*`/g, '')).not.toMatch(/<(?!\/?br)/);
    expect(text).not.toContain('\u001B');
    expect(text).not.toContain('\u0000');
  });

  it('stays within its bound, whatever was sent, and says what it left out', () => {
    for (const hostile of [
      'x'.repeat(5_000),
      '<'.repeat(5_000),
      '@a'.repeat(2_500),
      '`'.repeat(5_000),
      '😀'.repeat(900),
    ]) {
      const text = renderMarkdown(hugeReport(hostile), 'fr');
      expect(text.length).toBeLessThanOrEqual(MAX_MARKDOWN);
      expect(text).toMatch(/et \d+ de plus : voir report\.html/);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('is the same for the same report', () => {
    expect(renderMarkdown(sampleReport(), 'en')).toBe(renderMarkdown(report, 'en'));
  });
});

describe('foreign text in Markdown', () => {
  it('neither mentions, refers nor links', () => {
    expect(proseOf('@octocat #12 !3 %4 ~bug $5 &6 https://x.example www.x.example')).not.toMatch(
      /[@#!%~$]\w|&amp;\w|:\/\/|www\./,
    );
    expect(proseOf('# title')).toBe(String.raw`\# title`);
    expect(proseOf('1. one')).toBe(String.raw`1\. one`);
    expect(proseOf('[a](b) **c** <img> |')).toBe(String.raw`\[a\]\(b\) \*\*c\*\* &lt;img&gt; \|`);
  });

  it('as code is one line between fences longer than any run of backticks in it', () => {
    assert(
      property(
        string({ unit: constantFrom('`', 'a', ' ', '\n', '\u0000', '|', '<', '😀'), maxLength: 400 }),
        (text) => {
          const code = codeOf(text);
          expect(/\p{Cc}/u.test(code)).toBe(false);
          expect(code.isWellFormed()).toBe(true);
          if (code === '–') return;
          const [fence = ''] = /^`+/.exec(code) ?? [];
          const inside = code.slice(fence.length, -fence.length);
          expect(code.endsWith(fence)).toBe(true);
          expect(inside.split(/[^`]+/)).not.toContain(fence);
          expect(inside.trim().length).toBeLessThanOrEqual(MAX_PIECE);
        },
      ),
    );
  });
});

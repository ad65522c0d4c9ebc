import { describe, expect, test } from 'vitest';
import type { Report } from '../../../harness/model/report.ts';
import { renderPdf } from '../../../harness/report/pdf.ts';
import { pdfPages } from '../../support/pdf-text.ts';
import { sampleReport } from '../../support/sample-run.ts';

const DN = `CN=${'CONNECTEUR DES LITS DE L’HÔPITAL '.repeat(6).trim()},OU=199A000014,O=CENTRE HOSPITALIER D'ÉTÉ,ST=Rhône (69),C=FR`;

/** What stands on a page, wherever its lines were broken. */
function running(page: string | undefined): string {
  return (page ?? '').replaceAll(/\s+/g, ' ');
}

function tight(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function withSeen(seen: string): Report {
  const report = sampleReport();
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    verdicts: scenario.verdicts.map((verdict) => ({
      ...verdict,
      findings: verdict.findings.map((finding) => ({ ...finding, seen })),
    })),
  }));
  return { ...report, scenarios };
}

describe('the PDF report', () => {
  test('has a summary, one page a scenario, and the number on each page', async () => {
    const report = sampleReport();
    const pages = pdfPages(await renderPdf(report, 'fr'));
    const cases = report.scenarios.map(({ title }) => pages.filter((page) => page.startsWith(title.fr)).length);
    expect(cases).toEqual([1, 1, 1]);
    for (const [index, page] of pages.entries()) {
      expect(running(page)).toContain(`Lits & Places <2> · page ${index + 1} sur ${pages.length}`);
    }
    expect(running(pages[0])).toContain('Non conforme Au moins une vérification a échoué');
    expect(running(pages[0])).toContain('23 novembre 2026 à 19:00:00 (heure de Paris)');
  });

  test('says in both languages what failed, with expected, seen, where, rule and how to mend it', async () => {
    for (const [language, words] of [
      ['fr', ['Attendu', 'Constaté', 'Où', 'Règle', 'Pour corriger', 'Envoyer d’abord « replace ».']],
      ['en', ['Expected', 'Seen', 'Where', 'Rule', 'To mend it', 'Send “replace” first.']],
    ] as const) {
      const pages = pdfPages(await renderPdf(sampleReport(), language));
      const page = running(pages.find((one) => /^(Titre de|Title of) attempts\/no-retry/.test(one)));
      for (const word of words) expect(page).toContain(word);
      expect(page).toContain('no further PATCH of this record');
      expect(page).toContain('<script>alert(1)</script>');
      expect(page).toMatch(/PATCH\s*\/ws-synchro-dispo-lits-fhir\/Location\?/);
      expect(page).toContain('404');
    }
  });

  test('shows a long DN whole, with its accents, over as many lines as it takes', async () => {
    const pages = pdfPages(await renderPdf(withSeen(DN), 'fr'));
    expect(pages.filter((page) => tight(page).includes(tight(DN))).length).toBeGreaterThan(0);
  });

  test('repeats the header of a table on each page that it goes on to', async () => {
    const report = sampleReport();
    const scenarios = Array.from({ length: 60 }, () => report.scenarios.slice(0, 1)).flat();
    const pages = pdfPages(await renderPdf({ ...report, scenarios }, 'en'));
    const going = pages.filter((page) => page.startsWith('Result\nScenario\nChecks\nDuration'));
    expect(going.length).toBeGreaterThan(1);
  });

  test('what a connector sent cannot stretch it without end, nor leave control characters in it', async () => {
    const hostile = withSeen(`\u0000\u001B[31m\u202E${'X'.repeat(200_000)}\u{1F600}`);
    const pages = pdfPages(await renderPdf(hostile, 'en'));
    expect(pages.length).toBeLessThan(8);
    expect(pages.join('').replaceAll('\n', '').match(/\p{C}/gu)).toBeNull();
  });

  test('is tagged, says its language and title, and is the same for the same report', async () => {
    const [first, second] = await Promise.all([renderPdf(sampleReport(), 'fr'), renderPdf(sampleReport(), 'fr')]);
    const text = first.toString('latin1');
    expect(first.equals(second)).toBe(true);
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.includes('/Lang (fr)')).toBe(true);
    expect(/\/MarkInfo \d+ 0 R/.test(text)).toBe(true);
    const tags = ['Document', 'H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD'];
    expect(tags.filter((tag) => !text.includes(`/S /${tag}\n`))).toEqual([]);
    expect(/\/DisplayDocTitle true/.test(text)).toBe(true);
    expect(/\/Outlines \d+ 0 R/.test(text)).toBe(true);
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../../harness/report/html.ts';
import { renderJunit } from '../../../harness/report/junit.ts';
import { createTranslate } from '../../../messages/index.ts';
import { sampleReport } from '../../support/sample-run.ts';

/** Runs in the page: what an XML parser makes of junit.xml. */
const READ_JUNIT = `(text) => {
  const doc = new DOMParser().parseFromString(text, 'text/xml');
  const of = (selector) => [...doc.querySelectorAll(selector)];
  const attributes = ['name', 'tests', 'failures', 'errors', 'skipped'];
  return {
    broken: of('parsererror').length,
    suites: of('testsuite').map((suite) => attributes.map((name) => suite.getAttribute(name))),
    failed: of('failure').map((one) => [one.parentElement.getAttribute('classname'), one.parentElement.getAttribute('name')]),
    skipped: of('skipped').map((one) => one.parentElement.getAttribute('name')),
    failure: of('failure')[0].textContent,
    passedWithWarning: of('testcase[name="source-time"] > system-out')[0].textContent,
  };
}`;

const CHROMIUM = '/usr/bin/chromium';

describe.runIf(existsSync(CHROMIUM))('the HTML report in a browser', () => {
  let folder = '';
  let browser: Browser;
  let page: Page;
  const said: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rorkit-html-'));
    writeFileSync(join(folder, 'report.html'), renderHtml(sampleReport(), 'fr'));
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
    page = await browser.newPage();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => said.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${folder}/report.html`);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('needs nothing but its own file, and runs nothing that a connector sent', async () => {
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(said).toEqual([]);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.content()).toContain('&lt;script&gt;alert(2)&lt;/script&gt;');
  });

  test('its policy forbids what is not its own', async () => {
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
    await page.evaluate('document.body.insertAdjacentHTML(\'beforeend\', \'<p style="color:red" id="probe">x</p>\')');
    expect(await page.evaluate("getComputedStyle(document.getElementById('probe')).color")).not.toContain('255, 0, 0');
    said.length = 0;
  });

  test('opens in French and turns to English, with the language of the document', async () => {
    expect(await page.locator('.verdict strong').innerText()).toBe('Non conforme');
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('.verdict strong').innerText()).toBe('Not conformant');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.title()).toBe('rorkit conformance report');
    expect(await page.getByRole('button', { name: 'English' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('has landmarks, one first heading and no heading level left out', async () => {
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('contentinfo').count()).toBe(1);
    const names = await page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5')].map((one) => one.tagName)");
    const levels = String(names)
      .split(',')
      .map((name) => Number(name.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test('what failed is open, says how to mend it, and leads to the exchange', async () => {
    const failed = page.locator('details.scenario[open]', { hasText: 'Title of attempts/no-retry' });
    await expect(failed.locator('.finding').innerText()).resolves.toMatch(
      /Expected[\s\S]*Seen[\s\S]*Where[\s\S]*Rule[\s\S]*To mend it/,
    );
    await failed.getByRole('link', { name: 'journal entry 12' }).click();
    expect(page.url()).toMatch(/#e-22-12$/);
    expect(await page.locator('#e-22-12').innerText()).toContain('404');
  });

  test('links lead to parts that exist', async () => {
    const dead = await page.evaluate(
      "[...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.getAttribute('href').slice(1)).filter((id) => !document.getElementById(id))",
    );
    // The sample names an entry of an attempt whose journal is not part of it.
    expect(dead).toEqual(['e-21-4']);
  });

  test('an exchange opens by keyboard and shows request, answer and TLS facts', async () => {
    const summary = page.locator('#e-22-12 > details > summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    const shown = await page.locator('#e-22-12').innerText();
    expect(shown).toContain('Content-Type: application/fhir+json');
    expect(shown).toContain('TLSv1.3');
    expect(shown).toContain('CN=CONNECTEUR TEST');
    expect(shown).toContain('"resourceType": "OperationOutcome"');
  });

  test('every scenario is open on paper', async () => {
    await page.evaluate(
      "for (const d of document.querySelectorAll('details.scenario')) d.open = false; dispatchEvent(new Event('beforeprint'))",
    );
    expect(await page.locator('details.scenario:not([open])').count()).toBe(0);
  });

  test('junit.xml is well-formed XML with the right counts and outcomes', async () => {
    const xml = renderJunit(sampleReport(), createTranslate('en'));
    const read: unknown = await page.evaluate(`(${READ_JUNIT})(${JSON.stringify(xml)})`);
    expect(read).toMatchObject({
      broken: 0,
      suites: [
        ['feed/replace', '2', '0', '0', '0'],
        ['attempts/no-retry', '2', '1', '0', '1'],
        ['trust/unlisted', '1', '0', '0', '1'],
      ],
      failed: [['attempts.no-retry', 'no-retry']],
      skipped: ['converges', 'no-api-call'],
    });
    expect(read).toHaveProperty('failure', expect.stringContaining('Expected: no further PATCH of this record'));
    expect(read).toHaveProperty('passedWithWarning', expect.stringContaining('[warning]'));
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../../harness/model/report.ts';
import { renderHtml } from '../../../harness/report/html.ts';
import { sampleReport } from '../../support/sample-run.ts';

// A browser on a busy machine takes its time; what is measured is asserted by itself.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const CHROMIUM = '/usr/bin/chromium';
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The sample with `count` exchanges in its second scenario, each with the bodies of the first. */
function withExchanges(count: number): Report {
  const report = sampleReport();
  const scenarios = report.scenarios.map((scenario) => {
    const [exchange] = scenario.timeline.filter((item) => item.kind === 'exchange');
    if (exchange === undefined) return scenario;
    return { ...scenario, timeline: Array.from({ length: count }, (_, index) => ({ ...exchange, seq: 100 + index })) };
  });
  return { ...report, scenarios };
}

/** Types a search as a reader does and gives the milliseconds until the one scenario is left, from the first idle moment on. */
const SEARCH = `new Promise((done) => requestIdleCallback(() => {
  const field = document.querySelector('#filter-text');
  const start = performance.now();
  field.value = 'trust/unlisted';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const shown = document.querySelector('.shown');
  new MutationObserver(() => done(performance.now() - start)).observe(shown, { childList: true });
}))`;

describe.runIf(existsSync(CHROMIUM))('the HTML report for everyone', () => {
  let folder = '';
  let browser: Browser;
  let page: Page;

  async function open(report: Report, viewport = { width: 1280, height: 900 }): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, renderHtml(report, 'fr'));
    const opened = await (await browser.newContext({ viewport })).newPage();
    await opened.goto(`file://${file}`);
    return opened;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rorkit-access-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await open(sampleReport());
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['Français', 'English'])('has nothing that WCAG A or AA forbids, everything opened (%s)', async (name) => {
    await page.getByRole('button', { name }).click();
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    const { violations, passes } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(15);
  });

  test('the checker that says so sees a contrast that is too low and a field without a name', async () => {
    const broken = await (await browser.newContext()).newPage();
    await broken.setContent('<html lang="fr"><title>x</title><p style="color:#ccc;background:#fff">pâle</p><input>');
    const { violations } = await new AxeBuilder({ page: broken }).withTags(WCAG).analyze();
    expect(violations.map(({ id }) => id).toSorted()).toEqual(['color-contrast', 'label']);
    await broken.context().close();
  });

  test('is worked with the keyboard alone: skip link, language, search, verdict, area, a scenario', async () => {
    const own = await open(sampleReport());
    await own.keyboard.press('Tab');
    expect(await own.evaluate('document.activeElement.className')).toBe('skip-link');
    const reached: string[] = [];
    for (let press = 0; press < 60; press += 1) {
      await own.keyboard.press('Tab');
      reached.push(
        await own.evaluate(
          'document.activeElement.id || document.activeElement.name || document.activeElement.tagName',
        ),
      );
    }
    expect(reached).toEqual(expect.arrayContaining(['BUTTON', 'filter-text', 'status', 'area', 'SUMMARY', 'A']));
    await own.locator('#filter-text').focus();
    await own.keyboard.type('no-retry');
    await expect.poll(() => own.locator('details.scenario:visible').count()).toBe(1);
    expect(await own.locator('[role="status"]').innerText()).toMatch(/Scénarios affichés\s:\s1 \/ 3/);
    await own.locator('button[type="reset"]').focus();
    await own.keyboard.press('Enter');
    await expect.poll(() => own.locator('details.scenario:visible').count()).toBe(3);
    await own.locator('input[name="status"]').first().focus();
    await own.keyboard.press('ArrowRight');
    await expect.poll(() => own.locator('details.scenario:visible').count()).toBe(1);
    expect(
      await own.locator('.checks > li:visible').evaluateAll((all) => all.map((one) => one.dataset['status'])),
    ).toEqual(['fail']);
    await own.locator('button[type="reset"]').focus();
    await own.keyboard.press('Enter');
    await own.locator('input[name="area"]').first().focus();
    await own.keyboard.press('ArrowDown');
    await expect
      .poll(() => own.locator('details.scenario:visible').evaluateAll((all) => all.map((one) => one.dataset['area'])))
      .toEqual(['feed']);
    await own.context().close();
  });

  test('a link to a check that a filter hides takes the filter off', async () => {
    const own = await open(sampleReport());
    await own.getByLabel('trust').check();
    await expect.poll(() => own.locator('details.scenario:visible').count()).toBe(1);
    const link = own.locator('a[href$="-attempts-no-retry-no-retry"]');
    const target = (await link.getAttribute('href')) ?? '';
    expect(target).toMatch(/^#c-\d+-attempts/);
    await link.click();
    await expect.poll(() => own.locator(target).isVisible()).toBe(true);
    await own.context().close();
  });

  test.each([640, 320])('at a width of %i pixels (a zoom of 200 % and 400 %) nothing is cut off', async (width) => {
    const own = await open(sampleReport(), { width, height: 800 });
    await own.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await own.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const cut = await own.evaluate(
      `[...document.querySelectorAll('main *')].filter((one) => getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth).length`,
    );
    expect(cut).toBe(0);
    await own.context().close();
  });

  test('with 5 000 exchanges the first view comes within 2 s, and a search finds the one', async () => {
    const own = await open(withExchanges(5000));
    const painted: unknown = await own.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");
    expect(painted).toBeLessThan(2000);
    expect(await own.locator('.timeline > li').count()).toBeGreaterThanOrEqual(5000);
    const searched = await own.evaluate(SEARCH);
    expect(searched).toBeLessThan(2000);
    await expect.poll(() => own.locator('details.scenario:visible').count(), { timeout: 20_000 }).toBe(1);
    await own.context().close();
  });

  test('on paper everything is there and the controls are not', async () => {
    const own = await open(sampleReport());
    await own.evaluate("dispatchEvent(new Event('beforeprint'))");
    await own.emulateMedia({ media: 'print' });
    expect(await own.locator('form.filters').isVisible()).toBe(false);
    expect(await own.locator('.languages').isVisible()).toBe(false);
    expect(
      await own.locator('details.scenario .checks').evaluateAll((all) => all.every((one) => one.checkVisibility())),
    ).toBe(true);
    expect((await own.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    await own.context().close();
  });
});

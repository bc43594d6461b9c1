import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readRecord } from '@steadfast/core';
import { renderReport } from '@steadfast/report';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execa } from 'execa';
import { STEADFAST, steadfast } from '../harness/steadfast.js';
import type { Repository } from '../vanished/feature-branch.js';
import { CHROMIUM, launchChromium, openReport, seriousProblems } from './browser.js';
import { HOSTILE, hostile } from './hostile.js';
import { large } from './large.js';
import { createShop, SHOP_ARGUMENTS, SHOP_ENVIRONMENT } from './shop.js';

const TEMPLATE_LIMIT_BYTES = 300_000;

let shop: Repository;
let browser: Browser | undefined;

beforeAll(async () => {
  shop = createShop();
  const reports = [
    '--html',
    'out/first.html',
    '--record',
    'out/first.json',
    '--timeline',
    'out/t.svg',
    '--trace',
    'out/t.json',
  ];
  await steadfast([...SHOP_ARGUMENTS, ...reports], { cwd: shop.root, env: SHOP_ENVIRONMENT });
  shop.git('checkout', '--quiet', '--force', 'feature');
  // A second run, in which one test is mended and another one breaks.
  shop.write({
    'tests/test_orders.py': 'def test_orders_slowly():\n    assert 1 == 2\n',
    'tests/test_checkout.py': 'def test_pays():\n    pass\n',
  });
  const again = ['--record', 'out/second.json', 'tests/test_orders.py', 'tests/test_checkout.py'];
  await steadfast(again, { cwd: shop.root });
  await report('out/second.json', '--compare', 'out/first.json', '--html', 'out/second.html');
  if (CHROMIUM !== undefined) browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  shop[Symbol.dispose]();
});

/** Runs `steadfast report`. */
async function report(
  ...words: readonly string[]
): Promise<{ readonly exitCode: number | undefined; readonly output: string }> {
  const { exitCode, all } = await execa(process.execPath, [STEADFAST, 'report', ...words], {
    cwd: shop.root,
    reject: false,
    all: true,
  });
  return { exitCode, output: all };
}

function chromium(): Browser {
  if (browser === undefined) throw new Error('There is no browser.');
  return browser;
}

describe('reports to look at, of a run with every kind of result', () => {
  it('are a page of less than 300 KB besides its data, a picture, and a trace', () => {
    const page = readFileSync(shop.path('out/first.html'), 'utf8');
    const data = [...page.matchAll(/<script type="text\/plain"[^>]*>([^<]*)</g)].reduce(
      (sum, [, text = '']) => sum + text.length,
      0,
    );
    expect(page.length - data).toBeLessThan(TEMPLATE_LIMIT_BYTES);
    expect(page).toMatch(/<title>✗ 4 tests failed, 1 file missing, 1 file crashed, 1 file timed out/);
    expect(readFileSync(shop.path('out/t.svg'), 'utf8')).toContain('tests/test_reports.py: passed');
    const trace = JSON.parse(readFileSync(shop.path('out/t.json'), 'utf8')) as readonly {
      readonly name: string;
    }[];
    expect(trace.map(({ name }) => name)).toContain('tests/test_cart.py::test_total');
  });

  it('are made of records at any time, and say what cannot be read', async () => {
    const made = await report('out/first.json');
    expect(made.exitCode).toBe(0);
    expect(statSync(shop.path('steadfast-report.html')).size).toBeGreaterThan(50_000);
    const missing = await report('out/nothing.json');
    expect(missing).toMatchObject({
      exitCode: 4,
      output: expect.stringContaining('nothing.json does not exist') as string,
    });
    const earlier = await report('out/first.json', '--compare', 'out/no.json', '--html', 'no.html');
    expect(earlier.exitCode).toBe(4);
    expect(existsSync(shop.path('no.html'))).toBe(false);
  });
});

const reason = CHROMIUM === undefined ? ' (not tested: there is no Chromium on this machine)' : '';
describe.skipIf(CHROMIUM === undefined)(`the report in a browser${reason}`, () => {
  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('has nothing that axe calls serious, at %i wide and %s', async (width, colorScheme) => {
    for (const hash of [
      '',
      '#/results?file=tests/test_z_new.py',
      '#/results?file=tests/test_search.py',
      '#/timeline',
      '#/speed',
      '#/changes',
    ]) {
      const { page, troubles } = await openReport(chromium(), shop.path('out/second.html'), {
        width,
        colorScheme,
        hash,
      });
      expect(await seriousProblems(page), hash).toEqual([]);
      expect(troubles).toEqual([]);
      // Nothing is wider than the screen.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
    }
    const first = await openReport(chromium(), shop.path('out/first.html'), { width, colorScheme });
    expect(await seriousProblems(first.page)).toEqual([]);
    await first.page.close();
  });

  it('begins with the first failure, its message in the list and its difference in colour', async () => {
    const { page, troubles } = await openReport(chromium(), shop.path('out/first.html'));
    expect(await page.locator('.row.selected').innerText()).toContain('test_total_has_discount');
    expect(await page.locator('.row.message').first().innerText()).toContain('AssertionError: assert {');
    await page.waitForSelector('.detail .line.added');
    expect(await page.locator('.line.removed').first().innerText()).toContain("-     'discount': 3,");
    expect(await page.locator('.line.added').first().innerText()).toContain("+     'discount': 2,");
    const verdicts = await page.locator('.row.file .tag').allInnerTexts();
    expect(verdicts).toEqual([
      'failed',
      'failed',
      'crashed',
      'timed out',
      'missing',
      'flaky',
      'recovered',
      'leaked',
    ]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('shows the attempts of a flaky test side by side, the evidence of a missing file, and what leaked', async () => {
    const { page } = await openReport(chromium(), shop.path('out/first.html'), {
      hash: '#/results?file=tests/test_search.py',
    });
    await page.waitForSelector('.card .column .code');
    expect(await page.locator('.card .column h4').allInnerTexts()).toEqual([
      expect.stringContaining('Attempt 1 failed') as string,
      expect.stringContaining('Attempt 2 passed') as string,
    ]);
    await page.locator('.captured summary').first().click();
    expect(await page.locator('.captured .code').first().innerText()).toContain('the index is being built');
    await page.evaluate("location.hash = '#/results?file=tests/test_z_new.py'");
    await page.locator('.culprit a').click();
    expect(page.url()).toContain(
      '#/results?file=tests/test_mailer.py&test=tests/test_mailer.py::test_sends_mail',
    );
    expect(await page.locator('.detail .card').innerText()).toContain('git checkout --quiet main');
    await page.close();
  });

  it('shows warnings, how attempts were started, and what broke that was none of the tests', async () => {
    const record = await readRecord(shop.path('out/first.json'));
    const fault = { during: 'before the attempt (coverage)', message: 'no room', stack: 'at write (x.js)' };
    const files = record.files.map((file) =>
      file.path === 'tests/test_reports.py' ? { ...file, fault } : file,
    );
    writeFileSync(shop.path('out/fault.html'), renderReport({ ...record, files }));
    const { page, troubles } = await openReport(chromium(), shop.path('out/fault.html'), {
      hash: '#/results?file=tests/test_reports.py',
    });
    const detail = await page.locator('.detail').innerText();
    expect(detail).toContain('Something broke before the attempt (coverage)');
    expect(detail).toContain('no room');
    expect(detail).toMatch(/DeprecationWarning use sales\(\) instead of turnover\(\)/);
    await page.evaluate("location.hash = '#/results'");
    await page.getByText('Warnings (1)').waitFor();
    await page.getByRole('link', { name: 'tests/test_reports.py::test_yearly_report' }).click();
    expect(page.url()).toContain('test=tests/test_reports.py::test_yearly_report');
    await page.evaluate("location.hash = '#/results?file=tests/test_search.py'");
    await page
      .getByText(/forked from "pytest"|a new interpreter/)
      .first()
      .waitFor();
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('is used by keys: moves, searches with counts and marks, filters, and goes back', async () => {
    const { page } = await openReport(chromium(), shop.path('out/first.html'));
    const selected = () => page.locator('.row.selected').innerText();
    await page.keyboard.press('n');
    expect(await selected()).toContain('test_lines_of_receipt');
    await page.keyboard.press('p');
    expect(await selected()).toContain('test_total_has_discount');
    await page.keyboard.press('k');
    expect(await selected()).toContain('tests/test_cart.py');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.row.test').first().innerText()).toContain('test_pays');
    await page.keyboard.press('/');
    await page.keyboard.type('coupon');
    expect(await page.locator('.found [role=status]').innerText()).toMatch(/^2 of 18 files, 3 tests$/);
    expect(await page.locator('mark').first().innerText()).toBe('coupon');
    expect(page.url()).toContain('q=coupon');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(page.url()).toContain('#/timeline');
    await page.goBack();
    expect(page.url()).toContain('#/results');
    await page.keyboard.press('?');
    expect(await page.locator('dialog').isVisible()).toBe(true);
    await page.close();
  });

  it('copies the command that runs a test again', async () => {
    const { page } = await openReport(chromium(), shop.path('out/first.html'), {
      hash: `#/results?file=tests/test_cart.py&test=${encodeURIComponent('tests/test_cart.py::test_coupon[summer]')}`,
    });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.rerun button').click();
    await page.waitForSelector('.rerun button:has-text("Copied")');
    expect(await page.locator('.rerun code').innerText()).toContain(
      "steadfast 'tests/test_cart.py::test_coupon[summer]'",
    );
    await page.close();
  });

  it('draws the timeline with lanes, marks and advice; it zooms, tells durations and leads to files', async () => {
    const { page } = await openReport(chromium(), shop.path('out/first.html'), { hash: '#/timeline' });
    expect(await page.locator('.lane-labels b').allInnerTexts()).toEqual([
      'slot 0',
      'slot 1',
      'slot 2',
      'slot 3',
      'not there',
    ]);
    for (const sign of ['.moment.tree', '.leak', '.pause', '.missed', '.bar.critical', '.start-up'])
      expect(await page.locator(`.lanes ${sign}`).count(), sign).toBeGreaterThan(0);
    expect(await page.locator('.remedies').innerText()).toMatch(
      /tests\/test_sync\.py is \d+ % of the run: split it/,
    );
    const bar = page.locator('.bar:has-text("test_reports")');
    await bar.locator('rect').first().hover();
    expect(await page.locator('.tooltip').innerText()).toMatch(
      /test_reports\.py\nattempt 1: passed, 2\.\d+s/,
    );
    const before = await page.locator('.tick text').allTextContents();
    await page.locator('[aria-label="Zoom in"]').click();
    expect(page.url()).toContain('zoom=');
    expect(await page.locator('.tick text').allTextContents()).not.toEqual(before);
    await page.locator('.bar:has-text("test_reports") rect').first().click();
    expect(page.url()).toContain('file=tests/test_reports.py');
    await page.close();
  });

  it('tells what changed since an earlier run', async () => {
    const { page } = await openReport(chromium(), shop.path('out/second.html'), { hash: '#/changes' });
    const text = await page.locator('.page').innerText();
    expect(text).toMatch(/Newly failing \(1\)\s+test_orders_slowly/);
    expect(text).toMatch(/Fixed \(1\)\s+test_pays/);
    await page.close();
  });

  it('prints whole', async () => {
    const { page } = await openReport(chromium(), shop.path('out/first.html'));
    await page.waitForTimeout(1500);
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('.print-page').innerText();
    expect(text).toContain("+     'discount': 2,");
    expect(text).toContain('the index is being built');
    expect(text).toContain('tests/test_pricing.py');
    expect(await page.locator('.panes').isVisible()).toBe(false);
    await page.close();
  });

  it('says what it knows where scripts do not run', async () => {
    const context = await chromium().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${shop.path('out/first.html')}`);
    expect(await page.locator('#fallback').innerText()).toContain(
      'tests/test_cart.py::test_total_has_discount: AssertionError',
    );
    expect(await page.locator('#fallback').isVisible()).toBe(true);
    await context.close();
  });

  it('takes no harm from hostile names, messages and output', async () => {
    const record = await readRecord(shop.path('out/first.json'));
    writeFileSync(shop.path('out/hostile.html'), renderReport(hostile(record), { earlier: record }));
    const { page, troubles } = await openReport(chromium(), shop.path('out/hostile.html'));
    const paths = HOSTILE.map((text, index) => `tests/${index}${text}.py`);
    const hashes = paths.map((path) => `#/results?file=${encodeURIComponent(path)}`);
    for (const hash of [...hashes, '#/results', '#/timeline', '#/speed', '#/changes']) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.waitForTimeout(50);
      expect(await page.locator('.detail .nothing').count(), hash).toBe(0);
    }
    await page.evaluate("location.hash = '#/results'; window.dispatchEvent(new Event('beforeprint'))");
    expect(
      await page.evaluate(
        'document.querySelectorAll(\'#report img, #report a[href^="javascript"], #report script, #report style\').length',
      ),
    ).toBe(0);
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    expect(await page.locator('.top').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('opens 5,000 files with 50,000 tests at once, and answers keys', async () => {
    const record = large(await readRecord(shop.path('out/first.json')), 5000, 10);
    writeFileSync(shop.path('out/large.html'), renderReport(record));
    const { page } = await openReport(chromium(), shop.path('out/large.html'));
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const scriptMs = async (): Promise<number> => {
      const { metrics } = await client.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
    };
    await page.keyboard.press('j');
    const spent: number[] = [];
    for (const key of ['j', 'j', 'n', '/', 'c', 'a', 's', 'e', '_', '9']) {
      const before = await scriptMs();
      await page.keyboard.press(key);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      spent.push((await scriptMs()) - before);
    }
    expect(await page.locator('.found [role=status]').innerText()).toBe('5,000 files, 5,000 tests');
    expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(2000);
    // The promise is 50 ms on a quiet machine; CI is none.
    expect(median(spent)).toBeLessThan(100);
    await page.evaluate("location.hash = '#/timeline'");
    await page.waitForSelector('.lanes .bar');
    expect(await page.locator('.lanes .bar').count()).toBeLessThan(2500);
    await page.close();
  });
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

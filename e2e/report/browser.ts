import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium of this machine; `undefined` where there is none. */
export const CHROMIUM = [process.env['CHROMIUM'], ...NAMES].find(
  (name) => name !== undefined && spawnSync(name, ['--version']).status === 0,
);

export function launchChromium(): Promise<Browser> {
  // Root may not use the sandbox, and small machines have little shared memory.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  return chromium.launch({ executablePath: resolveName(CHROMIUM ?? 'chromium'), args });
}

export interface View {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** The part of the address behind the file. */
  readonly hash?: string;
}

/** A page that shows a file, and all that went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts, messages of the console, dialogs, and requests for anything but the file. */
  readonly troubles: readonly string[];
}

/** Opens a report as a person does: as a file. */
export async function openReport(browser: Browser, path: string, view: View = {}): Promise<OpenPage> {
  const { width = 1280, colorScheme = 'light', hash = '' } = view;
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const address = pathToFileURL(path).href;
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'log') troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url().split('#')[0] ?? '';
    if (url !== address && !url.startsWith('data:')) troubles.push(`request: ${url}`);
  });
  await page.goto(address + hash);
  await page.waitForSelector('.top');
  return { page, troubles };
}

/** What axe finds in a page that is serious or worse. */
export async function seriousProblems(page: Page): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: readonly AxeViolation[] }> };
    };
    return (await axe.run()).violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`),
    }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.slice(0, 3).join('\n')}`);
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

function resolveName(name: string): string {
  if (name.includes('/')) return name;
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
}

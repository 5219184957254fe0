import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser;

/** Opens a browser for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterAll(() => browser.close());
}

export interface OpenedPage {
  readonly page: Page;
  /** Addresses asked for so far, outside the origins that may be asked. */
  readonly strangeRequests: string[];
  /** What the browser complained about: errors, refused policies. */
  readonly complaints: string[];
}

/**
 * A page of its own at an address (a path of the service, or a whole address). When the test ends, nothing may have
 * gone to another origin and nothing may have been complained about.
 */
export async function openPage(address: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const site = inject('site');
  const origins = [site, inject('strangers'), new URL(address, site).origin];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', ...options });
  const page = await context.newPage();
  const strangeRequests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && !origins.includes(new URL(url).origin)) strangeRequests.push(url);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(strangeRequests).toEqual([]);
    expect(complaints).toEqual([]);
  });
  await page.goto(new URL(address, site).href);
  return { page, strangeRequests, complaints };
}

/** Waits until what is on the page is the answer to what is asked. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const element of document.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    const hits = roots.map((root) => root.querySelector('.dl-hits')).find((found) => found !== null);
    return hits?.getAttribute('aria-busy') === 'false' && hits.querySelector('.dl-skeleton') === null;
  });
}

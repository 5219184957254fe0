import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

/** Pages that put elements in, move them and take them out again, as those written by script do. */

useBrowser();

const COMPOSED = `${inject('strangers')}/example/1`;

async function searchFor(page: Page, q: string): Promise<void> {
  await page.locator('news-search-box #dl-q').fill(q);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.dl-hit mark').count()).toBeGreaterThan(0);
}

const remove = (page: Page, selector: string): Promise<void> =>
  page.evaluate((all) => document.querySelectorAll(all).forEach((element) => element.remove()), selector);

test('a search whose elements have gone asks for nothing any more, and another one begins with the address', async () => {
  const { page } = await openPage(COMPOSED);
  await settled(page);
  await searchFor(page, 'nato');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/search')) asked.push(request.url());
  });
  await remove(page, 'news-search-box, news-facets, news-histogram, news-map, news-results');
  await page.goBack();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(asked).toEqual([]);
  await page.evaluate(() => {
    history.replaceState(null, '', '?news-q=iraq');
    document.body.append(document.createElement('news-search-box'), document.createElement('news-results'));
  });
  await settled(page);
  expect(await page.locator('news-search-box #dl-q').inputValue()).toBe('iraq');
});

test('what has been typed into an element that goes is not asked for', async () => {
  const { page } = await openPage(COMPOSED);
  await settled(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/(suggest|facets)/.test(request.url())) asked.push(request.url());
  });
  await page.clock.install();
  await page.evaluate(() => {
    for (const [name, field] of [
      ['news-search-box', '#dl-q'],
      ['news-facets', '[data-facet-search]'],
    ] as const) {
      const element = document.querySelector(name)!;
      const input = element.shadowRoot!.querySelector<HTMLInputElement>(field)!;
      input.value = 'na';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      element.remove();
    }
  });
  await page.clock.runFor(1_000);
  await page.evaluate(() => Promise.resolve());
  expect(asked).toEqual([]);
});

test('when the element that speaks to screen readers has gone, another one does', async () => {
  const { page } = await openPage(COMPOSED);
  await settled(page);
  expect(await page.locator('news-search-box [role="status"]').count()).toBe(1);
  await remove(page, 'news-search-box');
  await expect.poll(() => page.locator('[role="status"]').count()).toBe(1);
  await page.locator('news-facets input[type="checkbox"]').first().check();
  await expect.poll(() => page.locator('[role="status"]').textContent()).toMatch(/\d/);
});

test('a search that is moved on its page goes on', async () => {
  const { page } = await openPage(`${inject('strangers')}/readme`);
  await settled(page);
  await page.evaluate(() => {
    document.querySelector('news-search')!.remove();
    const search = document.createElement('news-search');
    search.toggleAttribute('no-url', true);
    document.body.append(search);
  });
  await settled(page);
  await searchFor(page, 'nato');
  const hits = await page.locator('.dl-hit').count();
  await page.evaluate(() => document.body.prepend(document.querySelector('news-search')!));
  await settled(page);
  expect(await page.locator('news-search-box #dl-q').inputValue()).toBe('nato');
  expect(await page.locator('.dl-hit').count()).toBe(hits);
  await searchFor(page, 'iraq');
});

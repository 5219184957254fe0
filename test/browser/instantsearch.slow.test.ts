import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { openPage, useBrowser } from './support/browser.ts';
import { examplesOf } from './support/examples.ts';

useBrowser();

test('the example of docs/embedding.md is what is tried here', async () => {
  const fixture = await readFile(new URL('../fixtures/sites/instantsearch.ts', import.meta.url), 'utf8');
  expect(await examplesOf('ts')).toEqual([fixture]);
});

test("InstantSearch's own widgets search, count, highlight and narrow through Meilisearch's client", async () => {
  const { page } = await openPage(`${inject('strangers')}/instantsearch.html`);
  await page.locator('.ais-SearchBox-input').fill('stoltenberg');
  await expect.poll(() => page.locator('#stats').textContent()).toMatch(/^\s*[1-9]\d* results/);
  const hits = page.locator('.ais-Hits-item');
  await expect.poll(() => hits.count()).toBeGreaterThan(0);
  await expect.poll(() => hits.first().textContent()).toMatch(/Stoltenberg/);
  const before = await page.locator('#stats').textContent();
  const country = page.locator('.ais-RefinementList-item', { hasText: 'FI' });
  const count = await country.locator('.ais-RefinementList-count').textContent();
  await country.locator('input').check();
  await expect.poll(() => page.locator('#stats').textContent()).not.toBe(before);
  expect(await page.locator('#stats').textContent()).toMatch(new RegExp(`^\\s*${count!} result`));
});

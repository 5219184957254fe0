import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

/** Keeps what the live region says, in order, as a screen reader would hear it. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => {
      const text = document.querySelector('news-search-box > [role="status"]')?.textContent ?? '';
      if (text !== '' && text !== heard.at(-1)) heard.push(text);
    }).observe(document.querySelector('news-search-box')!, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

test('what is heard while a reader searches, narrows and finds nothing', async () => {
  const { page } = await openPage('/');
  await settled(page);
  expect(await page.locator('[role="status"]').count()).toBe(1);
  const heard = await listen(page);

  await page.locator('#dl-q').pressSequentially('stoltenberg', { delay: 30 });
  await expect.poll(heard).toHaveLength(2);
  const count = (await page.locator('.dl-count').textContent()) ?? '';
  expect(await heard()).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ suggestions?$/), count]));

  await page.keyboard.press('Escape');
  await page.locator('input[name="organisation"][value="NATO"]').check();
  await expect.poll(async () => (await heard()).length).toBe(4);
  expect((await heard()).slice(2)).toEqual([
    'Filter added: NATO.',
    expect.stringMatching(/^Filter added: NATO\. \d+ articles?$/),
  ]);

  await page.locator('#dl-q').fill('zzzz qqqq');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await heard()).at(-1)).toBe('No articles');
  expect(await heard()).toHaveLength(5);
});

test('in Arabic, counts are said in the right plural', async () => {
  const { page } = await openPage('/?lang=ar');
  await settled(page);
  const heard = await listen(page);
  await page.locator('#dl-q').fill('zzzz qqqq');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await heard()).at(-1)).toBe('لا مقالات');
});

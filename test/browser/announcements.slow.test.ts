import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

/** Keeps what the live region says, in order, as a screen reader would hear it. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      const region = document.querySelector('news-search-box > [role="status"]');
      if (!changes.some(({ target }) => region?.contains(target))) return;
      const text = region?.textContent.trim() ?? '';
      if (text !== '') heard.push(text);
    }).observe(document.querySelector('news-search-box')!, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

const COUNT = String.raw`\d+ articles?`;

test('what is heard while a reader searches, narrows, widens, turns a page and finds nothing', async () => {
  const { page } = await openPage('/');
  await settled(page);
  expect(await page.locator('[role="status"]').count()).toBe(1);
  const heard = await listen(page);
  const expected: string[] = [];
  /** One thing done, one thing heard. */
  const hear = async (act: () => Promise<unknown>, announcement: string): Promise<void> => {
    expected.push(announcement);
    await act();
    await expect.poll(async () => (await heard()).length).toBe(expected.length);
  };
  const nato = page.locator('input[name="organisation"][value="NATO"]');

  await page.locator('#dl-q').pressSequentially('nato', { delay: 30 });
  await expect.poll(heard).toHaveLength(2); // suggestions and the count, whichever comes first
  const count = await page.locator('.dl-count').innerText();
  expect(await heard()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^\d+ suggestions?$/), /^\d+ articles/.exec(count)![0]]),
  );
  await page.keyboard.press('Escape');
  expected.push('.*', '.*');

  await hear(() => nato.check(), `Filter added: NATO\\. ${COUNT}`);
  const other = await page.locator('input[name="organisation"]:not([value="NATO"])').first().getAttribute('value');
  const asPattern = other!.replace(/[.()]/g, '\\$&');
  await hear(
    () => page.getByRole('link', { name: `Exclude ${other}`, exact: true }).click(),
    `Filter added: not ${asPattern}\\. ${COUNT}`,
  );
  await hear(
    () => page.getByRole('link', { name: 'Exclude NATO', exact: true }).click(),
    `Filter added: not NATO\\. ${COUNT}`,
  );
  await hear(
    () => page.getByRole('link', { name: `Remove filter: not ${other}` }).click(),
    `Filter removed: not ${asPattern}\\. ${COUNT}`,
  );
  await page.locator('input[name="from"]').fill('2011');
  await hear(() => page.keyboard.press('Enter'), `Filter added: since 2011\\. ${COUNT}`);
  await hear(() => page.getByRole('link', { name: 'Clear all filters' }).click(), `All filters removed\\. ${COUNT}`);
  await hear(() => page.locator('#dl-sort').selectOption('oldest'), `Order: Oldest first\\. ${COUNT}`);
  await hear(() => page.getByRole('link', { name: 'Page 2' }).click(), `Page 2\\. ${COUNT}`);
  await hear(() => page.goBack(), `Page 1\\. ${COUNT}`);

  await hear(() => page.locator('#dl-q').fill('zzzz qqqq'), 'No articles');
  await hear(() => page.locator('#dl-q').fill('zzzz qqqq xxxx'), 'No articles'); // the same words, said again

  const log = await heard();
  expected.forEach((announcement, index) => expect(log[index]).toMatch(new RegExp(`^${announcement}$`)));
  expect(log).toHaveLength(expected.length);
});

test('two changes in one go are one announcement', async () => {
  const { page } = await openPage('/');
  await settled(page);
  const heard = await listen(page);
  await page.evaluate(() => {
    for (const value of ['NATO', 'European Union']) {
      document.querySelector<HTMLInputElement>(`input[name="organisation"][value="${value}"]`)!.click();
    }
  });
  await expect
    .poll(heard)
    .toEqual([expect.stringMatching(/^Filter added: NATO\. Filter added: European Union\. \d+ articles$/)]);
});

test('in Arabic, counts are said in the right plural', async () => {
  const { page } = await openPage('/?lang=ar');
  await settled(page);
  const heard = await listen(page);
  await page.locator('#dl-q').fill('zzzz qqqq');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await heard()).at(-1)).toBe('لا مقالات');
});

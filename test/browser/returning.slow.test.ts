import { expect, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

const SEARCH = '/?q=iraq&country=IQ&sort=oldest&page=2&lang=en';

test.each([true, false])(
  'an article leads back to the search, the page and the hit it was opened from (scripts: %s)',
  async (javaScriptEnabled) => {
    const { page } = await openPage(SEARCH, { javaScriptEnabled });
    if (javaScriptEnabled) await settled(page);
    const titles = await page.locator('.dl-title').allInnerTexts();
    const link = page.locator('.dl-title a').nth(6);
    const title = await link.innerText();
    await link.click();
    await page.locator('.dl-back a').click();
    await page.locator('.dl-hits').waitFor();
    if (javaScriptEnabled) await settled(page);
    expect(new URL(page.url()).search.split('&').sort()).toEqual(SEARCH.slice(1).split('&').sort());
    expect(await page.locator('.dl-title').allInnerTexts()).toEqual(titles);
    const hit = (await page.locator('.dl-hit', { hasText: title }).boundingBox())!;
    expect(hit.y).toBeGreaterThan(0);
    expect(hit.y).toBeLessThan(300);
    await page.keyboard.press('Tab'); // the keyboard goes on at the hit
    if (javaScriptEnabled) expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(title);
  },
);

test('the browser’s own way back finds the list where it was left', async () => {
  const { page } = await openPage(SEARCH);
  await settled(page);
  await page.locator('.dl-title a').nth(6).scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  await page.locator('.dl-title a').nth(6).click();
  await page.locator('h1.dl-headline').waitFor();
  await page.goBack();
  await settled(page);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
});

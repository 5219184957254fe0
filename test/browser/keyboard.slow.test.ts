import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute('aria-label') ?? focused?.closest('label')?.textContent ?? focused?.textContent ?? '';
  });
}

/** Presses Tab until the focus is where it should be, as a reader would. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press(key);
    if (name.test(await focusedName(page))) return;
  }
  throw new Error(`no way to ${String(name)} by ${key}`);
}

test('search, choose a suggestion, open an article, step through its matches', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await tabTo(page, /Dateline/);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('dl-q');
  await page.keyboard.type('stoltenb');
  await page.locator('.dl-option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  const active = await page.locator('#dl-q').getAttribute('aria-activedescendant');
  expect(await page.locator(`#${active!}`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  expect(await page.locator('#dl-q').getAttribute('aria-expanded')).toBe('false');
  expect(await page.locator('#dl-q').inputValue()).toBe('stoltenb');
  await page.keyboard.press('Enter');
  await settled(page);
  const title = await page.locator('.dl-title a').first().textContent();
  await tabTo(page, new RegExp(`^${title!.slice(0, 12)}`));
  await page.keyboard.press('Enter');
  await page.locator('h1.dl-headline').waitFor();
  await tabTo(page, /Next match/);
  await page.keyboard.press('Enter');
  expect(await page.locator('mark[aria-current]').count()).toBe(1);
  expect(await page.locator('.dl-matches [role="status"]').textContent()).toMatch(/^Match 1 of \d/);
  await page.keyboard.press('n');
  expect(await page.locator('mark[aria-current]').getAttribute('id')).toMatch(/^match-[12]$/);
});

test('tick a facet, exclude another, take it back: the focus is never lost', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await tabTo(page, /^NATO/);
  await page.keyboard.press('Space');
  await settled(page);
  expect(await focusedName(page)).toMatch(/^NATO/);
  await page.keyboard.press('Tab');
  expect(await focusedName(page)).toBe('Exclude NATO');
  await page.keyboard.press('Enter');
  await settled(page);
  await expect.poll(() => focusedName(page)).toBe('Stop excluding NATO');
  expect(new URL(page.url()).search).toBe('?organisation=-NATO');
  await tabTo(page, /Remove filter: not NATO/);
  await page.keyboard.press('Enter');
  await settled(page);
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test('the range of dates moves by arrow keys, and zooms', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await tabTo(page, /Start of the range/);
  const before = await page.locator('.dl-handle-start').getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await settled(page);
  expect(await focusedName(page)).toBe('Start of the range');
  const from = await page.locator('.dl-handle-start').getAttribute('aria-valuetext');
  expect(Number(from)).toBe(Number(before) + 2);
  expect(new URL(page.url()).searchParams.get('from')).toBe(from);
  await page.keyboard.press('Home');
  await settled(page);
  expect(new URL(page.url()).search).toBe('');
  await tabTo(page, /Zoom in/);
  for (let step = 0; step < 4; step++) {
    const bars = await page.locator('.dl-bars').getAttribute('aria-label');
    await page.keyboard.press('Enter');
    await page.waitForFunction((old) => document.querySelector('.dl-bars')?.getAttribute('aria-label') !== old, bars);
  }
  expect(await page.locator('.dl-handle-start').getAttribute('aria-valuetext')).toMatch(/^\w+ \d{4}$/);
  await tabTo(page, /Zoom out/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.dl-handle-start').getAttribute('aria-valuetext')).toMatch(/^\d{4}$/);
  expect(await focusedName(page)).toBe('Zoom out'); // though there is nothing more to zoom out of
});

test('pages of results are reached, and the focus goes to their beginning', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await tabTo(page, /^Next$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.dl-count').textContent()).toContain('11–20');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('dl-results');
});

test('the shortcut is off, and on when the reader chooses one', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('dl-q');
  await page.locator('#dl-shortcut').selectOption('/');
  await page.locator('.dl-site a').focus();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('dl-q');
  expect(await page.locator('#dl-q').inputValue()).toBe('');
  await page.reload();
  await settled(page);
  await page.locator('.dl-site a').focus();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('dl-q');
});

test('what has the focus is in the window with the whole of its outline, down the page and up again', async () => {
  const { page } = await openPage('/?q=nato');
  await settled(page);
  const cutOff: string[] = [];
  for (const key of [...Array<string>(60).fill('Tab'), ...Array<string>(60).fill('Shift+Tab')]) {
    await page.keyboard.press(key);
    const cut = await page.evaluate(() => {
      const focused = document.activeElement!;
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(focused);
      const around = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth) + parseFloat(outlineOffset);
      const { top, bottom, height } = focused.getBoundingClientRect();
      const inside = top - around >= -0.5 && bottom + around <= innerHeight + 0.5;
      return focused === document.body || inside || height > innerHeight
        ? null
        : `${focused.tagName} ${focused.textContent.slice(0, 40)}`;
    });
    if (cut !== null) cutOff.push(`${key}: ${cut}`);
  }
  expect(cutOff).toEqual([]);
});

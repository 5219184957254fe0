import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

function rangeIn(page: Page): { from: string | null; to: string | null } {
  const { searchParams } = new URL(page.url());
  return { from: searchParams.get('from'), to: searchParams.get('to') };
}

/** Two places on the chart, as shares of its width. */
async function placesOn(page: Page, from: number, to: number): Promise<{ x1: number; x2: number; y: number }> {
  const box = (await page.locator('.dl-bars').boundingBox())!;
  return { x1: box.x + box.width * from, x2: box.x + box.width * to, y: box.y + box.height / 2 };
}

test('a range of dates is dragged with the mouse, and its end is moved by its handle', async () => {
  const { page } = await openPage('/');
  await settled(page);
  const { x1, x2, y } = await placesOn(page, 0.3, 0.6);
  await page.mouse.move(x1, y);
  await page.mouse.down();
  await page.mouse.move((x1 + x2) / 2, y, { steps: 4 });
  expect(rangeIn(page)).toEqual({ from: null, to: null }); // shown, not searched yet
  expect(await page.locator('.dl-bar-within').count()).toBeLessThan(await page.locator('.dl-bar').count());
  await page.mouse.move(x2, y, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  const first = rangeIn(page);
  expect(Number(first.from)).toBeLessThan(Number(first.to));
  expect(await page.locator('.dl-chip').textContent()).toContain(`${first.from!} – ${first.to!}`);

  const handle = (await page.locator('.dl-handle-end').boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(x1 + 5, y, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  expect(rangeIn(page)).toEqual({ from: first.from, to: first.from });
});

test('a range of dates is dragged with a finger', async () => {
  const { page } = await openPage('/', { hasTouch: true, viewport: { width: 390, height: 844 } });
  await settled(page);
  await page.locator('.dl-bars').scrollIntoViewIfNeeded();
  const { x1, x2, y } = await placesOn(page, 0.25, 0.75);
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number): Promise<unknown> =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await send('touchStart', x1);
  for (let step = 1; step <= 8; step++) await send('touchMove', x1 + ((x2 - x1) * step) / 8);
  await send('touchEnd');
  await expect.poll(() => Number(rangeIn(page).from)).toBeGreaterThan(2003);
  expect(Number(rangeIn(page).to)).toBeGreaterThan(Number(rangeIn(page).from));
});

test('dates are typed at any precision; what is no date is said and not searched', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('input[name="from"]').fill('2011-05');
  await page.locator('input[name="from"]').press('Tab');
  await settled(page);
  expect(await page.locator('.dl-chip').textContent()).toContain('since May 2011');
  await page.locator('input[name="to"]').fill('yesterday');
  await page.locator('input[name="to"]').press('Tab');
  await expect.poll(() => page.locator('[role="status"]').first().textContent()).toContain('Write a date as');
  await expect.poll(() => page.locator('input[name="to"]').getAttribute('aria-invalid')).toBe('true');
  expect(rangeIn(page)).toEqual({ from: '2011-05', to: null });
});

test('articles without a date are a choice of their own', async () => {
  const { page } = await openPage('/');
  await settled(page);
  const link = page.locator('.dl-presets a', { hasText: 'without a date' });
  const count = /\d+/.exec((await link.textContent()) ?? '')![0];
  await link.click();
  await expect.poll(() => page.locator('.dl-count').textContent()).toMatch(new RegExp(`^${count} articles?`));
  expect(await page.locator('.dl-hit time').count()).toBe(0);
});

test('a preset is a range, and the last of several zooms shows days', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('.dl-presets a', { hasText: 'Past 10 years' }).click();
  await expect.poll(() => page.locator('.dl-chip').count()).toBe(1);
  const { from, to } = rangeIn(page);
  expect(Date.now() - Date.parse(from!)).toBeGreaterThan(9.9 * 365 * 86_400_000);
  expect(to).toBe(null);
  await page.locator('.dl-chip').click();
  await expect.poll(() => rangeIn(page).from).toBe(null);
  for (const precision of [/^\d{4}$/, /^\w+ \d{4}$/, /^\d+ \w+ \d{4}$/]) {
    const start = page.locator('.dl-handle-start');
    for (let presses = 0; presses < 8 && !precision.test((await start.getAttribute('aria-valuetext'))!); presses++) {
      const bars = await page.locator('.dl-bars').getAttribute('aria-label');
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await expect.poll(() => page.locator('.dl-bars').getAttribute('aria-label')).not.toBe(bars);
    }
    expect(await start.getAttribute('aria-valuetext')).toMatch(precision);
  }
});

test('articles in which no organisation was recognised are a choice among organisations', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('.dl-facet', { hasText: 'Organisation' }).locator('.dl-more > summary').click();
  const none = page.locator('input[name="organisation"][value="none"]');
  const count = await page.locator('.dl-choice', { has: none }).locator('.dl-number [aria-hidden]').innerText();
  await none.check();
  await expect.poll(() => page.locator('.dl-chip').textContent()).toContain('No organisation');
  await expect.poll(() => page.locator('.dl-count').textContent()).toMatch(new RegExp(`^${count} articles`));
  expect(await page.locator('.dl-hit').count()).toBeGreaterThan(0);
});

test('a click on the map narrows to a country, as the same country in the list does', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('.dl-map > summary').click();
  await page.locator('.dl-world').waitFor();
  const listed = page.locator('.dl-countries li', { hasText: 'Iraq' });
  const count = await listed.locator('.dl-number').textContent();
  const shape = page.locator('.dl-world a[data-key="IQ"]');
  expect(await shape.locator('title').textContent()).toBe(`Iraq: ${count!} articles`);
  await shape.locator('path').click();
  await expect.poll(() => page.locator('.dl-chip').count()).toBe(1);
  await expect.poll(() => page.locator('.dl-count').textContent()).toMatch(new RegExp(`^${count!} articles`));
  await expect.poll(() => page.locator('.dl-world .dl-land-chosen').count()).toBe(1);
  await listed.locator('a').click();
  await expect.poll(() => page.locator('.dl-chip').count()).toBe(0);
});

test('a country is found by an old name, in the facet’s own box, and ticked', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('[data-facet-search="country"]').fill('burma');
  const found = page.locator('[data-key="found"] input[value="MM"]');
  await found.waitFor();
  await found.check();
  await expect.poll(() => page.locator('.dl-chip').textContent()).toContain('Myanmar');
  expect(new URL(page.url()).search).toBe('?country=MM');
  await page.locator('[data-facet-search="country"]').fill('zzzz');
  await expect.poll(() => page.locator('p[data-key="found"]').textContent()).toBe('No value matches.');
  await page.locator('[data-facet-search="country"]').fill('');
  await page.locator('[data-key="tree"]').waitFor();
});

test('what is sought in a facet is counted under the search, also when that changes', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('[data-facet-search="country"]').fill('iraq');
  const count = page
    .locator('[data-key="found"] li', { has: page.locator('input[value="IQ"]') })
    .locator('.dl-number > :first-child');
  const before = await count.textContent();
  await page.locator('#dl-q').fill('chernobyl');
  await settled(page);
  const under = await page.request.get(`${inject('site')}/api/facets/country?q=iraq&query=chernobyl`);
  const { values } = (await under.json()) as { values: { value: string; count: number }[] };
  const now = values.find(({ value }) => value === 'IQ')?.count;
  expect(String(now ?? '')).not.toBe(before);
  if (now === undefined) await expect.poll(() => count.count()).toBe(0);
  else await expect.poll(() => count.textContent()).toBe(String(now));
});

test('what is sought in one facet is found although another facet is asked meanwhile', async () => {
  const { page } = await openPage('/');
  await settled(page);
  let answer!: () => void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/facets/country?*', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/api/facets/country?*');
  await page.locator('[data-facet-search="country"]').fill('burma');
  await asked;
  await page.locator('[data-facet-search="organisation"]').fill('nato');
  await page.locator('input[name="organisation"][value="NATO"]').waitFor();
  answer();
  await page.locator('[data-key="found"] input[value="MM"]').waitFor();
});

test('recent searches are offered, stay in this browser, and are forgotten on demand', async () => {
  const { page } = await openPage('/');
  await settled(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('#dl-q').fill('chernobyl');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.locator('#dl-q').fill('');
  await settled(page);
  await page.keyboard.press('Escape');
  asked.length = 0;
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('.dl-option').first().textContent()).toContain('chernobyl');
  expect(asked).toEqual([]);
  await page.locator('.dl-option').last().click();
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  expect(await page.locator('.dl-option').count()).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

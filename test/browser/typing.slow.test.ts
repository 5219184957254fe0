import { expect, test } from 'vitest';
import { mainThreadTasks } from './support/main-thread-tasks.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

test('a long query typed at 30 keys a second: no task above 50 ms, nothing jumps, the last answer stays', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.evaluate(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: 'layout-shift' });
  });
  const typed = 'nato training mission in iraq and the alliance ministers of defence';
  await page.locator('#dl-q').focus();
  const tasks = await mainThreadTasks(page, async () => {
    await page.keyboard.type(typed, { delay: 1000 / 30 });
    await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, typed);
    await settled(page);
  });
  expect(tasks.length).toBeGreaterThan(typed.length);
  expect(tasks[0]).toBeLessThan(50);
  expect(await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift)).toBeLessThan(0.01);
  expect(await page.locator('.dl-hit').count()).toBeGreaterThan(0);
});

test('an answer that comes late never replaces a newer one, whatever order they come in', async () => {
  const { page } = await openPage('/');
  await settled(page);
  const delays: Readonly<Record<string, number>> = { iraq: 900, finland: 500, chernobyl: 0 };
  await page.route('**/api/search?*', async (route) => {
    const q = new URL(route.request().url()).searchParams.get('q') ?? '';
    await new Promise((resolve) => setTimeout(resolve, delays[q] ?? 0));
    await route.continue().catch(() => undefined); // the page has given it up
  });
  await page.evaluate(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    new MutationObserver(() => {
      const title = document.querySelector('.dl-title')?.textContent ?? '';
      if (shown.at(-1) !== title) shown.push(title);
    }).observe(document.querySelector('news-results')!, { subtree: true, childList: true, characterData: true });
  });
  for (const q of Object.keys(delays)) {
    await page.locator('#dl-q').fill(q);
    await page.waitForTimeout(150); // each is really sent
  }
  await settled(page);
  await page.waitForTimeout(1200);
  const shown = await page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(/Chernobyl/);
  expect(await page.locator('.dl-hit mark').first().textContent()).toMatch(/chernobyl/i);
});

test('typing back to what is shown asks nothing more, and old results stay until new ones come', async () => {
  const { page } = await openPage('/?q=iraq');
  await settled(page);
  let requests = 0;
  await page.route('**/api/search?*', async (route) => {
    requests++;
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue().catch(() => undefined);
  });
  await page.evaluate(() => {
    const box = document.querySelector<HTMLInputElement>('#dl-q')!;
    for (const value of ['iraqi', 'iraq']) {
      box.value = value;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await page.waitForTimeout(300);
  expect(requests).toBe(0);
  expect(await page.locator('.dl-hits').getAttribute('aria-busy')).toBe('false');
  await page.locator('#dl-q').fill('finland');
  await page.waitForTimeout(200);
  expect(await page.locator('.dl-hits').getAttribute('aria-busy')).toBe('true');
  expect(await page.locator('.dl-hit').count()).toBe(10);
  await expect.poll(() => page.locator('.dl-hit').first().textContent()).toMatch(/Finland/);
  expect(requests).toBe(1);
});

test('back and forward lead through the searches; a reload and a shared address show the same', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.locator('#dl-q').fill('nato');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.dl-hit mark').count()).toBeGreaterThan(0);
  await page.locator('input[name="organisation"][value="NATO"]').check();
  await expect.poll(() => page.locator('.dl-chip').count()).toBe(1);
  await page.locator('#dl-sort').selectOption('oldest');
  await expect.poll(() => new URL(page.url()).search).toBe('?q=nato&organisation=NATO&sort=oldest');
  await settled(page);
  const titles = await page.locator('.dl-title').allTextContents();
  await page.reload();
  await settled(page);
  expect(await page.locator('.dl-title').allTextContents()).toEqual(titles);
  await page.goBack();
  await expect.poll(() => page.locator('#dl-sort').inputValue()).toBe('relevance');
  await page.goBack();
  await expect.poll(() => page.locator('.dl-chip').count()).toBe(0);
  await page.goBack();
  await expect.poll(() => page.locator('#dl-q').inputValue()).toBe('');
  await page.goForward();
  await expect.poll(() => page.locator('#dl-q').inputValue()).toBe('nato');
});

test('when the service does not answer the page says so, and searches again by itself', async () => {
  const { page, complaints } = await openPage('/');
  await settled(page);
  let down = true;
  await page.route('**/api/search?*', (route) =>
    down
      ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: { detail: 'down', status: 503 } })
      : route.continue(),
  );
  await page.locator('#dl-q').fill('nato');
  await page.locator('.dl-failure').waitFor();
  expect(await page.locator('.dl-failure').textContent()).toContain('does not answer');
  expect(await page.locator('.dl-hit').count()).toBe(10);
  down = false;
  await expect.poll(() => page.locator('.dl-hit mark').count(), { timeout: 5000 }).toBeGreaterThan(0);
  expect(await page.locator('.dl-failure').count()).toBe(0);
  expect(complaints.splice(0).every((text) => text.includes('503'))).toBe(true); // the browser's own words
});

test('an answer that comes late does not undo what is being typed into a date', async () => {
  const { page } = await openPage('/');
  await settled(page);
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/api/search?*', async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page has given it up
  });
  const asked = page.waitForRequest('**/api/search?*');
  await page.locator('#dl-q').fill('iraq');
  await asked;
  const from = page.locator('input[name="from"]');
  await from.pressSequentially('20');
  goOn();
  await settled(page);
  await expect.poll(() => page.locator('.dl-hit mark').count()).toBeGreaterThan(0);
  expect(await from.inputValue()).toBe('20');
  await from.pressSequentially('05');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe('2005');
});

import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openPage, useBrowser } from './support/browser.ts';

useBrowser();

async function enter(page: Page): Promise<void> {
  await page.locator('input[name="key"]').fill(inject('adminKey'));
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'Generations' }).waitFor();
}

test('without the key nothing is shown, and a wrong one is refused in words', async () => {
  const { page, complaints } = await openPage('/admin');
  await page.locator('input[name="key"]').fill('not-the-key-at-all');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).not.toBe('');
  expect(await page.locator('section').count()).toBe(0);
  expect(complaints.splice(0).every((text) => /401|403/.test(text))).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
});

test('a reindex is started, followed to its end, and rolled back; nothing of the key is kept', async () => {
  const { page } = await openPage('/admin');
  await enter(page);
  const live = page.locator('tr', { has: page.locator('strong', { hasText: 'live' }) });
  const before = await live.locator('td').first().textContent();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('progress').waitFor();
  expect(await page.locator('[data-status]').textContent()).toMatch(/files/);
  await expect.poll(() => live.locator('td').first().textContent(), { timeout: 50_000 }).not.toBe(before);
  expect(await page.locator('[data-outcome="succeeded"]').count()).toBe(1);
  expect(await page.locator('[data-guard="accepted"]').count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: `Go back to ${before!}` }).click();
  await expect.poll(() => live.locator('td').first().textContent()).toBe(before);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
  expect(kept).not.toContain(inject('adminKey'));
});

test('a running reindex is canceled; a try publishes nothing', async () => {
  const { page } = await openPage('/admin');
  await enter(page);
  const live = await page.locator('tr', { hasText: 'live' }).locator('td').first().textContent();
  await page.getByLabel('Try without publishing').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('[data-outcome="canceled"]').waitFor({ timeout: 50_000 });
  expect(await page.locator('tr', { hasText: 'live' }).locator('td').first().textContent()).toBe(live);
});

test('the evidence of one article is shown by its id', async () => {
  const { page } = await openPage('/?q=stoltenberg');
  const link = await page.locator('.dl-title a').first().getAttribute('href');
  const id = /\/articles\/([^?]+)/.exec(link ?? '')![1]!;
  await page.goto(`${inject('site')}/admin`);
  await enter(page);
  await page.locator('input[name="id"]').fill(id);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('.dl-evidence summary').click();
  expect(await page.locator('.dl-evidence dt').first().textContent()).toMatch(/mention/);
  expect(await axeFindings(page)).toEqual([]);
});

test('no reader’s page loads the archivist’s script', async () => {
  const { page } = await openPage('/?q=nato');
  await page.waitForLoadState('networkidle');
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => name.includes('admin'))).toEqual([]);
});

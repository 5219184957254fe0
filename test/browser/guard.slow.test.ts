import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { enterAdmin } from './support/admin.ts';
import { axeFindings } from './support/axe.ts';
import { openPage, useBrowser } from './support/browser.ts';
import type { Service } from './support/service.ts';
import { startService } from './support/service.ts';

useBrowser();

/** Articles that nobody takes for one story. */
function articles(count: number): string {
  const wordsOf = (index: number): string =>
    Array.from({ length: 40 }, (_, place) => `word${index}x${place}`).join(' ');
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ id: `article-${index}`, title: `Story ${index}`, text: wordsOf(index), date: '2024-05-06' }),
  ).join('\n');
}

/** A service of its own, whose archive shrinks. */
let service: Service;
let file: string;
beforeAll(async () => {
  service = await startService(
    async (corpus) => {
      await mkdir(corpus);
      file = join(corpus, 'articles.jsonl');
      await writeFile(file, articles(40));
    },
    { DATELINE_ADMIN_KEY: inject('adminKey') },
  );
});
afterAll(() => service.stop());

test('what the guard refuses is said with its reasons, readers keep what they had, and force publishes it', async () => {
  await writeFile(file, articles(10));
  const { page } = await openPage(`${service.url}/admin`);
  await enterAdmin(page);
  const live = page.locator('tr', { has: page.locator('strong', { hasText: 'live' }) });
  const before = await live.innerText();
  await page.getByRole('button', { name: 'Start' }).click();
  const refused = page.locator('[data-guard="refused"]');
  await refused.waitFor();
  expect(await refused.innerText()).toMatch(/^The guard refused it\.\s+30 of 40 articles are missing/);
  expect(await page.locator('[data-outcome="failed"]').count()).toBe(1);
  expect(await live.innerText()).toBe(before);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByLabel('Publish even if the guard refuses').check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  await page.locator('[data-outcome="succeeded"]').waitFor();
  expect(await refused.innerText()).toMatch(/^The guard refused; it was forced\./);
  await expect.poll(() => live.innerText()).not.toBe(before);
});

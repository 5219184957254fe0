import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { loadAssets } from '../../server/page/load-assets.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

test('box and results are at most 20 kB compressed', async () => {
  const assets = await loadAssets();
  const names = ['box-and-results.js', ...assets.importsOf('box-and-results.js')];
  const bytes = names.reduce((sum, name) => sum + gzipSync(assets.get(name)!.body).length, 0);
  expect(bytes).toBeLessThanOrEqual(20_000);
});

test('a first visit to / transfers at most 60 kB, the map and other languages only when asked for', async () => {
  const { page } = await openPage('/');
  await settled(page);
  await page.waitForLoadState('networkidle');
  const transfers = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => ({
      name: entry.name,
      bytes: (entry as PerformanceResourceTiming).transferSize,
    })),
  );
  expect(transfers.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(60_000);
  expect(transfers.map(({ name }) => name).filter((name) => /world|places|fr-|ar-|api/.test(name))).toEqual([]);
});

test('without scripts the form searches, ticks narrow, and pages turn', async () => {
  const { page } = await openPage('/', { javaScriptEnabled: false });
  await page.locator('#dl-q').fill('nato');
  await page.locator('input[name="organisation"][value="NATO"]').check();
  await page.locator('.dl-button').click();
  await page.waitForURL(/q=nato/);
  expect(new URL(page.url()).origin).toBe(inject('site'));
  expect(await page.locator('.dl-chip').count()).toBe(1);
  expect(await page.locator('.dl-hit').count()).toBeGreaterThan(0);
  await page.goto(`${inject('site')}/?q=iraq`);
  await page.locator('.dl-pager a[rel="next"]').click();
  await page.waitForURL(/page=2/);
  await page.locator('.dl-title a').first().click();
  expect(await page.locator('h1.dl-headline').count()).toBe(1);
  await page.locator('.dl-matches a[rel="next"]').click();
  expect(new URL(page.url()).hash).toBe('#match-1');
  expect(await page.locator('.dl-scripted:visible').count()).toBe(0);
});

import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { enterAdmin } from './support/admin.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';
import { layoutFaults, movesOf, watchShifts } from './support/layout.ts';

useBrowser();

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const VIEWS = [
  '',
  'q=nato&country=IQ&organisation=-European+Union&from=2004',
  'q=zzzzqqqq',
  `q=${LONG}&publisher=${LONG}`,
];

async function unfold(page: Page): Promise<void> {
  const toggle = page.locator('.dl-toggle');
  if (await page.locator('.dl-toggle-label').isVisible()) await toggle.check({ force: true });
  await page.locator('.dl-map > summary').click();
  await page.locator('.dl-world').waitFor();
}

test.each([
  [320, 'en'],
  [390, 'en'],
  [390, 'ar'],
  [768, 'fr'],
  [1280, 'en'],
  [1280, 'ar'],
] as const)('nothing overlaps, is cut off or scrolls sideways at %i pixels (%s)', async (width, lang) => {
  const { page, complaints } = await openPage('/', { viewport: { width, height: 900 } });
  for (const view of VIEWS) {
    await page.goto(`${inject('site')}/?${view}&lang=${lang}`);
    await settled(page);
    expect(await layoutFaults(page), view).toEqual([]);
    await unfold(page);
    expect(await layoutFaults(page), `${view}, everything open`).toEqual([]);
  }
  await page.goto(`${inject('site')}/?q=iraq&lang=${lang}`);
  await page.locator('.dl-title a').first().click();
  await page.locator('h1.dl-headline').waitFor();
  expect(await layoutFaults(page), 'article').toEqual([]);
  for (const summary of await page.locator('main summary').all()) await summary.click();
  expect(await layoutFaults(page), 'article, everything open').toEqual([]);
  await page.goto(`${inject('site')}/articles/none-of-ours?lang=${lang}`);
  expect(await layoutFaults(page), 'no article').toEqual([]);
  complaints.length = 0; // the 404
  await page.goto(`${inject('site')}/admin?lang=${lang}`);
  await enterAdmin(page);
  expect(await layoutFaults(page), 'admin').toEqual([]);
});

test('the checks see what they are there for', async () => {
  const { page } = await openPage('/?q=nato');
  await settled(page);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.dl-snippet')!.style.marginBlockStart = '-30px';
  });
  expect((await layoutFaults(page)).join('\n')).toMatch(/over each other/);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.dl-snippet')!.style.minInlineSize = '3000px';
  });
  expect((await layoutFaults(page)).join('\n')).toMatch(/scrolls sideways/);
});

test('Arabic is the mirror of English', async () => {
  const places = async (lang: string): Promise<number[]> => {
    const { page } = await openPage(`/?lang=${lang}`);
    await settled(page);
    return page.evaluate(() =>
      ['.dl-site', '.dl-aside', '.dl-main', '.dl-button', '.dl-sort', '.dl-number', '.dl-zooms'].map((selector) => {
        const { left, right } = document.querySelector(selector)!.getBoundingClientRect();
        return Math.sign(Math.round(left + right - document.documentElement.clientWidth));
      }),
    );
  };
  const [english, arabic] = [await places('en'), await places('ar')];
  expect(english).not.toContain(0);
  expect(arabic).toEqual(english.map((side) => -side));
});

test('nothing shifts while the page loads, the elements take over and the map comes', async () => {
  const { page } = await openPage('/?q=nato');
  const shifts = await watchShifts(page);
  await settled(page);
  expect(await shifts()).toEqual([]);
  await page.locator('.dl-map > summary').click();
  await page.locator('.dl-world').waitFor();
  expect(await page.locator('.dl-map').evaluate((map) => map.getBoundingClientRect().height)).toBeGreaterThan(200);
  expect(await shifts()).toEqual([]);
});

test('box, dates, filters and the count stand still while one types, whether there are hits or none', async () => {
  const { page } = await openPage('/');
  const shifts = await watchShifts(page);
  await settled(page);
  await page.locator('#dl-q').focus();
  const places = ['.dl-box', '.dl-aside', '.dl-chart', '.dl-dates', '.dl-map', '.dl-summary'];
  const moves = await movesOf(page, places, async () => {
    for (const q of ['stoltenberg', ' zzzzqqqq', '\b\b\b\b\b\b\b\b\b']) {
      for (const key of q) await page.keyboard.press(key === '\b' ? 'Backspace' : key, { delay: 20 });
      await settled(page);
    }
  });
  expect(moves).toEqual(places.map(() => 0));
  expect(await shifts()).toEqual([]);
});

import { expect, inject, test } from 'vitest';
import { enterAdmin } from './support/admin.ts';
import { axeFindings } from './support/axe.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';
import { asWithoutScripts } from './support/without-scripts.ts';

useBrowser();

const LOOKS = [
  { name: 'light', colorScheme: 'light', lang: 'en' },
  { name: 'dark', colorScheme: 'dark', lang: 'en' },
  { name: 'right to left', colorScheme: 'light', lang: 'ar' },
  { name: 'dark, right to left', colorScheme: 'dark', lang: 'ar' },
] as const;

const VIEWS = LOOKS.flatMap((look) =>
  [390, 1280].map((width) => ({ ...look, width, viewport: { width, height: 900 } })),
);

test.each(VIEWS)('axe finds nothing on any view ($name, $width px)', async ({ colorScheme, lang, width, viewport }) => {
  const { page } = await openPage(`/?lang=${lang}`, { colorScheme, viewport });
  await settled(page);
  expect(await axeFindings(page), 'start').toEqual([]);

  await page.goto(
    `${inject('site')}/?lang=${lang}&q=nato&country=IQ&organisation=-European+Union&from=2004&sort=oldest`,
  );
  await settled(page);
  if (width < 500) await page.locator('.dl-toggle').check({ force: true });
  const folded = page.locator('.dl-branch:not([open]) > summary:visible');
  while ((await folded.count()) > 0) await folded.first().click();
  await page.locator('.dl-map > summary').click();
  await page.locator('.dl-world').waitFor();
  expect(await axeFindings(page), 'narrowed, everything open').toEqual([]);

  await page.locator('#dl-q').fill('ira');
  await page.locator('.dl-option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  // The list lies over other things, half of which are too close to its edge for as long as it is open.
  expect(await axeFindings(page, 'news-search-box'), 'suggestions').toEqual([]);

  await page.goto(`${inject('site')}/?lang=${lang}&q=zzzzqqqq`);
  await settled(page);
  expect(await axeFindings(page), 'nothing found').toEqual([]);

  await page.goto(`${inject('site')}/?lang=${lang}&q=nato+iraq`);
  await page.locator('.dl-title a').first().click();
  for (const summary of await page.locator('main summary').all()) await summary.click();
  expect(await axeFindings(page), 'article').toEqual([]);
});

test.each(VIEWS)(
  'axe finds nothing where something is not to be had ($name, $width px)',
  async ({ colorScheme, lang, viewport }) => {
    const { page, complaints } = await openPage(`/articles/none-of-ours?lang=${lang}`, { colorScheme, viewport });
    expect(await axeFindings(page), 'no article').toEqual([]);
    await page.goto(`${inject('site')}/nowhere?lang=${lang}`);
    expect(await axeFindings(page), 'no such address').toEqual([]);
    await page.goto(`${inject('site')}/?lang=${lang}&q=nato&page=900`);
    await page.locator('.dl-failure').waitFor();
    expect(await axeFindings(page), 'cannot be searched').toEqual([]);
    await page.route('**/api/search?*', (route) => route.fulfill({ status: 503, json: { detail: '', status: 503 } }));
    await page.goto(`${inject('site')}/?lang=${lang}`);
    await settled(page);
    await page.locator('#dl-q').fill('iraq');
    await page.locator('.dl-failure').waitFor();
    await page.keyboard.press('Escape');
    expect(await axeFindings(page), 'does not answer').toEqual([]);
    expect(complaints.splice(0).every((text) => /status of (404|400|503)/.test(text))).toBe(true); // the browser's words
  },
);

test.each(VIEWS)(
  'axe finds nothing where no scripts run ($name, $width px)',
  async ({ colorScheme, lang, width, viewport }) => {
    const { page } = await openPage('/admin', { colorScheme, viewport });
    await asWithoutScripts(page);
    await page.goto(`${inject('site')}/?lang=${lang}`);
    expect(await page.locator('.dl-unscripted:visible').count()).toBeGreaterThan(0);
    expect(await axeFindings(page), 'start').toEqual([]);
    await page.goto(`${inject('site')}/?lang=${lang}&q=nato&country=IQ&organisation=-European+Union&from=2004`);
    if (width < 500) await page.locator('.dl-toggle').check({ force: true });
    await page.locator('.dl-map > summary').click();
    expect(await axeFindings(page), 'narrowed, everything open').toEqual([]);
    await page.locator('.dl-title a').first().click();
    for (const summary of await page.locator('main summary').all()) await summary.click();
    expect(await axeFindings(page), 'article').toEqual([]);
    await page.goto(`${inject('site')}/admin?lang=${lang}`);
    expect(await axeFindings(page), 'admin').toEqual([]);
  },
);

test.each(VIEWS)(
  'axe finds nothing on the archivist’s page ($name, $width px)',
  async ({ colorScheme, lang, viewport }) => {
    const { page } = await openPage(`/?q=stoltenberg`);
    const article = await page.locator('.dl-title a').first().getAttribute('href');
    const { page: admin } = await openPage(`/admin?lang=${lang}`, { colorScheme, viewport });
    expect(await axeFindings(admin), 'key').toEqual([]);
    await enterAdmin(admin);
    await admin.getByLabel('Id or address').fill(article!);
    await admin.keyboard.press('Enter');
    await admin.locator('.dl-evidence').waitFor();
    for (const summary of await admin.locator('main summary').all()) await summary.click();
    expect(await axeFindings(admin), 'entered, everything open').toEqual([]);
    await admin.getByLabel('Publish even if the guard refuses').check();
    await admin.getByRole('button', { name: 'Start' }).click();
    expect(await axeFindings(admin), 'question').toEqual([]);
  },
);

test('a page at 400 % has no sideways scrolling, and targets are large enough to hit', async () => {
  // 1280 CSS pixels at 400 % are 320.
  const { page } = await openPage('/?q=nato&country=IQ', { viewport: { width: 320, height: 256 } });
  await settled(page);
  await page.locator('.dl-toggle').check({ force: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, select, summary, [role="slider"], label.dl-choice')]
      .filter((element) => element.checkVisibility() && !element.closest('.dl-title, .dl-snippet, .dl-skip'))
      .map((element) => ({
        height: element.getBoundingClientRect().height,
        name: element.className || element.textContent,
      }))
      .filter(({ height }) => height > 0 && height < 24),
  );
  expect(small).toEqual([]);
});

test('colours that the reader forces leave marks, bars and the active option to be seen', async () => {
  const { page } = await openPage('/?q=nato&from=2015', { forcedColors: 'active' });
  await settled(page);
  const fills = await page.evaluate(() =>
    ['.dl-bar:not(.dl-bar-within) rect:last-child', '.dl-bar-within rect:last-child', '.dl-bar-room'].map(
      (selector) => getComputedStyle(document.querySelector(selector)!).fill,
    ),
  );
  expect(new Set(fills).size).toBe(3);
});

test('nothing moves for readers who ask for reduced motion', async () => {
  const { page } = await openPage('/?q=nato', { reducedMotion: 'reduce' });
  await settled(page);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration !== '0s' || animationName !== 'none';
      })
      .map((element) => element.className),
  );
  expect(moving).toEqual([]);
});

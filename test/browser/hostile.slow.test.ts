import { expect, inject, test } from 'vitest';
import { ATTACKS } from './support/attacks.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

const HITS_PER_PAGE = 10;

/** True when anything that was meant as text has run. */
const RAN = 'window.ran !== undefined || window.frames.length > 0';

test.each([
  ['with our policy', false],
  ['without any policy', true],
])('text, names and facets of hostile articles run nothing, %s', async (_, bypassCSP) => {
  const { page, complaints } = await openPage('/?q=hostilewords&sort=oldest', { bypassCSP });
  await settled(page);
  const pages = Math.ceil(ATTACKS.length / HITS_PER_PAGE);
  let seen = 0;
  for (let number = 1; number <= pages; number++) {
    await page.goto(`${inject('site')}/?q=hostilewords&page=${number}`); // as the server renders it
    await settled(page);
    seen += await page.locator('.dl-hit').count();
    expect(await page.evaluate(RAN)).toBe(false);
    expect(await page.locator('news-results :is(img, script, iframe, object, style, base, svg)').count()).toBe(0);
    await page.locator('#dl-sort').selectOption('oldest'); // and as the elements do
    await page.waitForURL(/sort=oldest/);
    await settled(page);
    const folded = page.locator('.dl-facet .dl-more:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click(); // unfolded, it is none of them any more
    expect(await page.evaluate(RAN)).toBe(false);
  }
  expect(seen).toBe(ATTACKS.length);
  const links = await page.locator('a[href^="javascript" i]').count();
  expect(links).toBe(0);
  expect(complaints).toEqual([]);
});

test.each([false, true])('a query that is an attack runs nothing (policy bypassed: %s)', async (bypassCSP) => {
  const { page } = await openPage('/', { bypassCSP });
  for (const attack of ATTACKS.filter((_, index) => index % 3 === 0)) {
    await page.goto(
      `${inject('site')}/?q=${encodeURIComponent(attack)}&organisation=${encodeURIComponent(attack.slice(0, 150))}`,
    );
    expect(await page.evaluate(RAN)).toBe(false);
  }
  await settled(page);
  await page.locator('#dl-q').fill('<img src=x onerror=window.ran=1>');
  await page.keyboard.press('Enter');
  await settled(page);
  expect(await page.evaluate(RAN)).toBe(false);
});

test('hostile articles, and suggestions made of them, can be read', async () => {
  const { page } = await openPage('/?q=hostilewords', { bypassCSP: true });
  await settled(page);
  const links = await page
    .locator('.dl-title a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  for (const link of links) {
    await page.goto(link);
    for (const summary of await page.locator('main summary').all()) await summary.click();
    expect(await page.evaluate(RAN)).toBe(false);
    expect(await page.locator('main :is(img, script, iframe, object, style, base)').count()).toBe(0);
  }
  await page.goto(`${inject('site')}/`);
  await settled(page);
  await page.locator('#dl-q').pressSequentially('hostile', { delay: 20 });
  await page.locator('.dl-option').first().waitFor();
  expect(await page.evaluate(RAN)).toBe(false);
});

import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { openPage, settled, useBrowser } from './support/browser.ts';

useBrowser();

/** What a reader with a dark screen prints, whoever made it dark. */
const DARK = [{ by: 'the system' }, { by: 'the reader' }] as const;

async function print(page: Page, { by }: (typeof DARK)[number]): Promise<void> {
  if (by === 'the reader') await page.locator('#dl-theme').selectOption('dark');
  await page.emulateMedia({ media: 'print', colorScheme: by === 'the system' ? 'dark' : 'light' });
}

/** Colours of the paper, the text and the marks. */
function inks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const transparent = 'rgba(0, 0, 0, 0)';
    const marks = [...document.querySelectorAll('mark')].map((mark) => getComputedStyle(mark));
    return [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.body).color,
      ...marks
        .filter(({ backgroundColor, backgroundImage }) => backgroundColor !== transparent || backgroundImage !== 'none')
        .map(({ backgroundColor, backgroundImage }) => `${backgroundColor} ${backgroundImage}`),
    ];
  });
}

const ON_PAPER = ['rgba(0, 0, 0, 0)', 'rgb(28, 27, 24)'];
const CONTROLS = 'button, select, summary, nav, footer, .dl-skip, .dl-exclude, .dl-cross, [role="slider"]';

test.each(DARK)('an article is printed as it is read, dark on light (dark by $by)', async (dark) => {
  const { page } = await openPage('/');
  const found = await page.request.get(`${inject('site')}/api/search?q=higgs`);
  const [hit] = ((await found.json()) as { hits: { id: string; title: string; url: string; publisher: string }[] })
    .hits;
  await page.goto(`${inject('site')}/articles/${hit!.id}?q=higgs`);
  await print(page, dark);
  expect(await page.locator(CONTROLS).filter({ visible: true }).count()).toBe(0);
  const text = await page.locator('main').innerText();
  for (const part of [hit!.title, hit!.publisher, '2012']) expect(text).toContain(part);
  expect(text).toContain(`${inject('site')}/articles/${hit!.id}`);
  expect(await page.locator('.dl-body p').filter({ visible: true }).count()).toBeGreaterThan(1);
  const address = await page.locator('.dl-original a').evaluate((link) => getComputedStyle(link, '::after').content);
  expect(address).toContain(hit!.url);
  expect(await page.locator('mark').count()).toBeGreaterThan(1);
  expect(await inks(page)).toEqual(ON_PAPER);
});

test.each(DARK)('results are printed with what was searched, dark on light (dark by $by)', async (dark) => {
  const { page } = await openPage('/?q=nato&country=IQ');
  await settled(page);
  await print(page, dark);
  expect(await page.locator(CONTROLS).filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('input').filter({ visible: true }).count()).toBe(1);
  const [box, field] = [page.locator('.dl-box'), page.locator('#dl-q')];
  expect([await field.inputValue(), await box.evaluate((element) => getComputedStyle(element).borderStyle)]).toEqual([
    'nato',
    'none',
  ]);
  const text = await page.locator('main').innerText();
  for (const part of ['Iraq', '13 articles', ...(await page.locator('.dl-title').allInnerTexts())])
    expect(text).toContain(part);
  expect(await page.locator('.dl-date').filter({ visible: true }).count()).toBe(10);
  expect(await inks(page)).toEqual(ON_PAPER);
  await page.goto(inject('site'));
  expect(await page.locator('input').filter({ visible: true }).count()).toBe(0); // nothing was searched
});

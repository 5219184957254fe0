import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { axeFindings } from './support/axe.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';
import { examplesOf } from './support/examples.ts';

useBrowser();

const examples = await examplesOf('html');

async function searchFor(page: Page, q: string): Promise<void> {
  await page.locator('news-search-box #dl-q').fill(q);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.dl-hit mark').count()).toBeGreaterThan(0);
}

test('a site with the strictest policy embeds the whole search with one tag, in its own colours', async () => {
  const { page } = await openPage(`${inject('strangers')}/strict.html`);
  await settled(page);
  await searchFor(page, 'stoltenberg');
  expect(new URL(page.url()).search).toBe('?news-q=stoltenberg');
  await page.locator('.dl-map > summary').click();
  await page.locator('.dl-world').waitFor();
  const colours = await page.evaluate(() => {
    const root = document.querySelector('news-search')!.shadowRoot!;
    const of = (selector: string): CSSStyleDeclaration => getComputedStyle(root.querySelector(selector)!);
    return {
      button: of('.dl-button').backgroundColor,
      text: of('.dl-title').color,
      spacing: of('.dl-title a').letterSpacing,
    };
  });
  expect(colours.button).toBe('rgb(11, 92, 138)');
  expect(colours.text).toBe('rgb(16, 36, 58)');
  expect(colours.spacing).not.toBe('normal');
  expect(await axeFindings(page, 'news-search')).toEqual([]);
  const link = await page.locator('.dl-title a').first().getAttribute('href');
  expect(link).toMatch(new RegExp(`^${inject('site')}/articles/\\w+\\?q=stoltenberg`));
});

test.each([320, 1280])('a page without margins does not scroll sideways at %i pixels', async (width) => {
  const { page } = await openPage(`${inject('strangers')}/readme`, { viewport: { width, height: 900 } });
  await settled(page);
  await page.locator('.dl-handle-end').waitFor();
  await page.evaluate(() => (document.body.style.margin = '0'));
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBe(width);
});

test('a page with hostile styles, its own ids and a changed prototype does not get in the way', async () => {
  const { page } = await openPage(`${inject('strangers')}/messy/index.html?q=theirs&page=7`);
  await settled(page);
  await searchFor(page, 'nato');
  const address = new URL(page.url()).searchParams;
  expect([address.get('q'), address.get('page'), address.get('news-q')]).toEqual(['theirs', '7', 'nato']);
  expect(await page.locator('body > form input').inputValue()).toBe("the page's own field");
  const style = await page.evaluate(() => {
    const root = document.querySelector('news-search')!.shadowRoot!;
    const { color, letterSpacing, visibility, textAlign } = getComputedStyle(root.querySelector('.dl-snippet')!);
    const input = root.querySelector('#dl-q')!.getBoundingClientRect();
    return { color, letterSpacing, visibility, textAlign, inputShown: input.width > 80 && input.height > 20 };
  });
  expect(style).toEqual({
    color: 'rgb(28, 27, 24)',
    letterSpacing: 'normal',
    visibility: 'visible',
    textAlign: 'start',
    inputShown: true,
  });
  await page.keyboard.press('/');
  expect(await page.title()).not.toBe('slash'); // typed into our box, which is where the focus is
  await page.goBack();
  await expect.poll(() => page.locator('news-search-box #dl-q').inputValue()).toBe('');
});

test.each(examples.map((_, index) => index))('example %i of docs/embedding.md works as it stands', async (index) => {
  const { page } = await openPage(`${inject('strangers')}/example/${index}`);
  await settled(page);
  await searchFor(page, 'iraq');
  const broken = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter(
      ({ localName }) => localName.startsWith('news-') && !customElements.get(localName),
    ),
  );
  expect(broken).toEqual([]);
  expect(await axeFindings(page, 'body')).toEqual([]);
});

test('the two lines of the README work in an empty file of a stranger', async () => {
  const { page } = await openPage(`${inject('strangers')}/readme`);
  await settled(page);
  await searchFor(page, 'iraq');
  expect(await page.locator('.dl-hit').count()).toBeGreaterThan(0);
  const link = await page.locator('.dl-title a').first().getAttribute('href');
  await page.goto(link!);
  await page.locator('.dl-back a').click();
  await settled(page);
  expect(new URL(page.url()).searchParams.get('q')).toBe('iraq'); // the same search, on the archive's own page
});

test.each([
  ['says nothing of it', 'body { margin: 0 }', 'rgb(28, 27, 24)'],
  ['is light', 'html { color-scheme: light }', 'rgb(28, 27, 24)'],
  ['follows the reader', 'html { color-scheme: light dark; background: Canvas }', 'rgb(236, 232, 221)'],
  ['has a dark box', 'body { background: #161614 } news-search { --news-color-scheme: dark }', 'rgb(236, 232, 221)'],
])('a reader who prefers dark can read the box on a page that %s', async (_page, css, ink) => {
  const { page } = await openPage(`${inject('strangers')}/readme`, { colorScheme: 'dark' });
  await page.addStyleTag({ content: css });
  await settled(page);
  await searchFor(page, 'nato');
  expect(
    await page
      .locator('.dl-title')
      .first()
      .evaluate((title) => getComputedStyle(title).color),
  ).toBe(ink);
  expect(await axeFindings(page, 'news-search')).toEqual([]);
});

test('the link for readers without scripts leads to a search', async () => {
  const text = await readFile(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const address = /`https:\/\/archive\.example(\/\?[^`]+)`/.exec(text)![1]!;
  const { page } = await openPage(address, { javaScriptEnabled: false });
  expect(await page.locator('#dl-q').inputValue()).toBe('peace');
  expect(await page.locator('.dl-chip').allInnerTexts()).toEqual([
    expect.stringContaining('Iraq'),
    expect.stringContaining('2004 – 2008'),
  ]);
});

test('every block of code in docs/embedding.md is run by a test', async () => {
  const text = await readFile(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const fences = [...text.matchAll(/^```(\w*)\n/gm)].map((match) => match[1]);
  const blocks = fences.filter((_language, index) => index % 2 === 0); // each other fence ends a block
  // The pages, their style sheet, their policy (all three served by `strangers.ts`), and InstantSearch in a test of its own.
  expect([...new Set(blocks)].sort()).toEqual(['', 'css', 'html', 'ts']);
  expect(blocks.filter((language) => language !== 'html')).toHaveLength(3);
});

test('elements that stand apart share one search', async () => {
  const { page } = await openPage(`${inject('strangers')}/example/1`);
  await settled(page);
  await page.locator('news-facets input[name="organisation"][value="NATO"]').check();
  await expect.poll(() => page.locator('news-results .dl-chip').count()).toBe(1);
  await page.locator('news-results .dl-chip').click();
  await expect.poll(() => page.locator('news-facets input[name="organisation"][value="NATO"]').isChecked()).toBe(false);
  expect(await page.locator('news-results h2').first().textContent()).toMatch(/articles/);
  expect(await page.locator('news-search-box button').textContent()).toBe('Rechercher');
  expect(await page.locator('.dl-title a').first().getAttribute('href')).toMatch(/[?&]lang=fr$/);
});

test('no shortcut is taken from the page that embeds unless it gives one, and then that one', async () => {
  const focused = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName);
  const { page } = await openPage(`${inject('strangers')}/strict.html`);
  await settled(page);
  for (const key of ['/', 'Control+k']) await page.keyboard.press(key);
  expect(await focused(page)).toBe(undefined);

  const { page: given } = await openPage(`${inject('strangers')}/example/1`);
  await settled(given);
  await given.keyboard.press('/');
  expect(await focused(given)).toBe('input');
  await given.evaluate(() => {
    const box = document.querySelector('news-search-box')!;
    (box.shadowRoot!.activeElement as HTMLElement).blur();
    box.setAttribute('shortcut', 'Control+k');
  });
  await given.keyboard.press('/');
  expect(await focused(given)).toBe(undefined);
  await given.keyboard.press('Control+k');
  expect(await focused(given)).toBe('input');
});

test('an element may be taken out and put back', async () => {
  const { page } = await openPage(`${inject('strangers')}/strict.html`);
  await settled(page);
  await page.evaluate(async () => {
    const element = document.querySelector('news-search')!;
    const parent = element.parentElement!;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    parent.append(element);
  });
  await settled(page);
  await searchFor(page, 'nato');
});

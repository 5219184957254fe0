import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ATTACKS, hostileArticles } from './support/attacks.ts';
import { openPage, settled, useBrowser } from './support/browser.ts';
import type { Service } from './support/service.ts';
import { startService } from './support/service.ts';
import { withoutOurScripts } from './support/without-scripts.ts';

useBrowser();

/** A service of its own: over a thousand hostile articles would be in the way of all other tests. */
let service: Service;
beforeAll(async () => {
  service = await startService(async (corpus) => {
    await mkdir(corpus);
    await writeFile(join(corpus, 'hostile.jsonl'), hostileArticles());
  });
});
afterAll(() => service.stop());

/** True when anything that was meant as text has run. */
const RAN = 'window.ran !== undefined || window.frames.length > 0';
const MARKUP = ':is(img, image, script, iframe, object, style, base, link, video, audio, textarea, template, meta)';

/** Hundreds of pages are opened. */
const LONG_MS = 240_000;

const POLICIES = [
  ['with our policy', false],
  ['without any policy', true],
] as const;

test('the attacks are real: a page that takes them for markup runs most of them', async () => {
  expect(ATTACKS.length).toBeGreaterThan(1_000);
  expect(new Set(ATTACKS).size).toBe(ATTACKS.length);
  const { page, complaints } = await openPage(`${inject('strangers')}/messy/index.html`);
  const ran = await page.evaluate(
    async (attacks) => {
      const style = document.createElement('style');
      style.textContent = '@keyframes dl-spin { to { rotate: 1turn } }';
      document.head.append(style);
      const frames = attacks.map((attack) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = `<!doctype html><style>@keyframes dl-spin{to{rotate:1turn}}</style><p>${attack}`;
        return frame;
      });
      document.body.append(...frames);
      await new Promise((resolve) => setTimeout(resolve, 4000));
      return frames.filter(({ contentWindow }) => contentWindow && 'ran' in contentWindow).length;
    },
    ATTACKS.filter((_, index) => index % 12 === 5),
  );
  expect(ran).toBeGreaterThan((ATTACKS.length / 12) * 0.3); // many reach for `top`, need an attribute to stand in, or an eye
  complaints.length = 0;
});

test.each(POLICIES)(
  'titles, passages, names and facets run nothing as the server renders them, %s',
  async (_, bypassCSP) => {
    const { page } = await openPage(`${service.url}/?q=hostilewords`, { bypassCSP });
    await withoutOurScripts(page);
    let seen = 0;
    for (let address: string | null = '/?q=hostilewords&sort=oldest'; address !== null;) {
      await page.goto(service.url + address);
      seen += await page.locator('.dl-hit').count();
      expect(await page.evaluate(RAN), address).toBe(false);
      expect(await page.locator(`main ${MARKUP}`).count(), address).toBe(0);
      expect(await page.locator('a[href^="javascript" i]').count()).toBe(0);
      const next = page.locator('.dl-pager a[rel="next"]');
      address = (await next.count()) === 0 ? null : await next.getAttribute('href');
    }
    expect(seen).toBe(ATTACKS.length); // all of them: beyond a thousand hits the pages go on by cursor
  },
  LONG_MS,
);

test.each(POLICIES)(
  'nor do they as the elements render them, %s',
  async (_, bypassCSP) => {
    const { page } = await openPage(`${service.url}/`, { bypassCSP });
    await settled(page);
    await page.route('**/api/search?*', (route) => route.continue({ url: `${route.request().url()}&hitsPerPage=100` }));
    await page.locator('#dl-q').fill('hostilewords');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.dl-hit').count()).toBe(100);
    const folded = page.locator('.dl-facet .dl-more:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click(); // unfolded, it is none of them any more
    let seen = 0;
    for (let number = 1; ; number++) {
      const current = page.locator(`.dl-pager a[aria-current="page"]`, { hasText: new RegExp(`^${number}$`) });
      await current.waitFor();
      await settled(page);
      seen += await page.locator('.dl-hit').count();
      expect(await page.evaluate(RAN), `page ${number}`).toBe(false);
      expect(await page.locator(`main ${MARKUP}`).count()).toBe(0);
      const next = page.locator('.dl-pager a[rel="next"]');
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(seen).toBe(ATTACKS.length);
    await page.locator('#dl-q').fill('hostile');
    await page.locator('.dl-option').first().waitFor();
    expect(await page.evaluate(RAN)).toBe(false);
  },
  LONG_MS,
);

test.each(POLICIES)(
  'opened in the browser, answers, feeds and exports are no pages, %s',
  async (_, bypassCSP) => {
    const { page, complaints } = await openPage(`${service.url}/healthz`, { bypassCSP });
    for (let number = 1; number <= 10; number++) {
      const highlight = number % 2 === 0 ? 'html' : 'segments';
      await page.goto(`${service.url}/api/search?q=hostilewords&hitsPerPage=100&page=${number}&highlight=${highlight}`);
      expect(await page.evaluate(RAN)).toBe(false);
      expect(await page.locator('mark, img, iframe').count()).toBe(0);
    }
    let entries = 0;
    for (let month = 1; month <= 12; month++) {
      const date = `2024-${String(month).padStart(2, '0')}`;
      await page.goto(`${service.url}/feed.atom?q=hostilewords&from=${date}&to=${date}&limit=100`);
      expect(await page.evaluate(RAN)).toBe(false);
      expect(await page.locator('parsererror').count(), date).toBe(0);
      entries += (await (await page.request.get(page.url())).text()).split('<entry>').length - 1;
    }
    expect(entries).toBe(ATTACKS.length);
    const download = page.waitForEvent('download');
    await page.goto(`${service.url}/api/export?q=hostilewords&format=csv&body=true`).catch(() => undefined); // stays where it was
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    expect(await page.evaluate(RAN)).toBe(false);
    expect(complaints.splice(0).every((text) => text.includes('404'))).toBe(true); // these have no icon, and are asked for one
  },
  LONG_MS,
);

test(
  'hostile articles can be read, without any policy',
  async () => {
    const { page } = await openPage(`${service.url}/`, { bypassCSP: true });
    await withoutOurScripts(page);
    for (let index = 0; index < ATTACKS.length; index += 7) {
      const month = `2024-${String(1 + (index % 12)).padStart(2, '0')}`;
      const found = await page.request.get(
        `${service.url}/api/search?q=${encodeURIComponent(`"Hostile ${index}"`)}&from=${month}&to=${month}&highlight=none`,
      );
      const { hits } = (await found.json()) as { hits: { id: string }[] };
      await page.goto(`${service.url}/articles/${hits[0]!.id}?q=${encodeURIComponent(ATTACKS[index]!)}`);
      expect(await page.locator('h1.dl-headline').textContent()).toContain(`Hostile ${index}`);
      expect(await page.evaluate(RAN), ATTACKS[index]).toBe(false);
      expect(await page.locator(`main ${MARKUP.replace(', template', '')}`).count(), ATTACKS[index]).toBe(0);
    }
  },
  LONG_MS,
);

test.each(POLICIES)(
  'a query that is an attack runs nothing, %s',
  async (_, bypassCSP) => {
    const { page } = await openPage(`${service.url}/`, { bypassCSP });
    for (let index = 0; index < ATTACKS.length; index += 11) {
      const attack = encodeURIComponent(ATTACKS[index]!.slice(0, 150));
      await page.goto(`${service.url}/?q=${attack}&organisation=${attack}&from=${attack}`);
      expect(await page.evaluate(RAN), ATTACKS[index]).toBe(false);
    }
    await settled(page);
    await page.locator('#dl-q').fill('<img src=x onerror=window.ran=1>');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await page.evaluate(RAN)).toBe(false);
  },
  LONG_MS,
);

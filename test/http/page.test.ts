import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { article } from '../../engine/conformance/build.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { DatelineError } from '../../core/errors.ts';
import { createKeyRing } from '../../server/key-ring.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import type { Asset } from '../../server/page/assets.ts';
import { readAssets, writeAssets } from '../../server/page/load-assets.ts';
import { createPageRouter } from '../../server/page/page-router.ts';
import { openTestApp } from '../support/open-test-app.ts';
import { shippedAssets } from '../support/shipped-assets.ts';

const assets = shippedAssets;
const page = createPageRouter(assets);

interface Found {
  readonly textContent: string;
  getAttribute(name: string): string | null;
}

/** What of a parsed page is looked at here; the types of a browser are not those of the server's code. */
interface ParsedPage {
  readonly documentElement: Found;
  readonly body: Found;
  querySelector(selector: string): Found | null;
  querySelectorAll(selector: string): Iterable<Found> & { readonly length: number };
}

function read(html: string): ParsedPage {
  return (parseHTML(html) as unknown as { document: ParsedPage }).document;
}

function textsOf(document: ParsedPage, selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
}

test('the page comes with its answer: hits with marks, counts, a form, and no inline script or style', async () => {
  const { app } = await openTestApp({ page });
  const response = await request(app).get('/').query({ q: 'stoltenberg' }).expect(200).expect('content-type', /html/);
  const document = read(response.text);
  expect(document.querySelector('input[name="q"]')?.getAttribute('value')).toBe('stoltenberg');
  expect(textsOf(document, '.dl-hit mark')).toContain('Stoltenberg');
  expect(textsOf(document, '.dl-count')[0]).toMatch(/article/);
  expect(document.querySelectorAll('[style], style, script:not([src]):not([type="application/json"])')).toHaveLength(0);
  expect(response.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
});

test('without scripts a search is narrowed by the form, left out by a link, and let go by a chip', async () => {
  const { app } = await openTestApp({ page });
  const first = read((await request(app).get('/').query({ q: 'nato' })).text);
  const box = first.querySelector('input[type="checkbox"][name="organisation"][value="NATO"]');
  expect(box?.getAttribute('form')).toBe('dl-search');
  const exclude = first.querySelector('.dl-value .dl-exclude[href*="organisation=-NATO"]')?.getAttribute('href');
  const second = read((await request(app).get(exclude ?? '')).text);
  expect(textsOf(second, '.dl-chip')[0]).toContain('not NATO');
  expect(second.querySelector('input[type="hidden"][name="organisation"]')?.getAttribute('value')).toBe('-NATO');
  expect(second.querySelector('.dl-chip')?.getAttribute('href')).toBe('/?q=nato');
});

test('without scripts the form keeps the language that the address states, and none that it does not', async () => {
  const { app } = await openTestApp({ page });
  const kept = async (path: string): Promise<string | null | undefined> => {
    const { text } = await request(app).get(path).set('Accept-Language', 'fr');
    return read(text).querySelector('#dl-search input[name="lang"]')?.getAttribute('value');
  };
  expect(await kept('/?lang=en')).toBe('en');
  expect(await kept('/')).toBeUndefined();
});

test('a question mark in the query is a part of it, as addresses may hold one', async () => {
  const { app } = await openTestApp({ page });
  const document = read((await request(app).get('/?q=why?&country=IQ').expect(200)).text);
  expect(document.querySelector('input[name="q"]')?.getAttribute('value')).toBe('why?');
  expect(textsOf(document, '.dl-chip')[0]).toContain('Iraq');
});

test.each([
  ['fr', 'ltr', 'Rechercher'],
  ['ar', 'rtl', 'بحث'],
])('speaks %s, stated in the address or by the browser', async (lang, dir, button) => {
  const { app } = await openTestApp({ page });
  for (const response of [
    await request(app).get(`/?lang=${lang}`),
    await request(app).get('/').set('Accept-Language', lang),
  ]) {
    const document = read(response.text);
    expect(document.documentElement.getAttribute('dir')).toBe(dir);
    expect(textsOf(document, '.dl-button')).toEqual([button]);
  }
});

test('an article is shown with its matches numbered, its tags, and citations', async () => {
  const { app } = await openTestApp({ page });
  const document = read(
    (await request(app).get('/articles/iraq-mission').query({ q: 'stoltenberg mission' }).expect(200)).text,
  );
  expect(textsOf(document, 'h1')).toEqual(['NATO widens its mission in Iraq']);
  expect(textsOf(document, 'mark')).toEqual(['mission', 'Stoltenberg', 'mission', 'Stoltenberg']);
  expect(document.querySelector('#match-4')).not.toBeNull();
  expect(textsOf(document, '.dl-tags a')).toEqual(expect.arrayContaining(['Iraq', 'Middle East', 'NATO']));
  expect(textsOf(document, '.dl-citation h3')).toEqual(['Chicago', 'APA', 'BibTeX', 'RIS']);
});

/** What browsers ask for when a reader goes to an address. */
const FOR_A_READER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test.each(['/articles/nobody', '/articles/..%2f..%2fetc', `/articles/${'x'.repeat(200)}`, '/nowhere', '/assets/none'])(
  '%s is told to a reader on a page, and to everybody else as a problem',
  async (path) => {
    const { app } = await openTestApp({ page });
    const ofReader = request(app).get(`${path}?lang=fr`).set('Accept', FOR_A_READER);
    const document = read((await ofReader.expect(404).expect('content-type', /html/)).text);
    expect(textsOf(document, 'h1')).toEqual(['Article introuvable']);
    expect(textsOf(document, '.dl-foot a')).toContain('English');
    expect(document.querySelector('main a')?.getAttribute('href')).toBe('/?lang=fr');
    const ofScript = await request(app).get(path).set('Accept', '*/*').expect(404);
    expect(ofScript.body).toMatchObject({ code: 'not_found' });
  },
);

test('the API answers a reader who opens it in the browser as it answers everybody', async () => {
  const { app } = await openTestApp({ page });
  const response = await request(app).get('/api/articles/nobody').set('Accept', FOR_A_READER).expect(404);
  expect(response.headers['content-type']).toMatch(/problem\+json/);
});

test('a page that the service has no time for says so, and that one may try again', async () => {
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const down = { ...engine, get: () => Promise.reject(new DatelineError('engine_unavailable', 'host 10.0.0.7')) };
  const { app } = await openTestApp({ page, engine: down, articles: [] });
  const response = await request(app).get('/articles/one').set('Accept', FOR_A_READER).expect(503);
  expect(response.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' });
  const document = read(response.text);
  expect(textsOf(document, 'main p')[0]).toContain('does not answer');
  expect(document.querySelector('main a')?.getAttribute('href')).toBe('');
  expect(response.text).not.toContain('10.0.0.7');
});

test('hostile text stays text, in markup, in attributes and in the data beside the markup', async () => {
  const attack = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'><!--`;
  const articles = [
    article({
      id: 'attack',
      title: attack,
      body: attack,
      organisations: [attack],
      publisher: attack,
      url: 'javascript:alert(1)',
    }),
  ];
  const { app } = await openTestApp({ page, articles });
  for (const path of [
    `/?q=${encodeURIComponent(attack)}`,
    `/?organisation=${encodeURIComponent(attack)}`,
    '/articles/attack',
  ]) {
    const document = read((await request(app).get(path).expect(200)).text);
    expect(document.querySelectorAll('img, [onerror], [href^="javascript"]')).toHaveLength(0);
    expect(document.querySelectorAll('script:not([src])').length).toBeLessThanOrEqual(1);
    expect(document.body.textContent).toContain(attack);
  }
});

test('what cannot be searched is said in words, on a page that stands', async () => {
  const { app } = await openTestApp({ page });
  const deep = await request(app).get('/?page=900&lang=fr').expect(400);
  expect(textsOf(read(deep.text), '.dl-failure')[0]).toContain('impossible : les pages');
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const down = { ...engine, search: () => Promise.reject(new DatelineError('engine_unavailable', 'host 10.0.0.7')) };
  const other = await openTestApp({ page, engine: down, articles: [] });
  const response = await request(other.app).get('/?q=nato').expect(503).expect('retry-after', '5');
  expect(textsOf(read(response.text), '.dl-failure')[0]).toContain('does not answer');
  expect(response.text).not.toContain('10.0.0.7');
});

test('assets are public, and kept for ever when their address names their content', async () => {
  const { app } = await openTestApp({ page });
  const embed = await request(app).get('/assets/embed.js').expect(200).expect('access-control-allow-origin', '*');
  expect(embed.headers['cache-control']).not.toContain('immutable');
  const hashed = await request(app).get(assets.address('page.css')).expect(200);
  expect(hashed.headers['cache-control']).toContain('immutable');
  await request(app).get('/assets/embed.js').set('If-None-Match', String(embed.headers['etag'])).expect(304);
  await request(app).get('/assets/page.ts').expect(404);
  const places = await request(app).get('/assets/places.json?locale=en').expect(200);
  expect(places.body).toContainEqual({
    value: 'western-asia',
    label: 'Western Asia',
    parent: 'middle-east',
    countries: ['IQ'],
  });
});

test('assets written for a build are read back the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-assets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeAssets(folder);
  const read = await readAssets(folder);
  const sorted = (list: readonly Asset[]): Asset[] => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  expect(sorted(read.all())).toEqual(sorted(assets.all()));
});

test.each(['/', '/admin', '/articles/iraq-mission', '/assets/embed.js'])(
  '%s can be read and nothing else',
  async (path) => {
    const { app } = await openTestApp({ page });
    await request(app).head(path).expect(200);
    for (const method of ['post', 'put', 'delete', 'patch'] as const) {
      const response = await request(app)[method](path).expect(405).expect('Allow', 'GET, HEAD');
      expect(response.body).toMatchObject({ code: 'method_not_allowed' });
    }
  },
);

test('the address in citations is the configured one, or that of the request, and never what a header makes of it', async () => {
  const canonicalOf = (html: string) => read(html).querySelector('link[rel="canonical"]')?.getAttribute('href');
  const { app } = await openTestApp({ page });
  const get = () => request(app).get('/articles/iraq-mission');
  expect(canonicalOf((await get().set('Host', 'archive.example:8080')).text)).toBe(
    'http://archive.example:8080/articles/iraq-mission',
  );
  expect(canonicalOf((await get().set('Host', 'evil.example/login?')).text)).toBe(
    'http://localhost/articles/iraq-mission',
  );
  const options = { ...DEFAULT_SERVER_OPTIONS, publicUrl: 'https://archive.example/' };
  const { app: configured } = await openTestApp({ page, options });
  expect(canonicalOf((await request(configured).get('/articles/iraq-mission')).text)).toBe(
    'https://archive.example/articles/iraq-mission',
  );
});

test('pages and the API are counted together, by address and by the entry for callers without a key', async () => {
  const limits = { ...DEFAULT_SERVER_OPTIONS.limits, requestsPerMinutePerAddress: 3 };
  const { app } = await openTestApp({ page, options: { ...DEFAULT_SERVER_OPTIONS, limits } });
  for (const path of ['/', '/articles/iraq-mission', '/api/search']) await request(app).get(path).expect(200);
  for (const path of ['/', '/articles/iraq-mission', '/api/search']) await request(app).get(path).expect(429);

  const entriesText = JSON.stringify([{ name: 'public', anonymous: true, requestsPerMinute: 3 }]);
  const restricted = await openTestApp({ page, keyRing: createKeyRing({ entriesText }) });
  for (const path of ['/', '/articles/iraq-mission', '/api/search'])
    await request(restricted.app).get(path).expect(200);
  for (const path of ['/', '/articles/iraq-mission', '/api/search'])
    await request(restricted.app).get(path).expect(429);
  expect(restricted.lines).toContainEqual(expect.objectContaining({ route: '/', caller: 'public' }));
});

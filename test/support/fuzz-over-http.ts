import fc from 'fast-check';
import { expect } from 'vitest';
import { listen } from './listen.ts';
import type { TestApp } from './open-test-app.ts';

const NAMES = [
  'q',
  'country',
  'region',
  'organisation',
  'language',
  'publisher',
  'from',
  'to',
  'undated',
  'sort',
  'page',
  'cursor',
  'hitsPerPage',
  'facets',
  'facetLimit',
  'interval',
  'histogramFrom',
  'highlight',
  'snippets',
  'typos',
  'relax',
  'locale',
  'limit',
  'format',
  'query',
  '__proto__',
  'constructor',
  'x',
];
const PATHS = [
  '/api/search',
  '/api/suggest',
  '/api/facets/country',
  '/api/facets/publisher',
  '/feed.atom',
  '/api/articles/iraq-mission/related',
];

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom(
    'IQ',
    '-IQ',
    'none',
    '1',
    '100',
    '-1',
    '1e9',
    'true',
    'newest',
    '2020',
    '2020-02-30',
    'country',
    '"',
    '\\',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '\u202e',
    '{$gt:""}',
    'a OR b',
    '-',
    '""~5',
    'title:',
  ),
);
const pair = fc.tuple(fc.constantFrom(...NAMES), value).map(([name, text]) => {
  try {
    return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
  } catch {
    return `${name}=%ED%A0%80`; // half of a surrogate pair
  }
});
const rawPart = fc.constantFrom('%', '%ZZ', '&&', '=', 'q', 'q=%00', 'q[]=1', 'q[a]=b', '%C0%AF', '+', ';', '#');
const queryString = fc
  .array(fc.oneof({ weight: 6, arbitrary: pair }, { weight: 1, arbitrary: rawPart }), { maxLength: 6 })
  .map((parts) => parts.join('&'));

/** Asks with made-up query strings. @throws when one is answered with a fault of ours */
export async function fuzzOverHttp({ app }: TestApp, runs: number): Promise<void> {
  const url = await listen(app);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), queryString, async (path, query) => {
      const response = await fetch(`${url}${path}?${query}`);
      const text = await response.text();
      expect(response.status, `${path}?${query}: ${text.slice(0, 300)}`).toBeLessThan(500);
      if (response.status >= 400) {
        expect(response.headers.get('content-type')).toContain('application/problem+json');
        expect(JSON.parse(text)).toMatchObject({ status: response.status, code: expect.any(String) as string });
      }
    }),
    { numRuns: runs },
  );
}

import { expect } from 'vitest';
import { FACETS, spelledAsStored } from '../../core/facets.ts';
import type { Filters, SearchQuery } from '../../core/query.ts';
import { toFilter as toEmbeddedFilter, toIndexQuery, toTextPlan } from '../../engine/embedded/to-query.ts';
import { toSynonyms } from '../../engine/embedded/to-settings.ts';
import { toFacetKey } from '../../engine/meilisearch/facet-key.ts';
import { toFilter as toMeilisearchFilter } from '../../engine/meilisearch/to-filter.ts';
import { toPlan } from '../../engine/meilisearch/to-query.ts';
import { shorten, toWords } from '../../engine/meilisearch/to-words.ts';
import { filtersBut, toFilterParts, toScope } from '../../engine/opensearch/to-filters.ts';
import { toTextQuery } from '../../engine/opensearch/to-text-query.ts';
import { seededRandom } from '../../bench/synthetic-articles.ts';
import { NO_SETTINGS } from '../../engine/settings.ts';
import { searchParamsSchema } from '../../server/schemas/search-params.ts';
import { toSearchQuery } from '../../server/to-search-query.ts';

const NOW = 1_767_225_600_000;
/** What the caller's key is restricted to; it must reach every engine untouched, whatever else is asked for. */
const SCOPE: Filters = {
  facets: { country: { include: ['IQ'], exclude: ['US'] }, publisher: { include: [], exclude: ['Draft "A"'] } },
};
const PLAIN = searchParamsSchema.parse({ facets: 'country,publisher' });
const SYNONYMS = toSynonyms(NO_SETTINGS);

/** Pieces that mean something to one of the engines, to JSON, or to those who cut strings. */
const PIECES = [
  ...Array.from(`"'\\/()[]{}<>=!&|^~*?:;,.-+#%$@ \n\r\t\0`),
  ...['\\"', '\\\\', '" OR ""="', '"] OR country IN ["US', '") OR (1=1', "' OR '1'='1", ' AND ', ' OR ', ' NOT ', 'TO'],
  ...[
    'EXISTS',
    'IS NULL',
    'IN [',
    '_geoRadius(0,0,1)',
    'facets.country',
    'embargo <= 0',
    '"}},{"match_all":{}}',
    '$gt',
  ],
  ...['{"match_all":{}}', '__proto__', 'constructor', 'title:', 'body:', '"a b"~3', '-', '“', '”', '«', '»', '~99'],
  ...[
    'none',
    '-none',
    'IQ',
    'nato',
    'Türkiye',
    'العراق',
    '🎉',
    '字',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\udc00',
    'x',
  ],
];

function hostileText(random: () => number): string {
  let text = '';
  for (let pieces = 1 + Math.floor(random() * 6); pieces > 0; pieces--) {
    text += PIECES[Math.floor(random() * PIECES.length)]!;
  }
  return text.slice(0, 200);
}

/** Keys of OpenSearch's query language that searches are made of; anything else would have come from the text. */
const DSL_KEYS = new Set(
  (
    'bool must should must_not filter minimum_should_match dis_max queries tie_breaker constant_score match_none term ' +
    'prefix fuzzy match_phrase match_phrase_prefix intervals match value boost query slop max_gaps ordered fuzziness ' +
    'prefix_length max_expansions words.title words.body'
  ).split(' '),
);

function expectKnownKeys(dsl: unknown): void {
  if (Array.isArray(dsl)) dsl.forEach(expectKnownKeys);
  else if (typeof dsl === 'object' && dsl !== null) {
    for (const [key, value] of Object.entries(dsl)) {
      if (!DSL_KEYS.has(key)) throw new Error(`a key of its own: ${key}`);
      expectKnownKeys(value);
    }
  }
}

/** `wanted` may be JSON already, where it is the same for all. */
function same(found: unknown, wanted: unknown): void {
  const text = typeof wanted === 'string' ? wanted : JSON.stringify(wanted);
  if ((typeof found === 'string' ? found : JSON.stringify(found)) !== text) expect(found).toEqual(wanted);
}

const EMBEDDED_SCOPE = JSON.stringify(toEmbeddedFilter(SCOPE));
function checkEmbedded(query: SearchQuery, facet: number, value: string, ruledOut: string): void {
  const asked = toIndexQuery(query, toTextPlan(query.text, SYNONYMS, true), 0);
  same(asked.scope, EMBEDDED_SCOPE);
  const list = (one: string): string[] => (one === 'none' ? [] : [one]);
  const none = { includeNone: value === 'none', excludeNone: ruledOut === 'none' };
  const { includeNone, excludeNone, ...rest } = asked.filter.facets[0]!;
  same(rest, { facet, include: list(value), exclude: list(ruledOut) });
  same({ includeNone, excludeNone }, none);
  same([asked.filter.facets.length, asked.filter.days, asked.filter.undated], [1, null, null]);
}

const OPENSEARCH_SCOPE = JSON.stringify(toScope({ scope: SCOPE, now: NOW }));
function checkOpenSearch(query: SearchQuery, name: string, value: string, ruledOut: string): void {
  same(toScope({ scope: query.scope!, now: query.now }), OPENSEARCH_SCOPE);
  same(filtersBut(toFilterParts(query.filters)), [
    { terms: { [`facet.${name}`]: [value] } },
    { bool: { must_not: [{ terms: { [`facet.${name}`]: [ruledOut] } }] } },
  ]);
  expectKnownKeys(toTextQuery(query.text, { synonyms: [], typos: true, relaxed: value.length % 2 === 0 }));
}

const MEILISEARCH_FILTERS = toMeilisearchFilter({ scope: SCOPE, now: NOW });
const MEILISEARCH_SCOPE = JSON.stringify(MEILISEARCH_FILTERS);
const LITERAL = /"((?:[^"\\]|\\.)*)"/gsu;
function checkMeilisearch(query: SearchQuery, name: string, value: string, ruledOut: string): void {
  const words = shorten(toWords(query.text, true));
  const plan = toPlan({
    query,
    matching: { words, attributes: ['title'] },
    offset: 0,
    limit: 10,
    retrieve: [],
    countStrict: true,
  });
  for (const [part, { q, filter }] of plan) {
    const [scope, own] = [filter!.slice(0, MEILISEARCH_FILTERS.length), filter!.slice(MEILISEARCH_FILTERS.length)];
    same(scope, MEILISEARCH_SCOPE);
    const ignoresOwn = part === 'strict' || part === `facet:${name}`;
    const text = (own as string[]).join(' AND ');
    const keys = [value, ruledOut].map((one) => toFacetKey(one));
    const slots = keys.map((key) => (key === null ? '' : '§'));
    const wanted = ignoresOwn ? '' : `facets.${name} IN [${slots[0]!}] AND NOT facets.${name} IN [${slots[1]!}]`;
    same(text.replaceAll(LITERAL, '§'), wanted);
    const literals = [...text.matchAll(LITERAL)].map(([, literal]) => literal!.replaceAll(/\\(.)/gsu, '$1'));
    same(literals, ignoresOwn ? [] : keys.filter((key) => key !== null));
    // Phrases apart, nothing is left in the text that means anything to Meilisearch.
    const bare = q.replaceAll(/-?"[^"\\]*"/g, '');
    if (/["\\]|(?:^|\s)-/.test(bare)) throw new Error(`an operator got through: ${q}`);
  }
}

/**
 * Puts made-up texts, one query string and two facet values a run, through what turns a request into a search of each
 * engine. @throws when a value becomes more than a value, or the key's restriction is not whole
 */
export function fuzzTranslators(runs: number, seed = 1): void {
  const random = seededRandom(seed);
  for (let run = 0; run < runs; run++) {
    const facet = run % FACETS.length;
    const { name } = FACETS[facet]!;
    const q = hostileText(random);
    const value = spelledAsStored(name, hostileText(random).replace(/^-+(?=.)/s, '') || 'x');
    const ruledOut = spelledAsStored(name, hostileText(random));
    const { query } = toSearchQuery({ ...PLAIN, q, [name]: [value, `-${ruledOut}`] }, { scope: SCOPE, now: NOW });
    try {
      checkEmbedded(query, facet, value, ruledOut);
      checkOpenSearch(query, name, value, ruledOut);
      checkMeilisearch(query, name, value, ruledOut);
    } catch (error) {
      throw new Error(`run ${run}: ${JSON.stringify({ q, name, value, ruledOut })}`, { cause: error });
    }
  }
}

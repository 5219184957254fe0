import { NO_FILTERS } from '../core/query.ts';
import type { SearchQuery, Term } from '../core/query.ts';
import type { BenchArticles } from './articles.ts';
import { seededRandom } from './synthetic-articles.ts';

const word = (text: string, more: Partial<Term> = {}): { anyOf: readonly Term[] } => ({
  anyOf: [{ kind: 'word', text, ...more }],
});

function ask(clauses: readonly { anyOf: readonly Term[] }[], more: Partial<SearchQuery> = {}): SearchQuery {
  return {
    text: { clauses, excluded: [] },
    filters: NO_FILTERS,
    now: Date.now(),
    sort: 'relevance',
    page: 1,
    hitsPerPage: 20,
    facets: [],
    facetLimit: 20,
    histogram: 'none',
    highlight: false,
    snippets: 0,
    typos: true,
    relax: true,
    ...more,
  };
}

const FACETS3 = ['country', 'organisation', 'publisher'] as const;

/** The classes of queries that are timed, each with a maker of one query. */
export function queryClasses(
  { count, article, wordOfRank }: BenchArticles,
  seed = 1,
): Readonly<Record<string, () => SearchQuery>> {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + Math.floor(random() ** 2 * (high - low));
  const common = (): string => wordOfRank(between(10, 200));
  const medium = (): string => wordOfRank(between(200, 5_000));
  const filters = (): SearchQuery['filters'] => ({
    facets: { country: { include: [`C${between(0, 60)}`, `C${between(0, 60)}`], exclude: [] } },
    dates: { first: 16_436 + between(0, 2_000), last: 18_800 },
  });
  const phrase = (from: (word: string) => boolean): string => {
    for (;;) {
      const words = article(Math.floor(random() * count)).body.split(/[ .\n]+/);
      const at = Math.floor(random() * (words.length - 3));
      const pair = words.slice(at, at + 2);
      if (pair.every(from)) return pair.join(' ');
    }
  };
  const isCommon = new Set(Array.from({ length: 40 }, (_, rank) => wordOfRank(rank)));
  const misspelt = (): string => {
    let text = '';
    while (text.length < 6) text = wordOfRank(between(300, 50_000));
    const at = 1 + Math.floor(random() * (text.length - 2));
    return text.slice(0, at) + 'x' + text.slice(at + 1);
  };
  return {
    'common word': () => ask([word(common())]),
    'two words': () => ask([word(medium()), word(medium())]),
    'two words + filters + 3 facets': () =>
      ask([word(common()), word(medium())], { facets: FACETS3, filters: filters() }),
    'common word + 3 facets': () => ask([word(common())], { facets: FACETS3 }),
    typo: () => ask([word(misspelt())]),
    '3-letter prefix': () => ask([word(wordOfRank(between(100, 20_000)).slice(0, 3), { prefix: true })]),
    phrase: () => ask([{ anyOf: [{ kind: 'phrase', text: phrase((one) => !isCommon.has(one)) }] }]),
    'phrase of common words': () => ask([{ anyOf: [{ kind: 'phrase', text: phrase((one) => isCommon.has(one)) }] }]),
    browse: () => ask([], { facets: FACETS3 }),
    'browse + filter': () => ask([], { facets: FACETS3, filters: filters() }),
  };
}

import type { SearchQuery } from '../../core/query.ts';
import { NO_FILTERS } from '../../core/query.ts';
import type { SearchResult } from '../../core/result.ts';
import type { Engine, Rebuild, SearchReader } from '../port.ts';
import { query as defaultQuery } from './build.ts';

/** One bug each: what a hurried adapter could get wrong. The suite must notice every one of them. */
export interface Mutant {
  /** The capability whose cases must fail. */
  readonly noticedBy: string;
  readonly bug: string;
  readonly spoil: (engine: Engine) => Engine;
}

type Result = (result: SearchResult, query: SearchQuery, engine: Engine) => SearchResult | Promise<SearchResult>;

/** A mutant that asks another question than it was asked. */
const asks = (noticedBy: string, bug: string, change: (query: SearchQuery) => SearchQuery): Mutant => ({
  noticedBy,
  bug,
  spoil: (engine) => ({ ...engine, search: (query, options) => engine.search(change(query), options) }),
});

/** A mutant that spoils the answer. */
const answers = (noticedBy: string, bug: string, change: Result): Mutant => ({
  noticedBy,
  bug,
  spoil: (engine) => ({
    ...engine,
    search: async (query, options) => change(await engine.search(query, options), query, engine),
  }),
});

const rebuilds = (
  noticedBy: string,
  bug: string,
  change: (rebuild: Rebuild, engine: Engine) => Partial<Rebuild>,
): Mutant => ({
  noticedBy,
  bug,
  spoil: (engine) => ({
    ...engine,
    startRebuild: async () => {
      const rebuild = await engine.startRebuild();
      return { ...rebuild, ...change(rebuild, engine) };
    },
  }),
});

const reads = (noticedBy: string, bug: string, change: (engine: Engine) => Partial<SearchReader>): Mutant => ({
  noticedBy,
  bug,
  spoil: (engine) => ({ ...engine, ...change(engine) }),
});

const bytes = (text: string, offset: number): number => Buffer.byteLength(text.slice(0, offset));

export const MUTANTS: readonly Mutant[] = [
  asks('matching', 'forgets the exclusions of the text', (query) => ({
    ...query,
    text: { ...query.text, excluded: [] },
  })),
  asks('matching', 'takes a phrase for its words', (query) => ({
    ...query,
    text: {
      ...query.text,
      clauses: query.text.clauses.flatMap((clause) =>
        clause.anyOf.flatMap((term) =>
          term.text.split(' ').map((text) => ({ anyOf: [{ ...term, kind: 'word' as const, text }] })),
        ),
      ),
    },
  })),
  asks('matching', 'forgives typos that it was told not to', (query) => ({ ...query, typos: true })),
  asks('relaxing', 'relaxes although it was told not to', (query) => ({ ...query, relax: true })),
  asks('faceting', 'counts a facet under its own filter', (query) => ({
    ...query,
    scope: query.scope ?? query.filters,
  })),
  asks('scoping', 'lets a filter replace the scope of the key', ({ scope, ...query }) =>
    scope === undefined || Object.keys(query.filters.facets).length > 0 ? query : { ...query, scope },
  ),
  asks('filtering', 'ends a date range a day early', (query) => {
    const { dates } = query.filters;
    if (dates?.last === undefined) return query;
    return { ...query, filters: { ...query.filters, dates: { ...dates, last: dates.last - 1 } } };
  }),
  asks('filtering', 'lets a date range pass what has no date', (query) => ({
    ...query,
    filters: query.filters.undated === 'only' ? { facets: query.filters.facets, undated: 'only' } : query.filters,
  })),
  asks('filtering', 'knows no articles without a value', (query) => ({
    ...query,
    filters: {
      ...query.filters,
      facets: Object.fromEntries(
        Object.entries(query.filters.facets).map(([name, { include, exclude }]) => [
          name,
          { include: include.map((value) => (value === 'none' ? 'None' : value)), exclude },
        ]),
      ),
    },
  })),
  asks('filtering', 'compares facet values without their quotes', (query) => ({
    ...query,
    filters: JSON.parse(JSON.stringify(query.filters).replaceAll('\\"', '')) as typeof query.filters,
  })),
  asks('paging', 'repeats the last hit on the next page', (query) =>
    query.page > 1 ? { ...query, hitsPerPage: query.hitsPerPage - 1 } : query,
  ),
  asks('dating', 'sorts the undated first', (query) =>
    query.sort === 'oldest' ? { ...query, sort: 'relevance' } : query,
  ),
  asks('embargoes', 'shows what is under embargo', (query) => ({ ...query, now: query.now + 86_400_000 })),
  answers('paging', 'tells the size of the page as the total', (result) => ({
    ...result,
    totalHits: result.hits.length,
  })),
  answers('paging', 'cuts the total at a limit', (result) => ({
    ...result,
    totalHits: Math.min(result.totalHits, 20),
  })),
  answers('faceting', 'counts every facet value one too high', (result) => ({
    ...result,
    facets: Object.fromEntries(
      Object.entries(result.facets).map(([name, counts]) => [
        name,
        counts.map((one) => ({ ...one, count: one.count + 1 })),
      ]),
    ),
  })),
  answers('faceting', 'breaks ties of counts the other way round', (result) => ({
    ...result,
    facets: Object.fromEntries(
      Object.entries(result.facets).map(([name, counts]) => [
        name,
        counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? 1 : -1)),
      ]),
    ),
  })),
  answers('dating', 'leaves gaps in the histogram', (result) => ({
    ...result,
    histogram: result.histogram && {
      ...result.histogram,
      buckets: result.histogram.buckets.filter(({ count }) => count > 0),
    },
  })),
  answers('highlighting', 'counts match ranges in bytes', (result) => ({
    ...result,
    hits: result.hits.map((hit) => ({
      ...hit,
      titleRanges: hit.titleRanges.map(({ start, end }) => ({
        start: bytes(hit.document.title, start),
        end: bytes(hit.document.title, end),
      })),
    })),
  })),
  answers('highlighting', 'gives one snippet whatever matched', (result) => ({
    ...result,
    hits: result.hits.map((hit) => ({ ...hit, snippets: hit.snippets.slice(0, 1) })),
  })),
  answers('highlighting', 'marks when it is told not to', async (result, query, engine) =>
    query.highlight ? result : { ...result, hits: (await engine.search({ ...query, highlight: true })).hits },
  ),
  answers('paging', 'gives a cursor after the last hit', (result) => ({ nextCursor: 'eyJvZmZzZXQiOjB9', ...result })),
  reads('looking up', 'lets facet search ignore the filters of others', (engine) => ({
    facetValues: (request, options) =>
      engine.facetValues({ ...request, query: { ...request.query, filters: NO_FILTERS } }, options),
  })),
  reads('scoping', 'lets suggestions ignore the scope', (engine) => ({
    suggest: (typed, limit, { now }, options) => engine.suggest(typed, limit, { now }, options),
  })),
  reads('embargoes', 'lets get ignore the embargo', (engine) => ({
    get: (id, scope, options) => engine.get(id, { ...scope, now: Infinity }, options),
  })),
  reads('looking up', 'counts an article among its relatives', (engine) => ({
    related: async (id, limit, scope, options) => {
      const { hits } = await engine.search(defaultQuery(scope), options);
      return [
        ...hits.filter((hit) => hit.document.id === id),
        ...(await engine.related(id, limit, scope, options)),
      ].slice(0, limit);
    },
  })),
  reads('looking up', 'drops the last document of a scan’s page', (engine) => ({
    scan: async (query, cursor, limit, options) => {
      const page = await engine.scan(query, cursor, limit, options);
      return page.nextCursor === undefined ? page : { ...page, documents: page.documents.slice(0, -1) };
    },
  })),
  rebuilds('rebuilding', 'publishes an empty rebuild', (rebuild) => ({
    commit: () => rebuild.commit({ allowEmpty: true }),
  })),
  rebuilds('rebuilding', 'writes a rebuild into the live index as well', (rebuild, engine) => ({
    add: async (documents) => {
      await rebuild.add(documents);
      await engine.update({ upsert: documents, remove: [] }).catch(() => undefined);
    },
  })),
  rebuilds('rebuilding', 'forgets removals in a rebuild', () => ({ remove: () => Promise.resolve() })),
  rebuilds('rebuilding', 'keeps a discarded rebuild open', () => ({ discard: () => Promise.resolve() })),
  {
    noticedBy: 'updating',
    bug: 'loses removals',
    spoil: (engine) => ({ ...engine, update: ({ upsert }) => engine.update({ upsert, remove: [] }) }),
  },
  {
    noticedBy: 'updating',
    bug: 'removes what it has just added',
    spoil: (engine) => ({
      ...engine,
      update: async ({ upsert, remove }) => {
        await engine.update({ upsert, remove: [] });
        return engine.update({ upsert: [], remove });
      },
    }),
  },
  {
    noticedBy: 'updating',
    bug: 'keeps its revision when it changes',
    spoil: (engine) => ({
      ...engine,
      update: async (changes) => {
        await engine.update(changes);
        return { revision: 1 };
      },
    }),
  },
  {
    noticedBy: 'switching',
    bug: 'says it rolled back and did not',
    spoil: (engine) => ({ ...engine, rollback: () => Promise.resolve() }),
  },
  {
    noticedBy: 'supporting',
    bug: 'claims to know OR',
    spoil: (engine) => ({ ...engine, supports: { ...engine.supports, or: !engine.supports.or } }),
  },
];

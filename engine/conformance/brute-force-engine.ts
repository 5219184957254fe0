import { z } from 'zod';
import type { ArticleDocument } from '../../core/document.ts';
import { FACETS, facetValuesOf } from '../../core/facets.ts';
import type { SearchQuery } from '../../core/query.ts';
import { QUERY_LIMITS } from '../../core/query.ts';
import type { Notice, SearchResult } from '../../core/result.ts';
import { fold } from '../../core/text.ts';
import { DatelineError } from '../../core/errors.ts';
import type { CallOptions, Engine, SearchReader } from '../port.ts';
import type { IndexSettings } from '../settings.ts';
import { count, isVisible, wordsOf } from './brute-force.ts';
import { toHit } from './brute-force-highlight.ts';
import { fitClauses, understand } from './brute-force-matching.ts';

const cursorShape = z.strictObject({ offset: z.int().min(0), revision: z.int().min(0) });

interface Kept {
  readonly id: string;
  readonly createdAt: string;
  readonly documents: Map<string, ArticleDocument>;
  revision: number;
}

/**
 * An engine that scans everything and forgets everything at the end of the process. It is the measure of the others,
 * shows that the suite can be passed, and is what the mutants spoil.
 */
export function openBruteForceEngine(options: {
  readonly settings: IndexSettings;
  readonly keepGenerations?: number;
}): Engine {
  const { settings, keepGenerations = 2 } = options;
  let kept: Kept[] = [];
  let live: Kept | undefined;
  let rebuilding: Kept | undefined;
  let made = 0;
  const published = (): Kept => {
    if (!live) throw new DatelineError('index_missing', 'No generation has been published.');
    return live;
  };

  return {
    name: 'embedded',
    supports: { or: true, fields: true, proximity: true, longPhrases: true, maxQueryWords: QUERY_LIMITS.terms },
    ...readerOf(published, settings),
    state: (now, options) =>
      settle(() => ({ generation: published().id, revision: revisionAt(published(), now) }), options),
    startRebuild: () =>
      settle(() => {
        if (rebuilding) throw new DatelineError('conflict', 'Another rebuild is open.');
        const built: Kept = {
          id: `g${++made}`,
          createdAt: new Date().toISOString(),
          documents: new Map(),
          revision: 1,
        };
        rebuilding = built;
        const close = (): void => {
          if (rebuilding === built) rebuilding = undefined;
        };
        return {
          generation: built.id,
          add: (documents) => settle(() => documents.forEach((document) => built.documents.set(document.id, document))),
          remove: (ids) => settle(() => ids.forEach((id) => built.documents.delete(id))),
          preview: () => settle(() => readerOf(() => built, settings)),
          commit: ({ allowEmpty = false } = {}) =>
            settle(() => {
              if (built.documents.size === 0 && !allowEmpty) throw new DatelineError('publish_refused', 'It is empty.');
              const others = live ? [live, ...kept.filter((one) => one !== live)] : [];
              const spared = others.slice(0, keepGenerations);
              kept = [built, ...kept.filter((one) => spared.includes(one))];
              live = built;
              close();
            }),
          discard: () => settle(close),
        };
      }),
    update: ({ upsert, remove }) =>
      settle(() => {
        const { documents } = published();
        remove.forEach((id) => documents.delete(id));
        upsert.forEach((document) => documents.set(document.id, document));
        const revision = (published().revision += 1 + upsert.length + remove.length);
        return { revision };
      }),
    generations: () =>
      settle(() =>
        kept.map((one) => ({
          id: one.id,
          createdAt: one.createdAt,
          documents: one.documents.size,
          live: one === live,
        })),
      ),
    rollback: (generation) =>
      settle(() => {
        const found = kept.find((one) => one.id === generation);
        if (!found) throw new DatelineError('not_found', 'No such generation.');
        live = found;
      }),
    health: () => Promise.resolve({ ok: true, detail: 'in memory' }),
    close: () => Promise.resolve(),
  };
}

function readerOf(state: () => Kept, settings: IndexSettings): SearchReader {
  const all = (): ArticleDocument[] => [...state().documents.values()];
  const matching = (query: SearchQuery): ArticleDocument[] => {
    const { matches } = understand(all(), query, settings);
    return count(all(), query, matches).found.toSorted(comparatorOf(query, settings));
  };
  return {
    search: (query, options) => settle(() => search(state(), query, settings), options),
    get: (id, { scope, now }, options) =>
      settle(() => all().find((document) => document.id === id && isVisible(document, scope, now)) ?? null, options),
    suggest: (typed, limit, { scope, now }, options) =>
      settle(() => {
        const beginning = wordsOf(typed).at(-1) ?? '\0';
        const visible = all().filter((document) => isVisible(document, scope, now));
        const titles = visible.filter(({ title }) => wordsOf(title).some((word) => word.startsWith(beginning)));
        const words = visible.flatMap(({ title, body }) => [...wordsOf(title), ...wordsOf(body)]);
        const found = [...new Set(words.filter((word) => word.startsWith(beginning)))];
        return [
          ...found.map((text) => ({ kind: 'word' as const, text })).slice(0, Math.ceil(limit / 2)),
          ...titles.map(({ id, title }) => ({ kind: 'title' as const, text: title, id })),
        ].slice(0, limit);
      }, options),
    facetValues: ({ facet, query, contains, values, limit }, options) =>
      settle(() => {
        const { matches } = understand(all(), query, settings);
        const plain = { ...query, facets: [facet], facetLimit: Infinity };
        return count(all(), plain, matches)
          .facets[facet]!.filter(
            ({ value, count }) => count > 0 && (values.includes(value) || fold(value).includes(fold(contains))),
          )
          .slice(0, limit);
      }, options),
    related: (id, limit, { scope, now }, options) =>
      settle(() => {
        const one = state().documents.get(id);
        if (!one || !isVisible(one, scope, now)) return [];
        const mine = new Set(wordsOf(`${one.title} ${one.body}`));
        const shared = (other: ArticleDocument): number =>
          new Set(wordsOf(`${other.title} ${other.body}`).filter((word) => mine.has(word))).size +
          FACETS.flatMap(({ field }) =>
            facetValuesOf(other, field).filter((value) => facetValuesOf(one, field).includes(value)),
          ).length;
        const others = all().filter((other) => other.id !== id && isVisible(other, scope, now) && shared(other) > 0);
        const plain = { text: { clauses: [], excluded: [] }, highlight: false } as unknown as SearchQuery;
        return others
          .toSorted((a, b) => shared(b) - shared(a))
          .slice(0, limit)
          .map((other) => toHit(other, plain, settings));
      }, options),
    scan: (query, cursor, limit, options) =>
      settle(() => {
        const from = cursor === undefined ? { offset: 0, revision: state().revision } : readCursor(cursor);
        if (from.revision !== state().revision) throw new DatelineError('conflict', 'What was scanned has changed.');
        const found = matching(query);
        const documents = found.slice(from.offset, from.offset + limit);
        const next = from.offset + limit;
        return { documents, ...(next < found.length ? { nextCursor: writeCursor(next, from.revision) } : {}) };
      }, options),
  };
}

function search(state: Kept, query: SearchQuery, settings: IndexSettings): SearchResult {
  if (query.cursor === undefined && query.page * query.hitsPerPage > QUERY_LIMITS.pagedHits) {
    throw new DatelineError('page_too_deep', 'Use a cursor.');
  }
  const documents = [...state.documents.values()];
  const { matches, notices } = understand(documents, query, settings);
  const { found, facets, histogram } = count(documents, query, matches);
  const offset = query.cursor === undefined ? (query.page - 1) * query.hitsPerPage : readCursor(query.cursor).offset;
  const next = offset + query.hitsPerPage;
  const coarser: Notice[] =
    histogram && query.histogram !== 'auto' && histogram.interval !== query.histogram
      ? [{ code: 'histogram-coarser' }]
      : [];
  return {
    hits: found
      .toSorted(comparatorOf(query, settings))
      .slice(offset, next)
      .map((document) => toHit(document, query, settings)),
    totalHits: found.length,
    facets,
    histogram,
    notices: [...notices, ...coarser],
    generation: state.id,
    revision: revisionAt(state, query.now),
    ...(next < found.length ? { nextCursor: writeCursor(next, state.revision) } : {}),
  };
}

function revisionAt({ documents, revision }: Kept, now: number): number {
  const hasLapsed = ({ embargoUntil }: ArticleDocument): boolean =>
    embargoUntil !== undefined && Date.parse(embargoUntil) <= now;
  return revision + [...documents.values()].filter(hasLapsed).length;
}

function comparatorOf(query: SearchQuery, settings: IndexSettings): (a: ArticleDocument, b: ArticleDocument) => number {
  const byDate = (a: ArticleDocument, b: ArticleDocument): number => {
    if (a.date === null || b.date === null) return Number(a.date === null) - Number(b.date === null);
    return query.sort === 'oldest' ? a.date.localeCompare(b.date) : b.date.localeCompare(a.date);
  };
  const byId = (a: ArticleDocument, b: ArticleDocument): number => (a.id < b.id ? -1 : 1);
  if (query.sort === 'newest' || query.sort === 'oldest') return (a, b) => byDate(a, b) || byId(a, b);
  const score = (document: ArticleDocument): number => {
    const inTitle = { ...document, body: '' };
    return fitClauses(document, query.text, settings, query.typos)
      .map((fit, index) => {
        if (fit === null) return 0;
        const clause = { clauses: [query.text.clauses[index]!], excluded: [] };
        const [title] = fitClauses(inTitle, clause, settings, query.typos);
        return 10 + (fit === 'exact' ? 4 : 0) + (title ? 2 : 0);
      })
      .reduce((sum, one) => sum + one, 0);
  };
  return (a, b) => score(b) - score(a) || byDate(a, b) || byId(a, b);
}

function writeCursor(offset: number, revision: number): string {
  return Buffer.from(JSON.stringify({ offset, revision })).toString('base64url');
}

function readCursor(cursor: string): { offset: number; revision: number } {
  try {
    const { offset, revision } = cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { offset, revision };
  } catch (cause) {
    throw new DatelineError('invalid_parameter', 'Not a cursor of ours.', { cause, details: { parameter: 'cursor' } });
  }
}

/** Runs it now, but answers with a promise: what it throws becomes a rejection, and an aborted caller gets `aborted`. */
function settle<T>(run: () => T, options?: CallOptions): Promise<T> {
  return Promise.resolve().then(() => {
    if (options?.signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
    return run();
  });
}

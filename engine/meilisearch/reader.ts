import { ARTICLE_ID, type ArticleDocument } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import type { ScanCursor } from '../../core/offset-cursor.ts';
import { readScanCursor, writeCursor } from '../../core/offset-cursor.ts';
import type { SearchQuery } from '../../core/query.ts';
import { fold, tokenize } from '../../core/text.ts';
import type { ReadScope, SearchReader } from '../port.ts';
import { countsOf, rankCounts, readPart } from './from-response.ts';
import type { LongNames } from './long-names.ts';
import { findBest } from './relax.ts';
import { search, understand } from './search.ts';
import { suggest } from './suggest.ts';
import { facetAttribute, toFilter, toIdFilter } from './to-filter.ts';
import { toHit } from './to-hit.ts';
import { toText } from './to-query.ts';
import type { ArticleRecord } from './to-record.ts';
import { fromRecord } from './to-record.ts';
import type { Wanted } from './to-words.ts';
import { TEXT_ATTRIBUTES } from './to-settings.ts';
import type { View, WithView } from './view.ts';

/** Words of an article that related ones are looked for by. */
const RELATED_WORDS = 24;
const NO_HIGHLIGHT = { highlight: false, snippets: 0, wanted: [] };

/** The reading half of the port, on whatever generation `views` gives. */
export function createReader(views: WithView, longNames: LongNames): SearchReader {
  return {
    search: (query, { signal } = {}) => views((view) => search(view, query, longNames, signal), signal),
    get: (id, scope, { signal } = {}) =>
      views(async (view) => {
        const [document] = await Promise.all([getOne(view, id, scope), view.check()]);
        return document;
      }, signal),
    suggest: (typed, limit, scope, { signal } = {}) =>
      views((view) => suggest(view, typed, limit, scope, signal), signal),
    facetValues: ({ facet, query, contains, values, limit }, { signal } = {}) =>
      views(async (view) => {
        const { matching } = await understand(view, query, longNames, signal);
        const ids = 'ids' in matching ? [toIdFilter(matching.ids)] : [];
        const counting = { hitsPerPage: 0, page: 1, facets: [facetAttribute(facet)] };
        const asked = { ...toText(matching), ...counting, filter: [...toFilter(query, facet), ...ids] };
        const { results } = await view.ask([asked], query.now, signal);
        const wanted = fold(contains);
        const found = countsOf(readPart(results[0]), facet).filter(
          ({ value }) => values.includes(value) || fold(value).includes(wanted),
        );
        return rankCounts(found, [], limit);
      }, signal),
    related: (id, limit, scope, { signal } = {}) =>
      views(async (view) => {
        const document = await getOne(view, id, scope);
        if (!document) return [];
        const words = { wanted: tellingWords(document), excluded: [], notices: [] };
        const request = {
          words,
          attributes: TEXT_ATTRIBUTES,
          scope: scope.scope,
          now: scope.now,
          leastWeight: 0,
          leaveOut: id,
        };
        const best = await findBest(view, request, signal);
        return best.slice(0, limit).map((record) => toHit(record, NO_HIGHLIGHT));
      }, signal),
    scan: (query, cursor, limit, { signal } = {}) => {
      const from = cursor === undefined ? undefined : () => readScanCursor(cursor);
      return views((view) => scan(view, query, from?.(), limit, longNames, signal), signal);
    },
  };
}

async function getOne(view: View, id: string, { scope, now }: ReadScope): Promise<ArticleDocument | null> {
  if (!ARTICLE_ID.test(id)) return null;
  const filter = toFilter({ scope, now });
  const { results } = await view.client.index<ArticleRecord>(view.uid).getDocuments({ ids: [id], filter, limit: 1 });
  return results[0] ? fromRecord(results[0]) : null;
}

async function scan(
  view: View,
  query: SearchQuery,
  cursor: ScanCursor | undefined,
  limit: number,
  longNames: LongNames,
  signal?: AbortSignal,
): Promise<{ documents: ArticleDocument[]; nextCursor?: string }> {
  const { revision } = cursor ?? (await view.check());
  const offset = cursor?.offset ?? 0;
  const { matching } = await understand(view, query, longNames, signal);
  const filter = [...toFilter(query), ...('ids' in matching ? [toIdFilter(matching.ids)] : [])];
  const index = view.client.index<ArticleRecord>(view.uid);
  const text = toText(matching);
  let ids: string[] | undefined;
  if (text.q !== '') {
    const asked = { ...text, filter, offset, limit, attributesToRetrieve: ['id'], sort: ['dayFirst:desc'] };
    const { results } = await view.ask([asked], query.now, signal);
    ids = readPart(results[0]).hits.map((hit) => String(hit['id']));
  }
  const page = await index.getDocuments(ids ? { ids, filter, limit } : { filter, offset, limit });
  const now = await view.check();
  if ((cursor && cursor.generation !== view.generation) || now.revision !== revision) {
    throw new DatelineError('conflict', 'What was scanned has changed meanwhile.', {
      details: { conflictingId: view.generation },
    });
  }
  const next = { offset: offset + limit, generation: view.generation, revision };
  const more = ids ? ids.length === limit : next.offset < page.total;
  return { documents: page.results.map(fromRecord), ...(more ? { nextCursor: writeCursor(next) } : {}) };
}

/** The words that tell an article from others: its title's, then the most frequent longer ones of its body. */
function tellingWords({ title, body }: ArticleDocument): Wanted[] {
  const frequency = new Map<string, number>();
  for (const { term } of tokenize(body)) if (term.length > 3) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const frequent = [...frequency].sort((a, b) => b[1] - a[1]).map(([term]) => term);
  const words = [...new Set([...tokenize(title).map(({ term }) => term), ...frequent])].slice(0, RELATED_WORDS);
  return words.map((word) => ({ words: [word], literal: true, prefix: false, typed: word }));
}

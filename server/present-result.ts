import type { FacetName } from '../core/facets.ts';
import { NONE } from '../core/facets.ts';
import type { Segment } from '../core/highlight.ts';
import { toHtml, toSegments } from '../core/highlight.ts';
import type { Filters, SearchQuery } from '../core/query.ts';
import type { FacetCount, Hit, Notice, SearchResult, Snippet } from '../core/result.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import type { ArticleHit, FacetValue, SearchAnswer } from './schemas/answers.ts';
import type { SearchParams } from './schemas/search-params.ts';

type HighlightForm = SearchParams['highlight'];

const ELLIPSIS = '…';

/** A passage as pieces; what was cut off is shown by an ellipsis of its own piece. */
export function snippetSegments(snippet: Snippet): Segment[] {
  return [
    ...(snippet.cutBefore ? [{ text: `${ELLIPSIS} `, match: false }] : []),
    ...toSegments(snippet.text, snippet.ranges),
    ...(snippet.cutAfter ? [{ text: ` ${ELLIPSIS}`, match: false }] : []),
  ];
}

/** A hit as the API shows it. The only place where match ranges become text that a page may show. */
export function presentHit(hit: Hit, form: HighlightForm): ArticleHit {
  if (form === 'none') return { ...hit.document };
  const title = toSegments(hit.document.title, hit.titleRanges);
  const snippets = hit.snippets.map(snippetSegments);
  return {
    ...hit.document,
    highlight:
      form === 'segments'
        ? { title, snippets }
        : { title: toHtml(title), snippets: snippets.map((part) => toHtml(part)) },
  };
}

/** Counts with labels, and whether the reader has chosen them (or ruled them out). */
export function presentFacet(
  facet: FacetName,
  counts: readonly FacetCount[],
  filters: Filters,
  vocabulary: Vocabulary,
  locale?: string,
): FacetValue[] {
  const filter = filters.facets[facet];
  return counts.map(({ value, count }) => ({
    value,
    label: value === NONE ? 'None' : vocabulary.label(facet, value, locale),
    count,
    selected: filter?.include.includes(value) === true,
    ...(filter?.exclude.includes(value) === true && { excluded: true }),
  }));
}

/** The answer of `GET /api/search`. `tookMs` is the engine's time. */
export function presentResult(
  params: SearchParams,
  query: SearchQuery,
  result: SearchResult,
  requestNotices: readonly Notice[],
  tookMs: number,
  vocabulary: Vocabulary,
): SearchAnswer {
  const facets: Partial<Record<FacetName, FacetValue[]>> = {};
  for (const name of query.facets) {
    facets[name] = presentFacet(name, result.facets[name] ?? [], query.filters, vocabulary, params.locale);
  }
  return {
    query: params.q,
    hits: result.hits.map((hit) => presentHit(hit, params.highlight)),
    facets,
    histogram: result.histogram,
    totalHits: result.totalHits,
    page: params.cursor === undefined ? params.page : null,
    hitsPerPage: params.hitsPerPage,
    totalPages: Math.ceil(result.totalHits / params.hitsPerPage),
    ...(result.nextCursor !== undefined && { nextCursor: result.nextCursor }),
    tookMs: Math.round(tookMs * 100) / 100,
    generation: result.generation,
    revision: result.revision,
    notices: [...requestNotices, ...result.notices],
  };
}

import { formatDay } from '../../core/calendar-date.ts';
import type { ArticleDocument, DocumentSummary } from '../../core/document.ts';
import type { ErrorCode } from '../../core/errors.ts';
import { DatelineError } from '../../core/errors.ts';
import type { Filters, SearchQuery, Term } from '../../core/query.ts';
import type { Hit, MatchRange, Notice, Snippet } from '../../core/result.ts';
import type { SearchReader } from '../../engine/port.ts';
import { NOW } from '../../engine/conformance/build.ts';
import { CannotAsk } from '../../engine/conformance/conformance.ts';
import type { FilterParams, Hit as HttpHit, Segment } from '../../client/dateline-client.ts';
import { DatelineProblem, createDatelineClient } from '../../client/dateline-client.ts';

/** The reading half of the port, answered by the HTTP API alone: questions become parameters, answers become results. */
export function httpReader(baseUrl: string): SearchReader {
  const client = createDatelineClient({ baseUrl });
  return {
    search: (query, options) =>
      ours(async () => {
        const { histogramWindow: window } = query;
        const { hits, facets, histogram, notices, totalHits, generation, revision, nextCursor } = await client.search(
          {
            q: toText(query),
            ...toFilterParams(query),
            sort: query.sort,
            ...(query.cursor === undefined ? { page: query.page } : { cursor: query.cursor }),
            hitsPerPage: query.hitsPerPage,
            facets: query.facets,
            facetLimit: query.facetLimit,
            interval: query.histogram,
            ...(window?.first === undefined ? {} : { histogramFrom: formatDay(window.first) }),
            ...(window?.last === undefined ? {} : { histogramTo: formatDay(window.last) }),
            highlight: query.highlight ? 'segments' : 'none',
            snippets: query.snippets,
          },
          options,
        );
        return {
          hits: hits.map((hit) => toHit(hit as HttpHit<'segments'>)),
          totalHits,
          facets: Object.fromEntries(
            Object.entries(facets).map(([name, values]) => [
              name,
              (values ?? []).map(({ value, count }) => ({ value, count })),
            ]),
          ),
          histogram: histogram,
          notices: notices as readonly Notice[],
          generation,
          revision,
          ...(nextCursor === undefined ? {} : { nextCursor }),
        };
      }),
    get: (id, scope) => {
      checkScope(scope);
      return ours(async () => (await client.article(id)) as ArticleDocument).catch((error: unknown) => {
        if (error instanceof DatelineError && ['not_found', 'invalid_parameter'].includes(error.code)) return null;
        throw error;
      });
    },
    suggest: (typed, limit, scope) => {
      checkScope(scope);
      return ours(async () => {
        const found = await client.suggest(typed, { limit });
        return found.map(({ kind, text, id }) => ({ kind, text, ...(id === undefined ? {} : { id }) }));
      });
    },
    facetValues: ({ facet, query, contains, values, limit }) => {
      if (values.length > 0) throw new CannotAsk('aliases are the vocabulary’s, not the caller’s');
      return ours(async () => {
        const found = await client.facetValues(facet, {
          ...toFilterParams(query),
          q: contains,
          query: toText(query),
          limit,
        });
        return found.map(({ value, count }) => ({ value, count }));
      });
    },
    related: (id, limit, scope) => {
      checkScope(scope);
      return ours(async () => (await client.related(id, { limit })).map(toHit)).catch((error: unknown) => {
        if (error instanceof DatelineError && error.code === 'not_found') return [];
        throw error;
      });
    },
    scan: () => Promise.reject(new CannotAsk('an export is one stream, not pages of a scan')),
  };
}

function checkScope({ scope, now }: { readonly scope?: Filters | undefined; readonly now: number }): void {
  if (scope !== undefined) throw new CannotAsk('a scope belongs to a key');
  if (now !== NOW) throw new CannotAsk('the clock is the service’s');
}

function toFilterParams({ filters, scope, now, typos, relax }: SearchQuery): FilterParams {
  checkScope({ scope, now });
  const { dates, undated } = filters;
  if ((dates?.first ?? -Infinity) > (dates?.last ?? Infinity)) throw new CannotAsk('a range upside down is refused');
  if (dates && dates.first === undefined && dates.last === undefined) throw new CannotAsk('a range has an end');
  const facets = Object.entries(filters.facets).map(([name, { include, exclude }]) => {
    if (include.some((value) => value === '' || value.startsWith('-')))
      throw new CannotAsk('not a value that can be sent');
    return [name, [...include, ...exclude.map((value) => `-${value}`)]];
  });
  return {
    ...(Object.fromEntries(facets) as FilterParams),
    from: dates?.first === undefined ? undefined : formatDay(dates.first),
    to: dates?.last === undefined ? undefined : formatDay(dates.last),
    undated,
    typos,
    relax,
  };
}

function toText({ text: { clauses, excluded } }: SearchQuery): string {
  const parts = [
    ...excluded.map((term) => `-${written(term)}`),
    ...clauses.map(({ anyOf }) => anyOf.map(written).join(' OR ')),
  ];
  const typing = clauses.at(-1)?.anyOf.at(-1)?.prefix === true;
  return parts.join(' ') + (parts.length > 0 && !typing ? ' ' : '');
}

function written({ kind, text, field, slop }: Term): string {
  const quoted = kind === 'phrase' ? `"${text}"${slop === undefined ? '' : `~${slop}`}` : text;
  return field === undefined ? quoted : `${field}:${quoted}`;
}

function toHit(hit: HttpHit<'segments'> | HttpHit<'none'>): Hit {
  const { highlight, ...document } = hit;
  const summary = document as DocumentSummary;
  if (!highlight) return { document: summary, titleRanges: [], snippets: [] };
  return { document: summary, titleRanges: toRanges(highlight.title), snippets: highlight.snippets.map(toSnippet) };
}

function toSnippet(segments: readonly Segment[]): Snippet {
  const cutBefore = segments[0]?.text === '… ' && !segments[0].match;
  const cutAfter = segments.at(-1)?.text === ' …';
  const inside = segments.slice(cutBefore ? 1 : 0, cutAfter ? -1 : undefined);
  return { text: inside.map(({ text }) => text).join(''), ranges: toRanges(inside), cutBefore, cutAfter };
}

function toRanges(segments: readonly Segment[]): MatchRange[] {
  const ranges: MatchRange[] = [];
  let position = 0;
  for (const { text, match } of segments) {
    if (match) ranges.push({ start: position, end: position + text.length });
    position += text.length;
  }
  return ranges;
}

/** Runs it, and turns a problem document into the error that the service made it from. */
async function ours<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DatelineProblem)) throw error;
    throw new DatelineError(error.problem.code as ErrorCode, error.message, { cause: error });
  }
}

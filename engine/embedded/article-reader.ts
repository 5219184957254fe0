import { FACETS, NONE } from '../../core/facets.ts';
import { NO_FILTERS, QUERY_LIMITS } from '../../core/query.ts';
import { DatelineError } from '../../core/errors.ts';
import { readScanCursor, readSearchCursor, writeCursor } from '../../core/offset-cursor.ts';
import { fold, tokenize } from '../../core/text.ts';
import { toFacetCounts, toFacets, toHistogram, toHits, toMarker, toNotices } from './from-response.ts';
import { visibleDocuments } from './index/filter-documents.ts';
import { hasBit } from './index/bits.ts';
import { relatedDocuments } from './index/related-documents.ts';
import { listDocuments, searchIndex } from './index/search.ts';
import { suggestWords } from './index/suggest-words.ts';
import { ALL_FIELDS, ARTICLE_SCHEMA, FIELD_BITS, readBody, readDocument, readSummary } from './to-document.ts';
import { toFilter, toIndexQuery, toTextPlan } from './to-query.ts';
import type { ArticleDocument } from '../../core/document.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { FacetCount, Hit, ScanPage, SearchResult, Suggestion } from '../../core/result.ts';
import type { FacetValuesRequest, ReadScope } from '../port.ts';
import type { QueryClause } from './index/query.ts';
import type { FacetNames } from './index/facet-names.ts';
import type { Part, Snapshot } from './index/snapshot.ts';
import type { Synonyms } from './to-settings.ts';

/** @throws page_too_deep, invalid_parameter, IndexError */
export function search(snapshot: Snapshot, synonyms: Synonyms, query: SearchQuery): SearchResult {
  const offset = firstHit(query);
  const plan = toTextPlan(query.text, synonyms, query.typos);
  const result = searchIndex(ARTICLE_SCHEMA, snapshot, toIndexQuery(query, plan, offset));
  const { histogram, coarser } = toHistogram(query, result);
  const marker = query.highlight ? toMarker(plan, result.clauses, result.relaxed) : null;
  const notices = toNotices(plan, result);
  const end = offset + result.hits.length;
  return {
    hits: toHits(snapshot, result.hits, marker, query.snippets),
    totalHits: result.total,
    facets: toFacets(snapshot, query, result),
    histogram,
    notices: coarser ? [...notices, { code: 'histogram-coarser' }] : notices,
    generation: snapshot.manifest.generation,
    revision: revisionAt(snapshot, query.now),
    ...(result.hits.length > 0 && end < result.total ? { nextCursor: writeCursor({ offset: end }) } : {}),
  };
}

function firstHit(query: SearchQuery): number {
  if (query.cursor !== undefined) return readSearchCursor(query.cursor);
  if (query.page * query.hitsPerPage > QUERY_LIMITS.pagedHits) {
    throw new DatelineError(
      'page_too_deep',
      `Page numbers reach ${QUERY_LIMITS.pagedHits} hits; go on with the cursor.`,
      {
        details: { parameter: 'page' },
      },
    );
  }
  return (query.page - 1) * query.hitsPerPage;
}

/** The revision of the index and the embargoes that have lapsed since: rises whenever something else can be found. */
export function revisionAt(snapshot: Snapshot, now: number): number {
  let lapsed = 0;
  for (const { segment, live } of snapshot.parts) {
    segment.embargoed.forEach((document, index) => {
      if (segment.visibleFrom[index]! <= now && (live === null || hasBit(live, document))) lapsed++;
    });
  }
  return snapshot.manifest.revision + lapsed;
}

function isVisible(part: Part, document: number, { scope, now }: ReadScope): boolean {
  const visible = visibleDocuments(part, scope ? toFilter(scope) : null, now);
  return visible === null || hasBit(visible, document);
}

export function get(snapshot: Snapshot, id: string, scope: ReadScope): ArticleDocument | null {
  const found = snapshot.find(id);
  if (!found || !isVisible(found.part, found.document, scope)) return null;
  return readDocument(found.part.segment, found.document);
}

const word = (text: string, prefix: boolean, fields: number): QueryClause => ({
  alternatives: [{ words: [text], prefix, maxEdits: 0, slop: 0, fields, factor: 1, synonym: false }],
});

/** At most half of the suggestions are words, when there are titles enough. */
export function suggest(snapshot: Snapshot, typed: string, limit: number, { scope, now }: ReadScope): Suggestion[] {
  const words = tokenize(typed).slice(0, QUERY_LIMITS.terms);
  const last = words.at(-1);
  if (!last || limit < 1) return [];
  const filter = scope ? toFilter(scope) : null;
  const before = words.slice(0, -1).map(({ term }) => word(term, false, ALL_FIELDS));
  const kept = typed.slice(0, last.start);
  const completions = suggestWords(ARTICLE_SCHEMA, snapshot, before, last.term, limit, filter, now).map(
    ({ word: completed, part, document }): Suggestion => ({
      kind: 'word',
      text: kept + asWritten(snapshot.parts[part]!, document, completed),
    }),
  );
  const { hits } = searchIndex(ARTICLE_SCHEMA, snapshot, {
    clauses: words.map(({ term }, index) => word(term, index === words.length - 1, FIELD_BITS.title)),
    excluded: [], filter: toFilter(NO_FILTERS), scope: filter, now, order: 'score', offset: 0, limit,
    facets: [], facetLimit: 0, histogram: false, relaxBelow: 0, relaxedShare: 1, refined: false,
  }); // prettier-ignore
  const titles = hits.map(({ part, document }): Suggestion => {
    const summary = readSummary(snapshot.parts[part]!.segment, document);
    return { kind: 'title', text: summary.title, id: summary.id };
  });
  const room = Math.max(Math.ceil(limit / 2), limit - titles.length);
  return [...completions.slice(0, room), ...titles].slice(0, limit);
}

/** A folded word as an article writes it, in lower case unless it is written with a capital there. */
function asWritten(part: Part, document: number, folded: string): string {
  for (const text of [readBody(part.segment, document), readSummary(part.segment, document).title]) {
    const found = tokenize(text).find(({ term }) => term === folded);
    if (found) return text.slice(found.start, found.end);
  }
  return folded;
}

export function facetValues(snapshot: Snapshot, synonyms: Synonyms, request: FacetValuesRequest): FacetCount[] {
  const { facet, query, contains, values, limit } = request;
  const number = FACETS.findIndex(({ name }) => name === facet);
  const plan = toTextPlan(query.text, synonyms, query.typos);
  const asked: SearchQuery = { ...query, facets: [facet], facetLimit: Infinity, histogram: 'none', hitsPerPage: 0 };
  const result = searchIndex(ARTICLE_SCHEMA, snapshot, toIndexQuery(asked, plan, 0));
  const part = fold(contains);
  const wanted = new Set(values);
  const names = snapshot.facets[number]!;
  const folded = foldedNames(names);
  const { counts, none } = result.facets[0]!;
  const isSought = (value: string, foldedValue: string): boolean => wanted.has(value) || foldedValue.includes(part);
  const sought = {
    counts: counts.map((count, value) => (isSought(names.names[value]!, folded[value]!) ? count : 0)),
    none: isSought(NONE, fold(NONE)) ? none : 0,
  };
  return toFacetCounts(names.names, sought, limit);
}

const foldedOf = new WeakMap<FacetNames, string[]>();

/** The names of a facet as they are looked for, which is asked at every letter that is typed. */
function foldedNames(facet: FacetNames): readonly string[] {
  const folded = foldedOf.get(facet) ?? [];
  foldedOf.set(facet, folded);
  for (let number = folded.length; number < facet.names.length; number++) folded.push(fold(facet.names[number]!));
  return folded;
}

export function related(snapshot: Snapshot, id: string, limit: number, scope: ReadScope): Hit[] {
  const found = snapshot.find(id);
  if (!found || !isVisible(found.part, found.document, scope)) return [];
  const { segment } = found.part;
  const texts = [readSummary(segment, found.document).title, readBody(segment, found.document)];
  const filter = scope.scope ? toFilter(scope.scope) : null;
  const others = relatedDocuments(ARTICLE_SCHEMA, snapshot, found, texts, limit, filter, scope.now);
  return toHits(snapshot, others, null, 0);
}

/** Which state a scan goes on in; null when it only begins. @throws invalid_parameter */
export function stateOfScan(cursor: string | undefined): { generation: string; revision: number } | null {
  return cursor === undefined ? null : readScanCursor(cursor);
}

/** @throws conflict when the state in which the scan began is not the one given */
export function scan(
  snapshot: Snapshot,
  synonyms: Synonyms,
  query: SearchQuery,
  cursor: string | undefined,
  limit: number,
): ScanPage {
  const { generation, revision } = snapshot.manifest;
  const at = cursor === undefined ? { generation, revision, offset: 0 } : readScanCursor(cursor);
  if (at.generation !== generation || at.revision !== revision) {
    throw new DatelineError('conflict', 'The index has changed since the scan began; begin anew.');
  }
  const plan = toTextPlan(query.text, synonyms, query.typos);
  const found = listDocuments(ARTICLE_SCHEMA, snapshot, toIndexQuery(query, plan, 0), at.offset, limit);
  const documents = found.documents.map(({ part, document }) => readDocument(snapshot.parts[part]!.segment, document));
  const offset = at.offset + documents.length;
  return offset < found.total && documents.length > 0
    ? { documents, nextCursor: writeCursor({ generation, revision, offset }) }
    : { documents };
}

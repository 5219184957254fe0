import type { DocumentSummary } from '../../core/document.ts';
import { FACETS, NONE } from '../../core/facets.ts';
import type { Segment } from '../../core/highlight.ts';
import { escapeHtml, toSegments } from '../../core/highlight.ts';
import type { Hit, SearchResult } from '../../core/result.ts';
import { DatelineError } from '../../core/errors.ts';
import { snippetSegments } from '../present-result.ts';
import { facetOfAttribute } from './parse-filter.ts';
import type { MeilisearchSearch } from './search-request.ts';

/** Tags that a page may be given around matches; the text between them is then escaped. */
const TAG = /^<(\/?)(em|mark|strong|b|i|span|ais-highlight-0000000000)( class="[\w -]{1,60}")?>$/;

export interface MeilisearchHit {
  readonly [attribute: string]: unknown;
}

/** How matches are marked. @throws invalid_parameter for tags that are more than a mark */
function markerOf({ highlightPreTag, highlightPostTag }: MeilisearchSearch): (segments: readonly Segment[]) => string {
  const [before, after] = [highlightPreTag ?? '<em>', highlightPostTag ?? '</em>'];
  const isMarkup = /[<>&"']/.test(before + after);
  if (isMarkup && !(TAG.test(before) && TAG.exec(after)?.[1] === '/')) {
    throw new DatelineError('invalid_parameter', 'highlightPreTag: only em, mark, strong, b, i and span', {
      details: { parameter: 'highlightPreTag' },
    });
  }
  // With markup around the matches the text is going to be markup too. Plain markers are escaped by who set them.
  const plain = isMarkup ? escapeHtml : (text: string) => text;
  return (segments) =>
    segments.map(({ text, match }) => (match ? `${before}${plain(text)}${after}` : plain(text))).join('');
}

const asText = (segments: readonly Segment[]): string => segments.map((segment) => segment.text).join('');

/** `1` → `"1"`, as Meilisearch's formatted fields are; texts escaped when matches are marked with markup. */
function formatted(value: unknown, mark: (segments: readonly Segment[]) => string): unknown {
  if (typeof value === 'string') return mark([{ text: value, match: false }]);
  if (Array.isArray(value)) return value.map((item) => formatted(item, mark));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, formatted(item, mark)]));
  }
  return typeof value === 'number' ? String(value) : value;
}

function pick(fields: MeilisearchHit, attributes: readonly string[] | null | undefined): MeilisearchHit {
  if (attributes == null || attributes.includes('*')) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => attributes.includes(name)));
}

/** Hits as Meilisearch gives them. `body` is the passage that matched: whole bodies are not sent with a page of hits. */
export function toMeilisearchHits(hits: readonly Hit[], request: MeilisearchSearch): MeilisearchHit[] {
  const mark = markerOf(request);
  return hits.map(({ document, titleRanges, snippets }) => {
    const passage = snippets[0] ? snippetSegments(snippets[0]) : [];
    const fields: DocumentSummary & { body: string } = { ...document, body: asText(passage) };
    const wanted = pick({ ...fields }, request.attributesToRetrieve);
    if (request.attributesToHighlight == null && request.attributesToCrop == null) return wanted;
    const marked = {
      ...(formatted(fields, mark) as MeilisearchHit),
      title: mark(toSegments(document.title, titleRanges)),
      body: mark(passage),
    };
    return { ...wanted, _formatted: pick(marked, request.attributesToRetrieve) };
  });
}

/** Counts by attribute, named as the request named them. */
export function toFacetDistribution(
  result: SearchResult,
  attributes: readonly string[],
): Record<string, Record<string, number>> {
  const wanted = attributes.includes('*') ? FACETS.map((facet) => facet.field) : attributes;
  return Object.fromEntries(
    wanted.map((attribute) => {
      const facet = facetOfAttribute(attribute)!;
      const counts = (result.facets[facet] ?? []).filter(({ value, count }) => value !== NONE && count > 0);
      return [attribute, Object.fromEntries(counts.map(({ value, count }) => [value, count]))];
    }),
  );
}

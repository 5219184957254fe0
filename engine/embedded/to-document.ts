import { daysOf } from '../../core/calendar-date.ts';
import { FACETS, facetValuesOf } from '../../core/facets.ts';
import { visitTokens } from '../../core/text.ts';
import { FIELD_WEIGHTS } from '../settings.ts';
import { wordVariants } from './word-variants.ts';
import type { ArticleDocument, DocumentSummary } from '../../core/document.ts';
import type { IndexDocument, IndexSchema } from './index/schema.ts';
import type { Segment } from './index/segment.ts';

/** Bits of the fields in a query, in the order of the schema. */
export const FIELD_BITS = { title: 1, body: 2 } as const;
export const ALL_FIELDS = FIELD_BITS.title | FIELD_BITS.body;

/** What the index is told about articles. */
export const ARTICLE_SCHEMA: IndexSchema = {
  fields: [
    { name: 'title', weight: FIELD_WEIGHTS.title, lengthWeight: 0.4 },
    { name: 'body', weight: FIELD_WEIGHTS.body, lengthWeight: 0.65 },
  ],
  facets: FACETS.map((facet) => facet.name),
  storedParts: 2, // the article, its evidence: searches never read the second
  visitWords: (text, visit) => visitTokens(text, visit),
  variantsOf: wordVariants,
};

export function toIndexDocument(document: ArticleDocument): IndexDocument {
  const { evidence, ...article } = document;
  return {
    id: document.id,
    fields: [document.title, document.body],
    facets: FACETS.map((facet) => facetValuesOf(document, facet.field)),
    days: daysOf(document.date, document.datePrecision),
    visibleFrom: document.embargoUntil === undefined ? 0 : Math.max(1, Date.parse(document.embargoUntil)),
    stored: [Buffer.from(JSON.stringify(article)), Buffer.from(JSON.stringify(evidence))],
  };
}

/** An article as a search hit needs it: summary and body, without evidence. */
export function readArticle(segment: Segment, document: number): { summary: DocumentSummary; body: string } {
  const article = JSON.parse(Buffer.from(segment.stored(document, 0)).toString('utf8')) as Omit<
    ArticleDocument,
    'evidence'
  >;
  const { body, ...summary } = article;
  return { summary, body };
}

/** The whole article. */
export function readDocument(segment: Segment, document: number): ArticleDocument {
  const { summary, body } = readArticle(segment, document);
  const evidence = JSON.parse(Buffer.from(segment.stored(document, 1)).toString('utf8')) as ArticleDocument['evidence'];
  return { ...summary, body, evidence };
}

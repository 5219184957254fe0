import { daysOf } from '../../core/calendar-date.ts';
import { FACETS, FACET_NAMES, facetValuesOf } from '../../core/facets.ts';
import { visitTokens } from '../../core/text.ts';
import { COMMON_WORDS } from './common-words.ts';
import { FIELD_WEIGHTS } from '../settings.ts';
import { wordVariants } from './word-variants.ts';
import type { ArticleDocument, DocumentSummary } from '../../core/document.ts';
import type { FacetField, FacetName } from '../../core/facets.ts';
import type { IndexDocument, IndexSchema } from './index/schema.ts';
import type { Segment } from './index/segment.ts';

/** Bits of the fields in a query, in the order of the schema. */
export const FIELD_BITS = { title: 1, body: 2 } as const;
export const ALL_FIELDS = FIELD_BITS.title | FIELD_BITS.body;

/** An article says in its first letters what it is about. */
const TELLING_LETTERS = 4_000;

/** What the index is told about articles. */
export const ARTICLE_SCHEMA: IndexSchema = {
  fields: [
    { name: 'title', weight: FIELD_WEIGHTS.title, lengthWeight: 0.4 },
    { name: 'body', weight: FIELD_WEIGHTS.body, lengthWeight: 0.65 },
  ],
  facets: FACETS.map((facet) => facet.name),
  storedParts: 3, // what a hit shows beside its facets, body, evidence
  readTexts: (stored) => {
    const { title } = parse(stored(0)) as DocumentSummary;
    return [title, (parse(stored(1)) as string).slice(0, TELLING_LETTERS)];
  },
  visitWords: visitTokens,
  commonWords: COMMON_WORDS,
  variantsOf: wordVariants,
};

/** Fields of an article that need not stand in its first stored part: the columns have them, or another part. */
const HELD_ELSEWHERE: ReadonlySet<string> = new Set(['id', 'body', 'evidence', ...FACETS.map(({ field }) => field)]);

export function toIndexDocument(document: ArticleDocument): IndexDocument {
  const { evidence, body } = document;
  const rest = Object.fromEntries(Object.entries(document).filter(([name]) => !HELD_ELSEWHERE.has(name)));
  return {
    id: document.id,
    fields: [document.title, body],
    facets: FACETS.map((facet) => facetValuesOf(document, facet.field)),
    days: daysOf(document.date, document.datePrecision),
    visibleFrom: document.embargoUntil === undefined ? 0 : Math.max(1, Date.parse(document.embargoUntil)),
    stored: [rest, body, evidence].map((part) => Buffer.from(JSON.stringify(part))),
  };
}

function parse(stored: Uint8Array): unknown {
  return JSON.parse(Buffer.from(stored.buffer, stored.byteOffset, stored.length).toString('utf8'));
}

/** What a search hit shows of an article: the stored rest, with id and facets from the columns. */
export function readSummary(segment: Segment, document: number): DocumentSummary {
  const values = (name: FacetName): string[] => segment.facetValues(document, FACET_NAMES.indexOf(name));
  const [publisher] = values('publisher');
  const rest = parse(segment.stored(document, 0)) as Omit<DocumentSummary, 'id' | FacetField>;
  // a page of hits takes most of the time of many searches, and this half as long as a literal of spread parts
  return Object.assign({ id: segment.id(document) }, rest, {
    countries: values('country'),
    regions: values('region'),
    organisations: values('organisation'),
    language: values('language')[0] ?? '',
    ...(publisher !== undefined && { publisher }),
  });
}

export function readBody(segment: Segment, document: number): string {
  return parse(segment.stored(document, 1)) as string;
}

/** The whole article. */
export function readDocument(segment: Segment, document: number): ArticleDocument {
  const evidence = parse(segment.stored(document, 2)) as ArticleDocument['evidence'];
  return { ...readSummary(segment, document), body: readBody(segment, document), evidence };
}

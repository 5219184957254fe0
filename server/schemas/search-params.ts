import { z } from 'zod';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import { DOCUMENT_LIMITS } from '../../core/document.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import { QUERY_LIMITS, SORTS } from '../../core/query.ts';
import {
  booleanParameter,
  choiceParameter,
  integerParameter,
  patternParameter,
  repeatableParameter,
  textParameter,
} from './parameter.ts';

const date = patternParameter(
  /^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
  'a date (YYYY, YYYY-MM or YYYY-MM-DD)',
).refine((value) => parseCalendarDate(value) !== null, 'not a date of the calendar');
/** One more than a value's length: the sign that excludes. */
const facetValues = repeatableParameter(DOCUMENT_LIMITS.facetValue + 1, QUERY_LIMITS.filterValues);

const facets = Object.fromEntries(
  FACET_NAMES.map((name) => [
    name,
    facetValues.optional().describe('Repeatable; `-value` excludes; `none` = has no value. OR within the facet.'),
  ]),
) as unknown as Record<FacetName, z.ZodOptional<typeof facetValues>>;

const facetList = patternParameter(
  new RegExp(`^(${FACET_NAMES.join('|')})(,(${FACET_NAMES.join('|')}))*$`),
  `a comma-separated list of ${FACET_NAMES.join(', ')}`,
).transform((value) => [...new Set(value.split(','))] as FacetName[]);

/** Which articles: what a key may be restricted to as well. */
export const articleParams = {
  ...facets,
  from: date.optional().describe('First day, month or year; articles overlap the range by what their date may mean.'),
  to: date.optional().describe('Last day, month or year, itself included.'),
  undated: choiceParameter(['only', 'exclude']).optional().describe('Articles without a date: nothing else, or none.'),
};

/** What narrows a search: shared by search, facet values, export and feed. */
export const filterParams = {
  ...articleParams,
  typos: booleanParameter(true).describe('Forgive one edit from 5 letters, two from 9.'),
  relax: booleanParameter(true).describe('When few articles hold all words, follow with the best matches.'),
};

export const queryText = textParameter(QUERY_LIMITS.textLength)
  .default('')
  .describe('Words, `"phrases"` (`~N`), `-not`, `OR`, `title:` and `body:`.');

export const labelLocale = patternParameter(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag')
  .optional()
  .describe('Language of the facets’ labels, where known.');

/** Parameters of `GET /api/search`. */
export const searchParamsSchema = z.strictObject({
  q: queryText,
  ...filterParams,
  sort: choiceParameter(SORTS)
    .optional()
    .describe('Default `relevance`, and `newest` without words. `recent` weighs relevance by freshness.'),
  page: integerParameter(1, 999_999_999, 1).describe('From 1; `page * hitsPerPage` reaches 1,000 hits.'),
  cursor: textParameter(4_096, 1).optional().describe('`nextCursor` of the answer before; instead of `page`.'),
  hitsPerPage: integerParameter(1, QUERY_LIMITS.hitsPerPage, 10).describe('Hits at most in an answer.'),
  facets: facetList.optional().describe('Facets to count, separated by commas; none by default.'),
  facetLimit: integerParameter(1, QUERY_LIMITS.facetLimit, 20).describe('Values at most for each facet.'),
  interval: choiceParameter(['auto', 'day', 'month', 'year', 'none'])
    .default('auto')
    .describe('Width of the histogram’s buckets; `none` leaves the histogram out.'),
  histogramFrom: date.optional().describe('First day of the histogram’s window; no filter.'),
  histogramTo: date.optional().describe('Last day of the histogram’s window.'),
  highlight: choiceParameter(['html', 'segments', 'none'])
    .default('html')
    .describe('Escaped HTML with `<mark>`, lists of `{text, match}`, or nothing.'),
  snippets: integerParameter(1, 5, 2).describe('Passages of the body at most for each hit.'),
  locale: labelLocale,
});

export type SearchParams = z.infer<typeof searchParamsSchema>;
export type ArticleParams = Pick<SearchParams, keyof typeof articleParams>;
export type FilterParams = Pick<SearchParams, keyof typeof filterParams>;

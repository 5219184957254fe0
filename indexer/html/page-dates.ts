import type { DateCandidate } from '../draft.ts';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import type { StructuredArticle } from './structured-data.ts';
import { findElements, type PageElement } from './page-tree.ts';

const PUBLISHED_META = [
  'article:published_time',
  'og:published_time',
  'datepublished',
  'og:article:published_time',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.date',
  'dc.date',
  'publishdate',
  'pubdate',
  'date',
  'cxenseparse:recs:publishtime',
  'article.published',
  'publication_date',
];

/** What the page says about when the article was published, most trustworthy first. */
export function pageDates(
  page: PageElement,
  meta: ReadonlyMap<string, string>,
  articles: readonly StructuredArticle[],
  url: string | undefined,
): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (source: string, form: string | undefined): void => {
    if (form !== undefined) found.push({ source, form, value: isoDay(form) });
  };
  for (const article of articles) add('json-ld', article.datePublished);
  for (const name of PUBLISHED_META) add('meta', meta.get(name));
  if (url !== undefined) add('url', urlDate(url));
  for (const { attributes } of findElements(page, 'time')) add('time-element', attributes['datetime']);
  return found;
}

/** The day at the beginning of an ISO form, or null. */
function isoDay(form: string): string | null {
  const day = /^\s*(\d{4}-\d{2}-\d{2})/.exec(form)?.[1];
  return day !== undefined && parseCalendarDate(day) ? day : null;
}

function urlDate(url: string): string | undefined {
  const match = /\/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:\/|-|$)/.exec(url);
  return match ? `${match[1]!}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : undefined;
}

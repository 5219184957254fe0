import { dateInUrl } from '../dates/date-in-url.ts';
import { readDate } from '../dates/find-dates.ts';
import type { DateCandidate } from '../draft.ts';
import type { ArticlePart } from './article-parts.ts';
import type { PageMetadata } from './metadata.ts';
import { textOf, walkElements, type PageElement } from './page-tree.ts';
import type { ParsedPage } from './parse-page.ts';
import { nearestFirst, shownDates, type ArticleRange, type PlacedDate } from './shown-dates.ts';
import { typeOf } from './structured-data.ts';
import type { Survey } from './survey.ts';
import { isDayFirst, writtenDates } from './written-dates.ts';

/** Names of `<meta>` that state when an article was published. */
const PUBLISHED_META = [
  'article:published_time',
  'og:published_time',
  'og:article:published_time',
  'article:published',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dcterms.date',
  'dc.date',
  'dc.date.created',
  'dc.created',
  'publishdate',
  'publish-date',
  'publish_date',
  'published-date',
  'pubdate',
  'publication_date',
  'citation_publication_date',
  'citation_date',
  'citation_online_date',
  'prism.publicationdate',
  'article.published',
  'article_date_original',
  'date',
  'created',
  'creation_date',
  'datecreated',
  'displaydate',
  'originalpublicationdate',
  'rbpubdate',
  'bt:pubdate',
  'shareaholic:article_published_time',
  'vr:published_time',
  'ptime',
  'release_date',
  'video:release_date',
  'og:video:release_date',
  'date.created',
  'timestamp',
  'last-modified-published',
  'og:pubdate',
  'doc_date',
  'pagetype:date',
];
const MODIFIED_META = [
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
  'lastmod',
  'revised',
  'modified',
  'og:article:modified_time',
];

/** Everything on a page that may be its date of publication, in no order of trust; see `chooseHtmlDate`. */
export function pageDates(
  page: ParsedPage,
  survey: Survey,
  metadata: PageMetadata,
  range: ArticleRange,
  pageUrl?: string,
): DateCandidate[] {
  const url = pageUrl ?? metadata.url;
  const dayFirst = isDayFirst(metadata.language, url);
  return [
    ...metadataDates(metadata, dayFirst),
    ...urlDates(url),
    ...elementDates(page.root, survey, dayFirst),
    ...writtenDates(metadata.statedText.description.slice(0, 400), dayFirst).map(({ form, value }) => ({
      source: 'description',
      form,
      value,
    })),
    ...page.scriptDates.map((form) => ({ source: 'script', form, value: form })),
    ...shownDates(survey, range, dayFirst).map((date) =>
      date.value === savedOn(url) ? { ...date, source: 'crawl' } : date,
    ),
  ];
}

/** The day on which a web archive saved the page, which its frame shows. */
function savedOn(url: string | undefined): string | undefined {
  const [, year, month, day] = /^https?:\/\/web\.archive\.org\/web\/(\d{4})(\d\d)(\d\d)/.exec(url ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month!}-${day!}`;
}

/**
 * What stands inside one of several articles on a page and may be its date of publication; what the page states of itself
 * belongs to the one whose headline it states.
 */
export function datesWithin(
  { element, headline }: ArticlePart,
  survey: Survey,
  metadata: PageMetadata,
  range: ArticleRange,
): DateCandidate[] {
  const dayFirst = isDayFirst(metadata.language, metadata.url);
  const isStated = headline === metadata.statedText.headline;
  return [
    ...(isStated ? metadataDates(metadata, dayFirst) : []),
    ...elementDates(element, survey, dayFirst),
    ...shownDates(survey, range, dayFirst),
  ];
}

function metadataDates({ objects, meta }: PageMetadata, dayFirst: boolean): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (source: string, form: unknown): void => {
    if (typeof form === 'string') push(found, source, form, dayFirst);
  };
  for (const object of objects) {
    const published = object['datePublished'] ?? object['dateCreated'] ?? object['uploadDate'];
    const modified = object['dateModified'];
    const isArticle = /(?:article|posting|report|review|recipe)$/i.test(typeOf(object));
    // What was changed before it was published has been published anew: its system knows no earlier day.
    add(isArticle && !isAfter(published, modified, dayFirst) ? 'json-ld' : 'json-ld-page', published);
    add('modified', modified);
  }
  for (const name of PUBLISHED_META) add('meta', meta.get(name));
  for (const name of MODIFIED_META) add('modified', meta.get(name));
  return found;
}

function isAfter(one: unknown, other: unknown, dayFirst: boolean): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  const [day, otherDay] = [dayOf(one, dayFirst), dayOf(other, dayFirst)];
  return day !== null && otherDay !== null && day > otherDay;
}

/** The day, or the month, in the address; not the day on which an archive saved the page. */
function urlDates(url: string | undefined): DateCandidate[] {
  const form = url?.replace(/^https?:\/\/web\.archive\.org\/web\/\d+[a-z_]*\//, '');
  if (form === undefined) return [];
  const value = dateInUrl(form, { dayFirst: true });
  return value === null ? [] : [{ source: value.length === 10 ? 'url' : 'url-month', form: form.slice(0, 200), value }];
}

/** The microformat hAtom names dates so, on whatever element; its title has them for machines. */
const HATOM = /(?:^|\s)(?:published|updated)(?:\s|$)/;

/** Dates in elements that are made for dates, those nearest to the headline first. */
function elementDates(page: PageElement, survey: Survey, dayFirst: boolean): DateCandidate[] {
  const blockAt = new Map(survey.blocks.map(({ element }, at) => [element, at]));
  const placed: PlacedDate[] = [];
  let at = 0;
  walkElements(page, (element) => {
    at = blockAt.get(element) ?? at;
    for (const date of datesOf(element, dayFirst)) placed.push({ ...date, at });
    return undefined;
  });
  return nearestFirst(placed, survey);
}

/** What an element is made to tell: one date, or none. */
function datesOf(element: PageElement, dayFirst: boolean): DateCandidate[] {
  const { attributes, name } = element;
  const found: DateCandidate[] = [];
  if (name === 'meta') return found;
  const property = attributes['itemprop'] ?? attributes['property'] ?? '';
  const written = attributes['content'] ?? attributes['datetime'] ?? attributes['title'];
  const classes = attributes['class'] ?? '';
  if (/datepublished|datecreated|pubdate/i.test(property))
    push(found, 'itemprop', written ?? textOf(element), dayFirst);
  else if (/datemodified/i.test(property)) push(found, 'modified', written ?? textOf(element), dayFirst);
  else if (name === 'time' || HATOM.test(classes) || (name === 'abbr' && /published|date/.test(classes))) {
    const names = `${classes} ${element.parent?.attributes['class'] ?? ''}`;
    const isPublished = 'pubdate' in attributes || /publish|entry-date|post-date/i.test(names);
    const source = isPublished ? 'time-published' : /updated|modified/i.test(names) ? 'modified' : 'time-element';
    if (!push(found, source, written ?? '', dayFirst)) push(found, source, textOf(element), dayFirst);
  }
  return found;
}

function push(found: DateCandidate[], source: string, form: string, dayFirst: boolean): boolean {
  const value = dayOf(form, dayFirst);
  if (value !== null) found.push({ source, form: form.slice(0, 100), value });
  return value !== null;
}

/** The day of a form that is meant to be one date. */
function dayOf(form: string, dayFirst: boolean): string | null {
  const iso = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/.exec(form)?.[1];
  const read = readDate(iso ?? form);
  if (read?.precision === 'day') return read.value;
  const unix = /^\s*(1\d{9})(?:\d{3})?\s*$/.exec(form)?.[1];
  if (unix !== undefined) return new Date(Number(unix) * 1000).toISOString().slice(0, 10);
  return writtenDates(form.slice(0, 100), dayFirst)[0]?.value ?? null;
}

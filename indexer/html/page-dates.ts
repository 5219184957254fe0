import { parseCalendarDate } from '../../core/calendar-date.ts';
import { dateInUrl } from '../dates/date-in-url.ts';
import { readDate } from '../dates/find-dates.ts';
import type { DateCandidate } from '../draft.ts';
import type { ArticlePart } from './article-parts.ts';
import type { PageMetadata } from './metadata.ts';
import { textOf, walkElements, type PageElement } from './page-tree.ts';
import type { ParsedPage } from './parse-page.ts';
import { typeOf } from './structured-data.ts';
import type { Survey } from './survey.ts';
import { isDayFirst, writtenDates } from './written-dates.ts';

/** Names of `<meta>` that state when an article was published. */
const PUBLISHED_META = [
  ...[
    'article:published_time',
    'og:published_time',
    'og:article:published_time',
    'article:published',
    'datepublished',
    'parsely-pub-date',
  ],
  ...[
    'sailthru.date',
    'cxenseparse:recs:publishtime',
    'cxenseparse:publishtime',
    'dc.date.issued',
    'dcterms.issued',
    'dcterms.created',
    'dcterms.date',
  ],
  ...[
    'dc.date',
    'dc.date.created',
    'dc.created',
    'publishdate',
    'publish-date',
    'publish_date',
    'published-date',
    'pubdate',
    'publication_date',
  ],
  ...[
    'citation_publication_date',
    'citation_date',
    'citation_online_date',
    'prism.publicationdate',
    'article.published',
    'article_date_original',
  ],
  ...[
    'date',
    'created',
    'creation_date',
    'datecreated',
    'displaydate',
    'originalpublicationdate',
    'rbpubdate',
    'bt:pubdate',
    'shareaholic:article_published_time',
  ],
  ...[
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
  ],
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

const PUBLISHED_LABEL =
  /(?:publi(?:shed|é|cado|cato|ziert|ée)|posted|veröffentlicht|erschienen|erstellt|eingestellt|online seit|datum|date|fecha|data|created|geplaatst|gepubliceerd|dodano|opublikowano|publicerad|publisert|опубликовано|yayın)\b[^\d]{0,24}$/i;
const MODIFIED_LABEL =
  /(?:updated?|modified|aktualisiert|geändert|bearbeitet|änderung|stand|mis à jour|màj|actualizado|aggiornato|modifi|last|zuletzt|gewijzigd|oppdatert|uppdaterad|abgerufen|revised)\b[^\d]{0,24}$/i;
const OTHER_LABEL =
  /(?:©|copyright|\(c\)|seit|since|born|geboren|joined|registriert|dabei|mitglied|heute|today|bis|until|ab|from|deadline|anmeldeschluss|termin)[^\d]{0,14}$/i;

/** Where the article's own blocks begin and end among all blocks of the page. */
export interface ArticleRange {
  readonly first: number;
  readonly last: number;
}

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
    ...elementDates(page.root, dayFirst),
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
    ...elementDates(element, dayFirst),
    ...shownDates(survey, range, dayFirst),
  ];
}

function metadataDates({ objects, meta }: PageMetadata, dayFirst: boolean): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (source: string, form: unknown): void => {
    if (typeof form === 'string') push(found, source, form, dayFirst);
  };
  for (const object of objects) {
    const isArticle = /(?:article|posting|report|review|recipe)$/i.test(typeOf(object));
    add(
      isArticle ? 'json-ld' : 'json-ld-page',
      object['datePublished'] ?? object['dateCreated'] ?? object['uploadDate'],
    );
    add('modified', object['dateModified']);
  }
  for (const name of PUBLISHED_META) add('meta', meta.get(name));
  for (const name of MODIFIED_META) add('modified', meta.get(name));
  return found;
}

/** The day, or the month, in the address; not the day on which an archive saved the page. */
function urlDates(url: string | undefined): DateCandidate[] {
  const form = url?.replace(/^https?:\/\/web\.archive\.org\/web\/\d+[a-z_]*\//, '');
  if (form === undefined) return [];
  const path = form.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const written =
    /\/((?:19|20)\d\d)\/(\d{1,2})\/(\d{1,2})(?=\/|$)/.exec(path) ??
    /(?<!\d)(?:(?<d>\d{1,2})[-.](?<m>\d{1,2})[-.](?<y>20\d\d))(?!\d)/.exec(path);
  const { y, m, d } = written?.groups?.['y'] ? written.groups : { y: written?.[1], m: written?.[2], d: written?.[3] };
  const day = y === undefined ? null : `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`;
  const value = day !== null && parseCalendarDate(day) ? day : dateInUrl(form);
  return value === null ? [] : [{ source: value.length === 10 ? 'url' : 'url-month', form: form.slice(0, 200), value }];
}

/** Dates in elements that are made for dates. */
function elementDates(page: PageElement, dayFirst: boolean): DateCandidate[] {
  const found: DateCandidate[] = [];
  walkElements(page, (element) => {
    const { attributes, name } = element;
    if (name === 'meta') return undefined;
    const property = attributes['itemprop'] ?? attributes['property'] ?? '';
    const written = attributes['content'] ?? attributes['datetime'] ?? attributes['title'];
    const classes = attributes['class'] ?? '';
    if (/datepublished|datecreated|pubdate/i.test(property))
      push(found, 'itemprop', written ?? textOf(element), dayFirst);
    else if (/datemodified/i.test(property)) push(found, 'modified', written ?? textOf(element), dayFirst);
    else if (name === 'time' || (name === 'abbr' && /published|date/.test(classes))) {
      const names = `${classes} ${element.parent?.attributes['class'] ?? ''}`;
      const isPublished = 'pubdate' in attributes || /publish|entry-date|post-date/i.test(names);
      const source = isPublished ? 'time-published' : /updated|modified/i.test(names) ? 'modified' : 'time-element';
      if (!push(found, source, written ?? '', dayFirst)) push(found, source, textOf(element), dayFirst);
    }
    return undefined;
  });
  return found;
}

function push(found: DateCandidate[], source: string, form: string, dayFirst: boolean): boolean {
  const value = dayOf(form, dayFirst);
  if (value !== null) found.push({ source, form: form.slice(0, 100), value });
  return value !== null;
}

/** Dates in lines of the page, told apart by where they stand and what is written before them. */
function shownDates(survey: Survey, range: ArticleRange, dayFirst: boolean): DateCandidate[] {
  const found: DateCandidate[] = [];
  survey.blocks.forEach((block, at) => {
    const { text } = block;
    // A long paragraph tells of its own date at its beginning or end; the days in between are part of the story.
    const parts = text.length <= 400 ? [text] : [text.slice(0, 80), text.slice(-80)];
    for (const part of parts) {
      for (const { value, form, start } of writtenDates(part, dayFirst).slice(0, 3)) {
        const before = start === 0 ? labelAbove(survey, at) : part.slice(Math.max(0, start - 40), start);
        found.push({ source: sourceOf(survey, range, at, before), form, value });
      }
    }
  });
  return found;
}

/** `Joined`, `Published`: what the cell or line before says of a date that stands alone in its own. */
function labelAbove(survey: Survey, at: number): string {
  const text = survey.blocks[at - 1]?.text ?? '';
  return text.length <= 24 && !/\d/.test(text) ? text : '';
}

function sourceOf(survey: Survey, { first, last }: ArticleRange, at: number, before: string): string {
  const block = survey.blocks[at]!;
  const { length } = block.text;
  if (survey.placements.get(block.element)!.tags.has('footer') && at > last) return 'footer';
  const start = survey.headlineAt >= 0 ? survey.headlineAt : first;
  const isNear = start >= 0 && at >= start - 6 && at <= start + 8;
  const isLink = block.linkLength > 0.8 * length;
  if (MODIFIED_LABEL.test(before)) return 'modified-line';
  if (OTHER_LABEL.test(before)) return 'other-line';
  if (PUBLISHED_LABEL.test(before)) return isNear ? 'stated-near-headline' : 'stated-line';
  if (isNear && length < 120) return isLink ? 'link-near-headline' : 'near-headline';
  if (isLink) return 'link';
  const { parent, attributes } = block.element;
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${parent?.attributes['class'] ?? ''}`;
  if (length < 80 && /date|datum|time|publish|fecha|meta|byline/i.test(names)) return 'date-class';
  if (length < 80 && first >= 0 && at >= first - 6 && at <= first + 1) return 'before-article';
  if (length < 120 && last >= 0 && at >= last - 1 && at <= last + 3) return 'after-article';
  return length < 40 ? 'alone' : 'shown';
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

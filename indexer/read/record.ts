import { z } from 'zod';
import { instantSchema } from '../../core/document.ts';
import { issueLine } from '../../core/issue-words.ts';
import type { RawRecord } from '../../core/reindex-job.ts';
import { readDate } from '../dates/find-dates.ts';
import type { BoilerplateRules } from '../boilerplate.ts';
import { cleanText, toPageLines } from '../page-lines.ts';
import type { ArticleDraft, DateCandidate, StatedFacts } from '../draft.ts';
import { readArticle } from '../steps/split-page.ts';
import { fragmentToText } from './html-fragment.ts';
import { readHtml } from './html.ts';
import { unreadable, type ReadResult } from './read-result.ts';

const text = z.string();
const line = text.transform(cleanText);
/** Absent, null and empty mean the same in the wild. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

/** The names of who wrote it: one, a list, or what holds a `name`, as publishing systems export them. Anything else is left as it is. */
function namesOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = value.map(namesOf).filter((name) => typeof name === 'string' && name !== '');
    return names.length > 0 || value.length === 0 ? names.join(', ') : value;
  }
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
}

/** A raw article as JSON. Fields that are not ours are somebody's notes and left alone. */
const recordSchema = z.object({
  id: optional(z.union([line, z.number().transform(String)])),
  title: optional(line),
  text: optional(text),
  html: optional(text),
  url: optional(line),
  date: optional(line),
  author: z.preprocess(namesOf, optional(line)),
  section: optional(line),
  source: optional(line),
  language: optional(line),
  countries: optional(z.array(line)),
  organisations: optional(z.array(line)),
  embargoUntil: optional(instantSchema),
});

/** Checks the shape of a record; the first fault as one sentence when it has another. */
export function parseRecord(value: unknown): { record: RawRecord } | { fault: string } {
  const parsed = recordSchema.safeParse(value);
  if (parsed.success)
    return { record: Object.fromEntries(Object.entries(parsed.data).filter(([, field]) => field !== undefined)) };
  return { fault: faultOf(parsed.error.issues[0]!) };
}

/** The fields that have their shape, and of each other one a sentence: where text is the article, a slip in one field costs that field alone. */
export function parseFields(fields: Readonly<Record<string, unknown>>): {
  record: RawRecord;
  faults: readonly { readonly field: string; readonly reason: string }[];
} {
  const parsed = recordSchema.safeParse(fields);
  const faulty = new Map(parsed.error?.issues.map((issue) => [issue.path[0], issue]));
  const sound = parseRecord(Object.fromEntries(Object.entries(fields).filter(([name]) => !faulty.has(name))));
  const faults = [...faulty].map(([field, issue]) => ({ field: String(field), reason: faultOf(issue) }));
  return { record: 'record' in sound ? sound.record : {}, faults };
}

function faultOf(issue: z.core.$ZodIssue): string {
  return issue.path.length > 0 ? issueLine(issue) : 'not a JSON object';
}

/** The article of a raw record. What the record states goes with it and wins over what the text shows. */
export function readRecord(
  record: RawRecord,
  place: { file: string; line?: number },
  boilerplate: BoilerplateRules,
): ReadResult {
  const { file } = place;
  const at = {
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(record.id === undefined ? {} : { record: record.id }),
  };
  const title = record.title ?? '';
  if (record.text === undefined && record.html === undefined && title === '')
    return unreadable(file, 'record-empty', 'the record has no text, html or title', at);
  const text =
    record.text ?? (record.html === undefined || isPage(record.html) ? undefined : fragmentToText(record.html));
  const read: ReadResult =
    text === undefined && record.html !== undefined
      ? readHtml(record.html, {
          file,
          ...(record.id === undefined ? {} : { record: record.id }),
          ...(record.url === undefined ? {} : { url: record.url }),
          ...(title === '' ? {} : { title }),
        })
      : { articles: [readArticle(toPageLines(text ?? ''), file, title, boilerplate)], messages: [] };
  if (read.articles.length > 0 && !read.articles.some(({ title, body }) => title !== '' || body.length > 0))
    return unreadable(file, 'record-empty', 'nothing in the record reads like an article', at);
  const date = record.date === undefined ? undefined : { form: record.date, value: statedDate(record.date) };
  const [first, ...others] = read.articles.map((article) => withStated(article, record, date, at));
  const articles = first ? [first, ...others] : [];
  return {
    articles,
    messages: [
      ...read.messages.map((message) => ({ ...moved(message, at.line), ...at })),
      ...dateMessages(date, file, at),
    ],
  };
}

/** Marks of a page, or of what a scraper kept of its body; an editor's text has none of them. */
const PAGE = /<(?:!doctype|html|head|body|main|nav|header|footer|aside|form|link|meta)\b/i;

/** A page has menus and advertisements around its article; what is less than a page is all article. */
function isPage(html: string): boolean {
  return PAGE.test(html);
}

interface StatedDate {
  readonly form: string;
  readonly value: string | null;
}

function withStated(
  article: ArticleDraft,
  record: RawRecord,
  date: StatedDate | undefined,
  at: { line?: number; record?: string },
): ArticleDraft {
  const { url, author, section, source, language, countries, organisations, embargoUntil } = record;
  const stated: StatedFacts = Object.fromEntries(
    Object.entries({
      ...article.stated,
      url,
      author,
      section,
      publisher: source,
      language,
      countries,
      organisations,
      embargoUntil,
    }).flatMap(([key, value]) => {
      const kept = value ?? article.stated[key as keyof StatedFacts];
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
  const candidates: DateCandidate[] =
    date === undefined ? [] : [{ value: date.value, source: 'record', form: date.form }];
  return {
    ...onLine(article, at.line),
    ...at,
    stated,
    dateCandidates: [...candidates, ...article.dateCandidates.map((candidate) => moved(candidate, at.line))],
  };
}

/** Lines of a record's text are none of the file's: all of it stands on the line of the record, or on none that is known. */
function onLine(article: ArticleDraft, line: number | undefined): ArticleDraft {
  const move = <T extends { readonly line?: number }>(parts: readonly T[]): T[] =>
    parts.map((part) => moved(part, line));
  const { dateline, line: _line, ...rest } = article;
  return {
    ...rest,
    body: move(article.body),
    captions: move(article.captions),
    credits: move(article.credits),
    dropped: move(article.dropped),
    messages: move(article.messages),
    ...(dateline !== undefined && { dateline: moved(dateline, line) }),
  };
}

function moved<T extends { readonly line?: number }>(part: T, line: number | undefined): T {
  if (line !== undefined) return { ...part, line };
  const { line: _line, ...rest } = part;
  return rest as T;
}

/** A date that a source states, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null when it cannot be read. */
export function statedDate(written: string | undefined): string | null {
  const read = written === undefined ? null : readDate(written);
  return read ? read.value.slice(0, { year: 4, month: 7, day: 10 }[read.precision]) : null;
}

function dateMessages(
  date: StatedDate | undefined,
  file: string,
  at: { line?: number; record?: string },
): ReadResult['messages'] {
  if (date === undefined || date.value !== null) return [];
  return [
    {
      severity: 'warning',
      rule: 'date-unreadable',
      reason: 'the stated date cannot be read',
      file,
      ...at,
      actual: date.form,
    },
  ];
}

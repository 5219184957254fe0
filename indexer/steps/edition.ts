import type { BoilerplateRule } from '../boilerplate.ts';
import { findDates, readDate } from '../dates/find-dates.ts';
import type { ArticleDraft, DateCandidate } from '../draft.ts';
import { wordsIn } from '../page-lines.ts';
import type { ArticleStart } from './article-start.ts';
import { dayNumber, daysOf } from './days-of.ts';
import { isKicker } from './kickers.ts';
import { isTitleCase, type KindedLine } from './line-kind.ts';
import { isTitleLike } from './title-like.ts';

const MASTHEAD: BoilerplateRule = { id: 'masthead', kind: 'end' };
const NAME_WORDS = 7;
const TITLE_WORDS = 5;

/**
 * Without the name of a paper or a newsletter above the date of its edition: a page whose only date stands at its top, set
 * apart from headlines that have none. Null where the page has no such head.
 */
export function withoutMasthead(lines: readonly KindedLine[]): readonly KindedLine[] | null {
  const text = lines.findIndex(({ kind }) => kind === 'prose');
  const date = lines.findIndex((line) => line.kind === 'date' && daysOf(line).length > 0);
  if (date < 0 || date >= text) return null;
  const end = lines.findIndex(
    ({ blankBefore, kind }, at) => at > date && (blankBefore > 0 || (kind === 'head' && isKicker(lines, at))),
  );
  if (end < 0 || end >= text || !lines.slice(end, text).some(isFullTitle)) return null;
  if (lines.some(({ kind }, at) => at >= end && kind === 'date')) return null;
  const head = lines.slice(0, end);
  if (
    !head.every(
      (line, at) =>
        at === date || line.kind !== 'head' || at > date || isName(line) || (at > 0 && PERIODICAL.test(line.text)),
    )
  )
    return null;
  return lines.map((line, at) =>
    at < end && (line.kind === 'head' || line.kind === 'byline')
      ? { ...line, kind: 'boilerplate', rule: MASTHEAD }
      : line,
  );
}

/** What a paper says of itself below its name. */
const PERIODICAL =
  /(?<!\p{L})(?:daily|weekly|fortnightly|monthly|quarterly|newsletter|newspaper|magazine|journal|review|bulletin|digest|gazette|since \d{4})(?!\p{L})/iu;

function isFullTitle(line: KindedLine): boolean {
  return isTitleLike(line) && wordsIn(line.text) >= TITLE_WORDS;
}

function isName({ text }: KindedLine): boolean {
  return wordsIn(text) <= NAME_WORDS && (!/\p{Ll}{4}/u.test(text) || isTitleCase(text));
}

/** What calls itself so is printed or sent, not a site that shows the day of the visit. */
export const EDITION =
  /(?<![\p{L}\p{M}])(?:editions?|issue|newsletter|digest|briefing|bulletin|in brief|ausgabe|rundbrief|édition|numéro|edición|número|boletín|выпуск|العدد)(?![\p{L}\p{M}])/iu;
const NUMBER =
  /(?<!\p{L})(?:(?:issue|edition) of|(?:vol(?:ume)?|no|nr|number|issue|edition)\.? ?\d{1,3}(?: ?\(\d{1,4}\))?)(?![\p{L}\p{N}])/giu;

/** The month of an issue, `YYYY-MM`: `March 2021 issue`, `Volume 3, No. 2, March 2021`; null for any other line. */
export function monthOfIssue(text: string): string | null {
  if (text.length > ISSUE_LENGTH || !YEAR_LAST.test(text)) return null;
  const rest = text.replace(NUMBER, ' ').replace(EDITION, ' ');
  if (rest === text) return null;
  const read = readDate(rest.replace(/[^\p{L}\p{M}\p{N}.]+/gu, ' '));
  return read?.precision === 'month' ? read.value.slice(0, 7) : null;
}

const ISSUE_LENGTH = 60;
/** But for the word behind it. */
const YEAR_LAST = /(?<!\p{N})(?:19|20)\d\d(?: \p{L}+)?$/u;

/** Of a site, whose head has the clock of the page. */
const MENUS = new Set(['navigation-word', 'site-menu', 'breadcrumb', 'site-path', 'skip-link']);

/** Whether the lines above the first title are an edition's: it says so, or has its name at the date and no menu. */
function isHeadOfEdition(head: readonly KindedLine[]): boolean {
  if (head.some(({ text }) => EDITION.test(text))) return true;
  if (head.some(({ rule }) => MENUS.has(rule?.id ?? ''))) return false;
  const date = head.findLastIndex(({ kind }) => kind === 'date');
  if (namesMore(head[date]?.text ?? '')) return true;
  return head.slice(0, date).some((line) => line.rule === MASTHEAD || (line.kind === 'head' && isName(line)));
}

/** `The Coast Courier | Friday, 15 March 2019` */
function namesMore(text: string): boolean {
  const parts = text.split(/ [|·•–—] /);
  return parts.some((part) => part.includes(' ') && findDates(part).length === 0 && isTitleCase(part));
}

/** What a daily paper prints is of the days before. */
const DAYS_OF_EDITION = 7;

/**
 * The date of an edition above the first title dates all articles of the page that have none of their own. Not where a later
 * one has a date above its title, too, nor where nothing but the date stands there: then it may be the day of the visit. Where an article
 * is younger or much older, it dates none that has a date of its own.
 */
export function withEditionDate(
  drafts: readonly ArticleDraft[],
  starts: readonly ArticleStart[],
  lines: readonly KindedLine[],
): readonly ArticleDraft[] {
  const titleLine = lines[starts[0]?.title ?? -1]?.line;
  if (drafts.length < 2 || titleLine === undefined) return drafts;
  const isAbove = ({ source, line }: DateCandidate): boolean =>
    source === 'stated-line' && (line ?? Infinity) < titleLine;
  const edition = drafts[0]!.dateCandidates.findLast(isAbove);
  if (edition === undefined || !isHeadOfEdition(lines.slice(0, starts[0]!.title))) return drafts;
  if (starts.some(({ from, title }, at) => at > 0 && lines.slice(from, title).some(({ kind }) => kind === 'date')))
    return drafts;
  const day = dayNumber(edition.value);
  const own = drafts.flatMap(({ dateCandidates }) =>
    dateCandidates.filter((date) => date.source.startsWith('stated-') && !isAbove(date)),
  );
  const bare = drafts.map((draft) => withoutDates(draft, isAbove));
  const isOfOthers = own.some((date) => dayNumber(date.value) > day || dayNumber(date.value) < day - DAYS_OF_EDITION);
  if (isOfOthers) return bare[0]!.dateCandidates.some(({ source }) => source === 'stated-line') ? bare : drafts;
  const ofPage: DateCandidate = { ...edition, source: 'edition' };
  return bare.map((draft) => ({ ...draft, dateCandidates: [...draft.dateCandidates, ofPage] }));
}

function withoutDates(draft: ArticleDraft, areOut: (date: DateCandidate) => boolean): ArticleDraft {
  return { ...draft, dateCandidates: draft.dateCandidates.filter((date) => !areOut(date)) };
}

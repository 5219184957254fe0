import { boilerplateRule, type BoilerplateRule, type BoilerplateRules } from '../boilerplate.ts';
import { digitOrder, findDigitDates, readDigitDates } from '../dates/digit-dates.ts';
import { findDates } from '../dates/find-dates.ts';
import { wordsIn, type PageLine } from '../page-lines.ts';
import { TITLE_LENGTH } from './comparable-lines.ts';
import { openingDateline } from './dateline.ts';
import { monthOfIssue } from './edition.ts';
import { hasDateLabel, kindOf, TIME, type KindedLine } from './line-kind.ts';
import { withoutTitleMarks } from './marked-titles.ts';
import { isBareCredit, isLabelledCaption } from './picture-credit.ts';
import { TITLE_WORDS } from './title-like.ts';

/** The kind of every line: by its own form, and where that does not tell by the lines around it. */
export function kindLines(lines: readonly PageLine[], boilerplate: BoilerplateRules): KindedLine[] {
  const kinded = lines.map((line): KindedLine => {
    const rule = boilerplateRule(line.text, boilerplate);
    const { text, blankBefore } = line; // no spread: there are fifty lines in an article
    if (rule === null) return { text, line: line.line, blankBefore, kind: kindOf(text) };
    return { ...line, kind: 'boilerplate', rule };
  });
  return withStandfirsts(
    withListedLines(withoutComments(withPrintedTitles(withMonthOfIssue(withSettledDays(withoutTitleMarks(kinded)))))),
  );
}

/** Longer lines are paragraphs, whose digits may be anything. */
const DAY_LINE_LENGTH = 160;

/** The days of lines that tell them in digits, read as the rest of the page settles it. */
function withSettledDays(lines: KindedLine[]): KindedLine[] {
  const isOpen = ({ kind, text }: KindedLine) =>
    kind === 'date' && findDates(text).length === 0 && findDigitDates(text).length > 0;
  if (!lines.some(isOpen)) return lines;
  const texts = lines.flatMap(({ text }) => (text.length <= DAY_LINE_LENGTH ? [text] : []));
  const told = new Set(texts.flatMap((text) => findDates(text).map(({ value }) => value)));
  const order = digitOrder(texts, told);
  return lines.map((line) => (isOpen(line) ? { ...line, days: readDigitDates(line.text, order) } : line));
}

/** The month of a magazine above the first text. */
function withMonthOfIssue(lines: KindedLine[]): KindedLine[] {
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'prose') break;
    const month = line.kind === 'head' || line.rule?.id === 'page-number' ? monthOfIssue(line.text) : null;
    if (month !== null)
      lines[at] = { text: line.text, line: line.line, blankBefore: line.blankBefore, kind: 'date', days: [month] };
  }
  return lines;
}

const TITLE_WINDOW = 8;

/**
 * What stands above a picture's caption and again below it is a title, whatever it looks like: `WHY THE PIER FELL`,
 * `Is It Safe? Not Yet.`, `New Photos: The Old Pier`. Only captions and marks stand between.
 */
function withPrintedTitles(lines: KindedLine[]): KindedLine[] {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.text.length > TITLE_LENGTH || line.kind === 'marker' || line.kind === 'boilerplate') continue;
    const offset = lines.slice(at + 2, at + 1 + TITLE_WINDOW).findIndex((other) => other.text === line.text);
    if (offset < 0) continue;
    const twin = at + 2 + offset;
    const between = lines.slice(at + 1, twin);
    if (!between.some(showsPicture) || !between.every(isOfPicture)) continue;
    lines[at] = { ...line, kind: 'title' };
    lines[twin] = { ...lines[twin]!, kind: 'title' };
    at = twin;
  }
  return lines;

  /** A mark, or a caption printed twice. */
  function showsPicture({ kind, text }: KindedLine, index: number, between: readonly KindedLine[]): boolean {
    return kind === 'marker' || between[index + 1]?.text === text;
  }

  function isOfPicture({ kind, text }: KindedLine, index: number, between: readonly KindedLine[]): boolean {
    return (kind !== 'prose' && kind !== 'head') || between.some((other, at) => at !== index && other.text === text);
  }
}

const COMMENT: BoilerplateRule = { id: 'readers-comment', kind: 'end' };
/** Lines of one comment: who, when, a few paragraphs, and the button that answers it. */
const COMMENT_LINES = 8;

/** What readers say below an article, from the head of their comments to the last button that answers one. */
function withoutComments(lines: KindedLine[]): KindedLine[] {
  for (let at = 0; at < lines.length; at++) {
    if (!opensComments(lines[at]!)) continue;
    let last = at;
    for (let next = at + 1; next < lines.length && next - last <= COMMENT_LINES; next++) {
      if (lines[next]!.rule?.id === 'comment-button') last = next;
      else if (opensComments(lines[next]!) && next - last > 2) break;
    }
    if (last > at) while (/^\d+$/.test(lines[last + 1]?.text ?? '')) last++; // how many liked it
    for (let line = at + 1; line <= last; line++) lines[line] = { ...lines[line]!, kind: 'boilerplate', rule: COMMENT };
    at = last;
  }
  return lines;
}

function opensComments({ rule, text }: KindedLine): boolean {
  return rule?.id === 'comments' || (rule?.id === 'share-count' && /comment/i.test(text));
}

const LISTED_LENGTH = 110;

/** The headlines below the head of a list of other stories, up to a gap or the text. Some lists have sentences, too. */
function withListedLines(lines: KindedLine[]): KindedLine[] {
  const lastDetail = lines.findLastIndex(isDetail);
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.rule?.kind !== 'listing') continue;
    const gap = lines[at + 1]?.blankBefore ?? 0;
    const ends = (line: KindedLine) => line.blankBefore > gap || (line.kind !== 'head' && !isShortSentence(line));
    const end = findFrom(lines, at + 1, (line) => ends(line) && line.rule?.kind !== 'line');
    const first = lines.slice(at, end).findIndex(isShortSentence);
    const listed =
      first < 0 || (hasSentences(lines.slice(at + 1, end)) && endsArticle(lines, end, lastDetail)) ? end : at + first;
    for (let next = at + 1; next < listed; next++) {
      const line = lines[next]!;
      if (line.kind === 'head' || line.kind === 'prose') lines[next] = { ...line, kind: 'head', listed: true };
    }
    at = listed - 1;
  }
  return lines;
}

/** Two and more, the first not alone between a headline and something else. */
function hasSentences(list: readonly KindedLine[]): boolean {
  const first = list.findIndex(isShortSentence);
  return first > 0 && list[first + 1]?.rule === undefined && list.filter(isShortSentence).length > 1;
}

function isShortSentence({ kind, text }: KindedLine): boolean {
  return kind === 'prose' && text.length <= LISTED_LENGTH && !/[.!?]["”’]? \p{Lu}/u.test(text);
}

/** What tells of another article, or that one has ended. */
function isDetail({ kind, rule }: KindedLine): boolean {
  return kind === 'byline' || kind === 'date' || rule?.kind === 'end';
}

/** Whether what follows is the end of a page or has a detail: before the next text, or behind it where text follows at once. */
function endsArticle(lines: readonly KindedLine[], at: number, lastDetail: number): boolean {
  if (lines[at] === undefined) return true;
  if (isProse(lines[at])) return lastDetail >= at;
  const next = lines[findFrom(lines, at, (line) => isDetail(line) || isProse(line))];
  return next !== undefined && isDetail(next);
}

const STANDFIRST_LENGTH = 240;
const BESIDE_STANDFIRST: ReadonlySet<string> = new Set(['caption', 'marker', 'boilerplate', 'standfirst', 'dateline']);
const HEADER_LINES = 4;
const PICTURE_CREDITS = new Set(['image-source', 'copyright-name', 'picture-agency']);

/**
 * A sentence between a title and its byline or date is no text yet: the header goes on. Right below a picture's credit it
 * is the picture's caption.
 */
function withStandfirsts(lines: KindedLine[]): KindedLine[] {
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.kind !== 'prose' || lines[at - 1]!.kind === 'prose' || line.text.length > STANDFIRST_LENGTH) continue;
    if (isAboveCredit(lines, at)) {
      lines[at] = { ...line, kind: 'caption' };
      continue;
    }
    const title = skip(lines, at, -1);
    const detail = skip(lines, at, 1);
    if (!isTitleAbove(lines[title])) continue;
    if (!isDetailBelow(lines, title, detail) && !beginsStoryBelow(lines, title, at)) continue;
    if (lines.slice(title, detail).some(({ text }, offset) => title + offset !== at && text === line.text)) continue;
    lines[at] = { ...line, kind: isPictureCredit(lines[at - 1]!) ? 'caption' : 'standfirst' };
  }
  return lines;
}

/** The next line, up or down, that is no picture's or page's; down, no section's name either. */
function skip(lines: readonly KindedLine[], at: number, step: 1 | -1): number {
  let next = at + step;
  const isBeside = (line: KindedLine | undefined) =>
    line !== undefined && (BESIDE_STANDFIRST.has(line.kind) || (step > 0 && isShortHead(line)));
  while (Math.abs(next - at) < HEADER_LINES && isBeside(lines[next])) next += step;
  return next;
}

function isTitleAbove(line: KindedLine | undefined): boolean {
  return (line?.kind === 'head' || line?.kind === 'title') && wordsIn(line.text) >= 4;
}

function isShortHead({ kind, text }: KindedLine): boolean {
  return kind === 'head' && wordsIn(text) <= 3;
}

/** A byline, or a date; one without a label only where gaps set the header apart: a chronology has such, too. */
function isDetailBelow(lines: readonly KindedLine[], title: number, detail: number): boolean {
  const line = lines[detail];
  const text = lines[findFrom(lines, detail + 1, isProse)];
  if (line === undefined || text === undefined) return false;
  if (line.kind === 'byline') return true;
  if (line.kind !== 'date') return false;
  const header = lines.slice(title + 1, detail + 1);
  const gap = Math.max(title === 0 ? 0 : lines[title]!.blankBefore, text.blankBefore);
  return (
    hasDateLabel(line.text) ||
    TIME.test(line.text) ||
    header.some(isPictureCredit) ||
    header.every(({ blankBefore }) => blankBefore < gap)
  );
}

/**
 * Where a title has no date: a paragraph that opens with its dateline, or a credited picture between the sentence and the text
 * and a title that is long or stands closer to the sentence than to what is above.
 */
function beginsStoryBelow(lines: readonly KindedLine[], title: number, at: number): boolean {
  const below = lines[at + 1];
  if (title !== at - 1 || below === undefined) return false;
  if (isProse(below)) return openingDateline(below.text) !== null && openingDateline(lines[at]!.text) === null;
  const text = findFrom(lines, at + 1, (line) => line.kind !== 'caption' || isLabelledCaption(line.text));
  if (text === at + 1 || lines[text]?.kind !== 'prose') return false;
  const isCloser = title > 0 && lines[title]!.blankBefore > lines[at]!.blankBefore;
  return isCloser || wordsIn(lines[title]!.text) >= TITLE_WORDS;
}

/** Whether right below stands whose picture it is, and not right above a title, whose standfirst it would be. */
function isAboveCredit(lines: readonly KindedLine[], at: number): boolean {
  const below = lines[at + 1];
  if (below === undefined || below.blankBefore > 0 || !isPictureCredit(below)) return false;
  return lines[at]!.blankBefore > 0 || !isTitleAbove(lines[at - 1]);
}

/** Of an agency or a photographer, on a line of its own. */
function isPictureCredit({ text, rule }: KindedLine): boolean {
  return isBareCredit(text) || PICTURE_CREDITS.has(rule?.id ?? '');
}

function isProse({ kind }: KindedLine): boolean {
  return kind === 'prose';
}

/** The first line from `at` on that holds; the number of lines when none does. */
function findFrom(lines: readonly KindedLine[], at: number, holds: (line: KindedLine) => boolean): number {
  while (at < lines.length && !holds(lines[at]!)) at++;
  return at;
}

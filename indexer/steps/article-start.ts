import { wordsIn } from '../page-lines.ts';
import { openingDateline } from './dateline.ts';
import { titleOf, twinOf, type Header } from './header-title.ts';
import { isTitleCase, tellsTime, type KindedLine } from './line-kind.ts';
import { findBetween, gapWeight, shapeOf, type PageShape } from './page-shape.ts';
import { isLabelledCaption } from './picture-credit.ts';
import { isDoubled, isPrintedAgain } from './printed-again.ts';
import { isTitleLike, TITLE_WORDS } from './title-like.ts';
import { turnsToAnotherStory } from './topic-change.ts';

/** Where an article begins: the indexes of its first line and of its title line. */
export interface ArticleStart {
  readonly from: number;
  readonly title: number;
}

const START_SCORE = 4;
/** What stands at the top of a page has a title, however short. */
const TOP_SCORE = 5;
/** That the words speak of something else is worth nearly as much as all signs of a header. */
const OTHER_STORY = 3;

/** What the header at the top of a page shows of those that follow. */
interface Habits {
  /** The page prints its titles twice at once: then two equal lines are no caption. */
  readonly printsTwice: boolean;
  /** It prints the date below the title: then one above a title is of the story above. */
  readonly datesBelow: boolean;
}

/**
 * The articles of a flat page. Every run of lines that are no prose is weighed as the header of a new article: a title
 * printed twice, a caption with its credit, a byline, a dateline, a gap or a footer before it speak for one.
 */
export function findStarts(lines: readonly KindedLine[]): ArticleStart[] {
  const page = shapeOf(lines);
  const starts: ArticleStart[] = [];
  let habits: Habits = { printsTwice: false, datesBelow: false };
  let end = 0;
  while (end < lines.length) {
    const runStart = end;
    while (end < lines.length && isHeaderLike(page, end)) end++;
    if (end === runStart) {
      end++;
      continue;
    }
    if (end === lines.length && starts.length > 0) break; // nothing follows: the tail of the last article
    const isTop = runStart === 0;
    const from = isTop ? 0 : segmentStart(page, runStart, end, habits.datesBelow);
    const header: Header = { from, end, isTop };
    const title = titleOf(page, header, habits.printsTwice);
    if (title === null) continue;
    if ((isTop || !isEntry(page, runStart, end)) && isStart(page, header, title, habits, starts.at(-1)))
      starts.push({ from, title });
    if (isTop) habits = habitsOf(page, header, title);
  }
  return starts;
}

function habitsOf({ lines, keys }: PageShape, { end }: Header, title: number): Habits {
  const firstDate = findBetween(0, end, (at) => lines[at]!.kind === 'date');
  return { printsTwice: keys[title] === keys[title + 1], datesBelow: firstDate > title };
}

function isStart(
  page: PageShape,
  header: Header,
  title: number,
  { printsTwice }: Habits,
  previous: ArticleStart | undefined,
): boolean {
  const missing = START_SCORE - scoreOf(page, header, title, printsTwice) - (header.isTop ? TOP_SCORE : 0);
  return missing <= 0 || (missing <= OTHER_STORY && turnsToAnotherStory(page.lines, previous, title));
}

/** Of a live blog, without a day of its own. */
function isEntry({ lines, entries }: PageShape, from: number, end: number): boolean {
  return (
    findBetween(from, end, (at) => entries.has(at)) >= 0 &&
    findBetween(from, end, (at) => lines[at]!.kind === 'date') < 0
  );
}

function isHeaderLike(page: PageShape, at: number): boolean {
  if (page.lines[at]!.kind !== 'prose') return true;
  return page.repeated.has(at) && !isOfDoubledText(page, at) && isNearHeader(page, at);
}

/** Beside another paragraph that is printed again, too: the text of the article stands there twice. */
function isOfDoubledText({ lines, keys, repeated }: PageShape, at: number): boolean {
  return [at - 1, at + 1].some(
    (near) => lines[near]?.kind === 'prose' && repeated.has(near) && keys[near] !== keys[at],
  );
}

/** A repeated sentence is a caption that lost its credit only where a title stands close by. */
function isNearHeader({ lines, repeated }: PageShape, at: number): boolean {
  const isHeader = (near: number): boolean => near !== at && repeated.has(near) && isHead(lines[near]!);
  return findBetween(Math.max(0, at - 6), Math.min(lines.length, at + 7), isHeader) >= 0;
}

function isHead({ kind }: KindedLine): boolean {
  return kind === 'head' || kind === 'title';
}

/**
 * Within a run, what stands before its last page break or widest gap belongs to the article above. Not where a title
 * stands above the gap and again below it: that is one header.
 */
function segmentStart(page: PageShape, start: number, end: number, datesBelow: boolean): number {
  const { lines, keys } = page;
  let lastTitle = -1;
  const lastOf = new Map<string, number>();
  for (let at = start; at < end; at++) {
    if (lines[at]!.kind === 'title' || isTitleLike(lines[at]!)) lastTitle = at;
    if (isHead(lines[at]!)) lastOf.set(keys[at]!, at);
  }
  let from = start;
  while (datesBelow && from < lastTitle && lines[from]!.kind === 'date') from++;
  let lastPrinted = -1; // of the heads that have been passed
  for (let at = from + 1; at <= lastTitle; at++) {
    if (isHead(lines[at - 1]!)) lastPrinted = Math.max(lastPrinted, lastOf.get(keys[at - 1]!)!);
    else if (isPrintedAgain(keys[at - 1]!, keys[lastTitle]!)) lastPrinted = lastTitle; // behind its day: `[2 May 2021] Storm …`
    if (breakWeight(lines, at) + gapWeight(page, at) > 0 && lastPrinted < at) from = at;
  }
  return from;
}

/** What the line before says of a page or an article that ends there. */
function breakWeight(lines: readonly KindedLine[], at: number): number {
  const before = lines[at - 1];
  if (before?.rule?.kind === 'end') return 3;
  if (before?.rule?.id === 'rule-line' && wordsIn(lines[at]!.text) >= TITLE_WORDS) return 3;
  return before?.kind === 'clock' || before?.rule?.kind === 'break' ? 2 : 0;
}

/** How much a run of lines with a title speaks for an article that begins there. */
function scoreOf(page: PageShape, { from, end }: Header, title: number, printsTwice: boolean): number {
  const { lines, repeated, kicked } = page;
  const run = lines.slice(from, end);
  const has = (kind: KindedLine['kind']): boolean => run.some((line) => line.kind === kind);
  if (has('title')) return START_SCORE;
  const next = lines[end];
  const words = wordsIn(lines[title]!.text);
  let score = 0;
  if (repeated.has(title) && twinOf(page, title, from, end) >= 0) score += printsTwice ? 3 : 2;
  // A label stands before every picture of some sites, in the middle of articles too.
  if (run.some(({ text }, offset) => from + offset > title && isDoubled(text, run[offset + 1]))) score += 3;
  else if (run.some(({ kind, text }) => kind === 'caption' && !isLabelledCaption(text))) score += 2;
  if (has('standfirst') && words >= TITLE_WORDS) score += 1;
  if (kicked.has(title)) score += 3;
  if (has('marker')) score += 2;
  if (has('byline')) score += 3;
  if (run.some((line, offset) => tellsTime(line) && (line.kind === 'date' || from + offset > title))) score += 3;
  if (has('dateline') || (next?.kind === 'prose' && openingDateline(next.text) !== null)) score += 2;
  score += Math.max(breakWeight(lines, from), has('clock') ? 2 : 0);
  score += gapWeight(page, from);
  if (isTitleCase(lines[title]!.text)) score += 1;
  score += words >= 5 && words <= 25 ? 1 : -1;
  return score;
}

import { isShouted, medianGap } from '../page-lines.ts';
import { comparableTitle } from './comparable-lines.ts';
import { openingDateline } from './dateline.ts';
import { isTitleCase, tellsTime, type KindedLine } from './line-kind.ts';
import { liveEntries } from './live-entries.ts';
import { isLabelledCaption } from './picture-credit.ts';
import { isKicker, titlesBelowKickers } from './kickers.ts';
import { isDoubled, isOfMenu, isPrintedAgain, labelLines, repeatedLines } from './printed-again.ts';
import { isTitleLike } from './title-like.ts';
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
/** Names of offices and papers are mostly shorter. */
const FULL_WORDS = 5;
/** Sub-heads are mostly shorter. */
const TITLE_WORDS = 6;

/**
 * The articles of a flat page. Every run of lines that are no prose is weighed as the header of a new article: a title
 * printed twice, a caption with its credit, a byline, a dateline, a gap or a footer before it speak for one.
 */
export function findStarts(lines: readonly KindedLine[]): ArticleStart[] {
  const keys = lines.map((line) => comparableTitle(line.text));
  const repeated = repeatedLines(keys);
  const labels = labelLines(lines);
  const kicked = titlesBelowKickers(lines);
  const entries = liveEntries(lines);
  const usualGap = medianGap(lines);
  const gapsPartArticles = lines.every(
    ({ kind, blankBefore }, at) => at === 0 || blankBefore <= usualGap || kind !== 'prose',
  );
  const gapsPrecedeTitles =
    gapsPartArticles &&
    lines.every(
      ({ kind, blankBefore, text }, at) =>
        at === 0 ||
        blankBefore <= usualGap ||
        kind !== 'head' ||
        text.split(' ').length >= TITLE_WORDS ||
        isKicker(lines, at),
    );
  const starts: ArticleStart[] = [];
  let printsTwice = false; // whether the page prints its titles twice at once: then two equal lines are no caption
  let datesBelow = false; // whether it prints the date below its title: then one above a title is of the story above
  let index = 0;
  while (index < lines.length) {
    if (!isHeaderLike(index)) {
      index++;
      continue;
    }
    const runStart = index;
    while (index < lines.length && isHeaderLike(index)) index++;
    if (index === lines.length && starts.length > 0) break; // nothing follows: the tail of the last article
    const isTop = runStart === 0;
    const from = isTop ? 0 : segmentStart(runStart, index);
    const title = titleOf(from, index, isTop);
    if (title !== null && (isTop || !isEntry(runStart, index)) && isStart(from, index, title, isTop))
      starts.push({ from, title });
    if (!isTop || title === null) continue;
    printsTwice = keys[title] === keys[title + 1];
    datesBelow = lines.slice(0, index).findIndex(({ kind }) => kind === 'date') > title;
  }
  return starts;

  function isStart(from: number, end: number, title: number, isTop: boolean): boolean {
    const missing = START_SCORE - scoreOf(from, end, title) - (isTop ? TOP_SCORE : 0);
    return missing <= 0 || (missing <= OTHER_STORY && turnsToAnotherStory(lines, starts.at(-1), title));
  }

  /** Of a live blog, without a day of its own. */
  function isEntry(from: number, end: number): boolean {
    return (
      findBetween(from, end, (at) => entries.has(at)) >= 0 &&
      findBetween(from, end, (at) => lines[at]!.kind === 'date') < 0
    );
  }

  function isHeaderLike(at: number): boolean {
    return lines[at]!.kind !== 'prose' || (repeated.has(at) && !isOfDoubledText(at) && isNearHeader(at));
  }

  /** Beside another paragraph that is printed again, too: the text of the article stands there twice. */
  function isOfDoubledText(at: number): boolean {
    return [at - 1, at + 1].some(
      (near) => lines[near]?.kind === 'prose' && repeated.has(near) && keys[near] !== keys[at],
    );
  }

  /** A repeated sentence is a caption that lost its credit only where a title stands close by. */
  function isNearHeader(at: number): boolean {
    for (let near = Math.max(0, at - 6); near <= Math.min(lines.length - 1, at + 6); near++) {
      if (near !== at && repeated.has(near) && /^(?:head|title)$/.test(lines[near]!.kind)) return true;
    }
    return false;
  }

  /**
   * Within a run, what stands before its last page break or widest gap belongs to the article above. Not where a title
   * stands above the gap and again below it: that is one header.
   */
  function segmentStart(start: number, end: number): number {
    const isHead = (at: number): boolean => /^(?:head|title)$/.test(lines[at]!.kind);
    let lastTitle = -1;
    const lastOf = new Map<string, number>();
    for (let at = start; at < end; at++) {
      if (lines[at]!.kind === 'title' || isTitleLike(lines[at]!)) lastTitle = at;
      if (isHead(at)) lastOf.set(keys[at]!, at);
    }
    let from = start;
    while (datesBelow && from < lastTitle && lines[from]!.kind === 'date') from++;
    let lastPrinted = -1; // of the heads that have been passed
    for (let at = from + 1; at <= lastTitle; at++) {
      if (isHead(at - 1)) lastPrinted = Math.max(lastPrinted, lastOf.get(keys[at - 1]!)!);
      else if (isPrintedAgain(keys[at - 1]!, keys[lastTitle]!)) lastPrinted = lastTitle; // behind its day: `[2 May 2021] Storm …`
      if (breakWeight(at) + gapWeight(at) > 0 && lastPrinted < at) from = at;
    }
    return from;
  }

  /** What the line before says of a page or an article that ends there. */
  function breakWeight(at: number): number {
    const before = lines[at - 1];
    if (before?.rule?.kind === 'end') return 3;
    if (before?.rule?.id === 'rule-line' && wordsOf(at) >= TITLE_WORDS) return 3;
    return before?.kind === 'clock' || before?.rule?.kind === 'break' ? 2 : 0;
  }

  function gapWeight(at: number): number {
    const gap = lines[at]!.blankBefore;
    if (gap > usualGap && gapsPartArticles) return gap >= usualGap + 2 || gapsPrecedeTitles ? 3 : 2;
    return gap >= 2 && gap > usualGap ? (gap >= usualGap + 3 ? 2 : 1) : 0;
  }

  function titleOf(from: number, end: number, isTop: boolean): number | null {
    const printed = findBetween(from, end, (at) => lines[at]!.kind === 'title');
    if (printed >= 0) return printed;
    const parted = isTop ? partingRule(from, end) : -1;
    if (parted >= 0) return titleOf(parted + 1, end, false) ?? titleOf(from, parted, false);
    const titleLike: number[] = [];
    for (let at = from; at < end; at++) if (isTitleLike(lines[at]!)) titleLike.push(at);
    const unlisted = titleLike.filter((at) => lines[at]!.listed !== true);
    const unlabelled = unlisted.filter((at) => !labels.has(at));
    const heads = unlabelled.length > 0 ? unlabelled : unlisted;
    const longListed = titleLike.filter((at) => lines[at]!.listed === true && wordsOf(at) >= 4);
    if (longListed.length > 0 && !heads.some((at) => wordsOf(at) >= 4)) return lastBeforeDetails(longListed, end);
    const twice = heads.find((at) => lines[at]!.text.includes(' ') && repeated.has(at) && twinOf(at, from, end) >= 0);
    if (twice !== undefined && (printsTwice || !isCaption(twice, heads)))
      return withoutSiteName(twice, twinOf(twice, from, end));
    const long = heads.filter((at) => wordsOf(at) >= 4);
    const anyHead = isTop ? findBetween(from, end, (at) => lines[at]!.kind === 'head') : -1;
    const fullHead = isTop
      ? findBetween(from, end, (at) => lines[at]!.kind === 'head' && wordsOf(at) >= FULL_WORDS)
      : -1;
    if (fullHead >= 0 && isShouted(lines[fullHead]!.text)) return fullHead;
    if (isTop && long.length > 0) return topTitle(long, end);
    if (long.length > 3 && gapWeight(from) < 2) return lastBeforeDetails(long, end); // a list of headlines, then the article's own
    return long[0] ?? heads[0] ?? (anyHead >= 0 ? anyHead : null);
  }

  /** The first drawn line of a header that comes again behind it above other than text, −1 without one: what stands above it is the page's. */
  function partingRule(from: number, end: number): number {
    const isRule = (line: KindedLine): boolean => line.rule?.id === 'rule-line';
    const opens = (at: number): boolean => !['prose', 'boilerplate'].includes(lines[at]?.kind ?? 'prose');
    const drawn = lines.filter((line, at) => at >= end && isRule(line) && opens(at + 1));
    const later = new Set(drawn.map(({ text }) => text));
    return findBetween(from, end, (at) => isRule(lines[at]!) && later.has(lines[at]!.text));
  }

  /** Of the headlines at the top of a page, above the first detail, the one with the widest gap before it: menus have none. */
  function topTitle(heads: readonly number[], end: number): number {
    const last = lastBeforeDetails(heads, end);
    const short = heads.filter((at) => at <= last);
    const full = short.filter((at) => wordsOf(at) >= FULL_WORDS);
    const above = full.length > 0 ? full : short;
    const gaps = above.map((at) => (at === 0 ? Infinity : lines[at]!.blankBefore));
    const widest = gaps.reduce((most, gap) => Math.max(most, gap), 0);
    if (above.length > 3 && gaps.every((gap) => gap === widest)) return last; // a list of headlines, then the article's own
    return above[gaps.indexOf(widest)]!;
  }

  /** Printed twice at once below a title: a caption that lost its credit. */
  function isCaption(twice: number, heads: readonly number[]): boolean {
    const places = heads.filter((at) => keys[at] === keys[twice]);
    const isTogether = places.every((at, index) => at === twice + index && lines[at]!.text === lines[twice]!.text);
    return isTogether && heads.some((at) => at < twice && wordsOf(at) >= 4);
  }

  /** The other printing of a title in a header, −1 when there is none. */
  function twinOf(at: number, from: number, end: number): number {
    const isTwin = (other: number) => isPrintedAgain(keys[other]!, keys[at]!) && !isOfMenu(lines[other]!, lines[at]!);
    return findBetween(from, end, (other) => other !== at && isTwin(other));
  }

  function withoutSiteName(one: number, other: number): number {
    const isShorter = lines[other]!.text.length < lines[one]!.text.length && lines[other]!.kind === 'head';
    return isShorter ? other : one;
  }

  function lastBeforeDetails(heads: readonly number[], end: number): number {
    const isDetail = (at: number) => ['byline', 'date', 'caption', 'dateline'].includes(lines[at]!.kind);
    const details = findBetween(heads[0]! + 1, end, isDetail);
    return heads.filter((at) => details < 0 || at < details).at(-1) ?? heads.at(-1)!;
  }

  function wordsOf(at: number): number {
    return lines[at]!.text.split(' ').length;
  }

  function scoreOf(from: number, end: number, title: number): number {
    const run = lines.slice(from, end);
    const has = (kind: KindedLine['kind']) => run.some((line) => line.kind === kind);
    const next = lines[end];
    if (has('title')) return START_SCORE;
    let score = 0;
    if (repeated.has(title) && twinOf(title, from, end) >= 0) score += printsTwice ? 3 : 2;
    // A label stands before every picture of some sites, in the middle of articles too.
    if (run.some(({ text }, offset) => from + offset > title && isDoubled(text, run[offset + 1]))) score += 3;
    else if (run.some(({ kind, text }) => kind === 'caption' && !isLabelledCaption(text))) score += 2;
    if (has('standfirst') && wordsOf(title) >= TITLE_WORDS) score += 1;
    if (kicked.has(title)) score += 3;
    if (has('marker')) score += 2;
    if (has('byline')) score += 3;
    if (run.some((line, offset) => tellsTime(line) && (line.kind === 'date' || from + offset > title))) score += 3;
    if (has('dateline') || (next?.kind === 'prose' && openingDateline(next.text) !== null)) score += 2;
    score += Math.max(breakWeight(from), has('clock') ? 2 : 0);
    score += gapWeight(from);
    if (isTitleCase(lines[title]!.text)) score += 1;
    score += wordsOf(title) >= 5 && wordsOf(title) <= 25 ? 1 : -1;
    return score;
  }
}

/** The first index of a range that holds, −1 when none does. Ranges are short, pages are not. */
function findBetween(from: number, end: number, holds: (at: number) => boolean): number {
  for (let at = from; at < end; at++) if (holds(at)) return at;
  return -1;
}

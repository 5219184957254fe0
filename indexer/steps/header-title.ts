import { isShouted, wordsIn } from '../page-lines.ts';
import type { KindedLine } from './line-kind.ts';
import { findBetween, gapWeight, type PageShape } from './page-shape.ts';
import { isOfMenu, isPrintedAgain } from './printed-again.ts';
import { isTitleLike } from './title-like.ts';

/** A run of lines without prose, from one up to another, that may be the header of an article. */
export interface Header {
  readonly from: number;
  readonly end: number;
  /** It stands at the top of the page. */
  readonly isTop: boolean;
}

/** Names of offices and papers are mostly shorter. */
const FULL_WORDS = 5;
/** Names of sections are mostly shorter. */
const LONG_WORDS = 4;
/** More headlines than so many are a list. */
const MOST_HEADS = 3;

/** The line of a header that is its title; null when none looks like one. `printsTwice`: the page prints its titles twice at once. */
export function titleOf(page: PageShape, header: Header, printsTwice: boolean): number | null {
  const { lines, repeated, labels } = page;
  const { from, end, isTop } = header;
  const printed = findBetween(from, end, (at) => lines[at]!.kind === 'title');
  if (printed >= 0) return printed;
  const parted = isTop ? partingRule(page, header) : -1;
  if (parted >= 0) {
    const below = titleOf(page, { from: parted + 1, end, isTop: false }, printsTwice);
    return below ?? titleOf(page, { from, end: parted, isTop: false }, printsTwice);
  }
  const isLong = (at: number): boolean => wordsIn(lines[at]!.text) >= LONG_WORDS;
  const titleLike: number[] = [];
  for (let at = from; at < end; at++) if (isTitleLike(lines[at]!)) titleLike.push(at);
  const unlisted = titleLike.filter((at) => lines[at]!.listed !== true);
  const unlabelled = unlisted.filter((at) => !labels.has(at));
  const heads = unlabelled.length > 0 ? unlabelled : unlisted;
  const longListed = titleLike.filter((at) => lines[at]!.listed === true && isLong(at));
  if (longListed.length > 0 && !heads.some(isLong)) return lastBeforeDetails(lines, longListed, end);
  const twice = heads.find(
    (at) => lines[at]!.text.includes(' ') && repeated.has(at) && twinOf(page, at, from, end) >= 0,
  );
  if (twice !== undefined && (printsTwice || !isCaption(page, twice, heads)))
    return withoutSiteName(lines, twice, twinOf(page, twice, from, end));
  const long = heads.filter(isLong);
  if (isTop) {
    const full = findBetween(from, end, (at) => lines[at]!.kind === 'head' && wordsIn(lines[at]!.text) >= FULL_WORDS);
    if (full >= 0 && isShouted(lines[full]!.text)) return full;
    if (long.length > 0) return topTitle(lines, long, end);
  }
  if (long.length > MOST_HEADS && gapWeight(page, from) < 2) return lastBeforeDetails(lines, long, end);
  const anyHead = isTop ? findBetween(from, end, (at) => lines[at]!.kind === 'head') : -1;
  return long[0] ?? heads[0] ?? (anyHead >= 0 ? anyHead : null);
}

/** The first drawn line of a header that comes again behind it above other than text, −1 without one: what stands above it is the page's. */
function partingRule({ lines }: PageShape, { from, end }: Header): number {
  const isRule = (line: KindedLine): boolean => line.rule?.id === 'rule-line';
  const opens = (at: number): boolean => !['prose', 'boilerplate'].includes(lines[at]?.kind ?? 'prose');
  const drawn = lines.filter((line, at) => at >= end && isRule(line) && opens(at + 1));
  const later = new Set(drawn.map(({ text }) => text));
  return findBetween(from, end, (at) => isRule(lines[at]!) && later.has(lines[at]!.text));
}

/** Of the headlines at the top of a page, above the first detail, the one with the widest gap before it: menus have none. */
function topTitle(lines: readonly KindedLine[], heads: readonly number[], end: number): number {
  const last = lastBeforeDetails(lines, heads, end);
  const short = heads.filter((at) => at <= last);
  const full = short.filter((at) => wordsIn(lines[at]!.text) >= FULL_WORDS);
  const above = full.length > 0 ? full : short;
  const gaps = above.map((at) => (at === 0 ? Infinity : lines[at]!.blankBefore));
  const widest = gaps.reduce((most, gap) => Math.max(most, gap), 0);
  if (above.length > MOST_HEADS && gaps.every((gap) => gap === widest)) return last;
  return above[gaps.indexOf(widest)]!;
}

/** Printed twice at once below a title: a caption that lost its credit. */
function isCaption({ lines, keys }: PageShape, twice: number, heads: readonly number[]): boolean {
  const places = heads.filter((at) => keys[at] === keys[twice]);
  const isTogether = places.every((at, index) => at === twice + index && lines[at]!.text === lines[twice]!.text);
  return isTogether && heads.some((at) => at < twice && wordsIn(lines[at]!.text) >= LONG_WORDS);
}

/** The other printing of a title in a header, −1 when there is none. */
export function twinOf({ lines, keys }: PageShape, at: number, from: number, end: number): number {
  const isTwin = (other: number): boolean =>
    isPrintedAgain(keys[other]!, keys[at]!) && !isOfMenu(lines[other]!, lines[at]!);
  return findBetween(from, end, (other) => other !== at && isTwin(other));
}

function withoutSiteName(lines: readonly KindedLine[], one: number, other: number): number {
  const isShorter = lines[other]!.text.length < lines[one]!.text.length && lines[other]!.kind === 'head';
  return isShorter ? other : one;
}

/** Of a list of headlines the article's own: the last above who wrote it, and when. */
function lastBeforeDetails(lines: readonly KindedLine[], heads: readonly number[], end: number): number {
  const isDetail = (at: number): boolean => ['byline', 'date', 'caption', 'dateline'].includes(lines[at]!.kind);
  const details = findBetween(heads[0]! + 1, end, isDetail);
  return heads.filter((at) => details < 0 || at < details).at(-1) ?? heads.at(-1)!;
}

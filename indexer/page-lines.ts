import type { SourceLine } from './draft.ts';
import { Hyphenation } from './hyphenation.ts';
import { isDirection, unitsOf } from './text-units.ts';

/** A line of flat text, cleaned, with the gap that stood before it. Blank lines are gaps, not lines. */
export interface PageLine extends SourceLine {
  readonly line: number;
  readonly blankBefore: number;
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029\u0085\f\v]/;
/** A word may break at the first, and may not at the others; neither is seen. `\s` takes the last for a space. */
const WITHIN_WORDS = /[\u00ad\u2060\ufeff]/g;
const BLANKS = /[\s\u200b]+/g;

/** All that cleaning may change beside composition and runs of spaces, and halves of pairs that are whole. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNCLEAN = /[^\S ]|[\0-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]/;
const UNCLEAN_UNITS = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  Number(UNCLEAN.test(String.fromCharCode(unit))),
);
const SPACE = 0x20;

/**
 * Text in Unicode composed form, without lone surrogates, control and zero-width characters, runs of blanks as one space. Blanks
 * and marks of direction at its ends go: rules look there for how a line begins and ends, and a line of such marks is empty.
 */
export function cleanText(text: string): string {
  return cleanComposed(text.normalize('NFC'));
}

/** Whether cleaning would change nothing, as with most lines. */
function isClean(text: string): boolean {
  const units = unitsOf(text);
  let before = SPACE;
  for (let at = 0; at < text.length; at++) {
    const unit = units[at]!;
    if (UNCLEAN_UNITS[unit] === 1 || (unit === SPACE && before === SPACE)) return false;
    before = unit;
  }
  return text === '' || !(isEdge(before) || isEdge(units[0]!));
}

function cleanComposed(composed: string): string {
  if (isClean(composed)) return composed;
  const whole = composed.replace(/\p{Cs}/gu, '\ufffd').normalize('NFC');
  return trimmed(
    whole
      .replace(WITHIN_WORDS, '')
      .replace(BLANKS, ' ')
      .replace(/\p{Cc}/gu, ''),
  );
}

/** No pattern: from each mark of a long run it would look for the end anew. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isEdge(text.charCodeAt(from))) from++;
  while (from < to && isEdge(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isEdge(unit: number): boolean {
  return unit === SPACE || isDirection(unit);
}

/** The lines of a text that hold something, numbered from `firstLine`, hard-wrapped paragraphs joined again. */
export function toPageLines(text: string, firstLine = 1): PageLine[] {
  const lines: PageLine[] = [];
  const broken = new Set<number>(); // lines that end within a word
  let blankBefore = 0;
  for (const [index, raw] of text.normalize('NFC').split(LINE_BREAK).entries()) {
    const line = cleanComposed(raw);
    if (line === '') {
      blankBefore++;
      continue;
    }
    lines.push({ text: line, line: firstLine + index, blankBefore });
    if (raw.includes(SOFT_HYPHEN) && raw.trimEnd().endsWith(SOFT_HYPHEN)) broken.add(firstLine + index);
    blankBefore = 0;
  }
  return joinWrapped(collapseDoubled(lines), broken);
}

/** Stands where a word may be broken; at the end of a line it was. */
const SOFT_HYPHEN = '\u00ad';

/** A scraper that prints every line twice: when at least 40 % of the long lines are followed by themselves. */
function collapseDoubled(lines: readonly PageLine[]): PageLine[] {
  let long = 0;
  let doubled = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text.length < 60) continue;
    long++;
    if (lines[index + 1]?.text === line.text) doubled++;
  }
  if (long < 4 || doubled < 0.4 * long) return [...lines];
  return lines.filter((line, index) => lines[index - 1]?.text !== line.text);
}

/** Of what is looked at to tell whether a page is wrapped: as most are, or in narrow columns. */
const WRAP_MIN = 50;
const NARROW_MIN = 30;
const WRAP_MAX = 100;
/** Of the column: a line that is shorter was not full, whatever follows. */
const WRAP_SHARE = 0.6;
const COLUMN_SLACK = 5;
/** A line that is so much longer than those that go on was not wrapped. */
const COLUMN_EXCESS = 2;

/**
 * Text wrapped at a column (old wires, mailed text): a long line that was full, or that goes on in small letters, becomes one
 * with the next; what ends before the column (a title, a paragraph) stays as it is. On any page lines that end within a word do.
 */
function joinWrapped(lines: readonly PageLine[], broken: ReadonlySet<number>): PageLine[] {
  const column = columnOf(lines, WRAP_MIN) ?? columnOf(lines, NARROW_MIN);
  if (column === null && broken.size === 0) return [...lines];
  const hyphens = new Hyphenation(lines.map(({ text }) => text));
  const joined: { readonly first: PageLine; readonly parts: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    const last = joined.at(-1);
    const isNext = previous !== undefined && line.blankBefore === 0;
    if (last && isNext && broken.has(previous.line) && goesOn(line)) last.parts.push(line.text);
    else if (last && isNext && column !== null && wasWrapped(previous, line, column)) {
      const { dropsHyphen, gap } = hyphens.between(previous.text, line.text);
      if (dropsHyphen) last.parts.push(last.parts.pop()!.slice(0, -1));
      last.parts.push(gap + line.text);
    } else joined.push({ first: line, parts: [line.text] });
  }
  return joined.map(({ first, parts }) => (parts.length === 1 ? first : { ...first, text: parts.join('') }));
}

/** The column that most long lines were wrapped at, as their neighbours right below go on in small letters; null on other pages. */
function columnOf(lines: readonly PageLine[], least: number): number | null {
  let long = 0;
  let wrapped = 0;
  let continued = 0;
  let column = 0;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    const isTooLong = line.text.length > WRAP_MAX;
    if (isTooLong) long++;
    if (isTooLong || next === undefined || next.blankBefore > 0 || line.text.length < least) continue;
    long++;
    wrapped++;
    if (!goesOn(next)) continue;
    continued++;
    column = Math.max(column, line.text.length);
  }
  return long < 4 || wrapped < 0.7 * long || continued < 0.4 * long ? null : column;
}

function wasWrapped(line: PageLine, next: PageLine, column: number): boolean {
  if (line.text.length > WRAP_MAX || line.text.length < WRAP_SHARE * column) return false;
  return goesOn(next) || isFull(line, next, column);
}

function goesOn({ text }: PageLine): boolean {
  return /^\p{Ll}/u.test(text);
}

/** Whether the first word of the next line had no room; columns are kept to within a few letters. */
function isFull(line: PageLine, next: PageLine, column: number): boolean {
  if (isTitleOf(line, next) || Math.max(line.text.length, next.text.length) > column + COLUMN_EXCESS) return false;
  return line.text.length + 1 + next.text.split(' ', 1)[0]!.length > column - COLUMN_SLACK;
}

/** In capitals, above text that is not. */
function isTitleOf(line: PageLine, next: PageLine): boolean {
  return isShouted(line.text) && !isShouted(next.text);
}

/** Whether a line has capitals alone. */
export function isShouted(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** How many words a line has. */
export function wordsIn(text: string): number {
  return text.split(' ').length;
}

/** The gap before most lines. */
export function medianGap(lines: readonly PageLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line) => line.blankBefore)
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? 0;
}

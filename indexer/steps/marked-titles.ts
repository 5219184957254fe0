import { wordsIn } from '../page-lines.ts';
import { EDITION } from './edition.ts';
import { hasDateLabel, kindOf, wordsBesideDates, type KindedLine } from './line-kind.ts';

const LONGEST = 200;
const TITLE_WORDS = 4;
/** A digest that does not say so is called by fewer; what has more above the first mark is the title of a list or a chronology. */
const NAME_WORDS = 4;
/** Lines between a title and its text. */
const HEADER_LINES = 4;

/** `Title | 3 May 2021`, `Title - 3 May 2021`, `Title (3 May 2021)`, `[3 May 2021] Title`, `3 May 2021: Title` */
const DAY_LAST = /^(?<title>.+?)(?:(?<stroke> ?\| )|,? [-–—•·] |(?= [([]))(?<day>[^|•·–—]{6,40})$/u;
const DAY_FIRST =
  /^(?<day>[([][^()[\]]{6,40}[)\]]|[^()[\]|•·–—]{6,40}?)(?::|(?<stroke> ?\|)| ?[-–—•·]|(?<=[)\]])) (?<title>.+)$/u;
const NUMBER = /^(?<number>\d{1,2})[.)] (?<title>.+)$/u;

/**
 * Titles that bear a mark of their page: the day of the article in the same line, which becomes a line of its own, or the
 * number of an item of a digest. Not the days and items of an article, which have its title or its first words above them.
 */
export function withoutTitleMarks(lines: KindedLine[]): KindedLine[] {
  if (!lines.some(isMarked)) return lines;
  return withoutNumbers(withoutDays(lines));
}

function isMarked({ kind, text }: KindedLine): boolean {
  return (kind === 'head' || kind === 'date') && text.length <= LONGEST && /\p{Nd}/u.test(text);
}

interface DatedTitle {
  readonly title: string;
  readonly day: string;
  /** No sentence has one: it parts what the site prints together. */
  readonly hasStroke: boolean;
}

function withoutDays(lines: KindedLine[]): KindedLine[] {
  const found = new Map<number, DatedTitle>();
  for (const [at, line] of lines.entries()) {
    const dated = isMarked(line) && isAboveText(lines, at) ? datedTitle(line.text) : null;
    if (dated !== null) found.set(at, dated);
  }
  const first = found.keys().next().value;
  if (first === undefined) return lines;
  if (!opensPage(lines, first))
    for (const [at, { hasStroke }] of found) if (!hasStroke || isBelowTitle(lines, at)) found.delete(at);
  return lines.flatMap((line, at) => {
    const dated = found.get(at);
    if (dated === undefined) return [line];
    const isAlone = found.size === 1 && !dated.hasStroke; // then it may be of the title: `Bulletin of the coast - 3 May 2021`
    const title: KindedLine = { ...line, kind: 'head', text: isAlone ? line.text : dated.title };
    return [title, { ...line, kind: 'date', text: dated.day, blankBefore: 0 }];
  });
}

function datedTitle(text: string): DatedTitle | null {
  for (const form of [DAY_LAST, DAY_FIRST]) {
    const { title, day, stroke } = form.exec(text)?.groups ?? {};
    if (title === undefined || day === undefined || wordsBesideDates(day) > 0 || wordsIn(title) < TITLE_WORDS) continue;
    if (kindOf(title) === 'head' && !/ [|·•] /.test(title) && !hasDateLabel(day))
      return { title, day, hasStroke: stroke !== undefined };
  }
  return null;
}

function withoutNumbers(lines: KindedLine[]): KindedLine[] {
  const titles = new Map<number, string>();
  for (const [at, line] of lines.entries()) {
    const { number, title } = (line.kind === 'head' && NUMBER.exec(line.text)?.groups) || {};
    if (title === undefined || Number(number) !== titles.size + 1) continue;
    if (wordsIn(title) >= TITLE_WORDS && isAboveText(lines, at)) titles.set(at, title);
  }
  const first = titles.keys().next().value;
  if (first === undefined || titles.size < 2 || !opensPage(lines, first)) return lines;
  return lines.map((line, at) => (titles.has(at) ? { ...line, kind: 'title', text: titles.get(at)! } : line));
}

/** Whether text follows, with no other headline before it; below a detail stands who wrote. */
function isAboveText(lines: readonly KindedLine[], at: number): boolean {
  let hasDetail = false;
  for (const { kind } of lines.slice(at + 1, at + 1 + HEADER_LINES)) {
    if (kind === 'prose') return true;
    if (kind === 'title' || (kind === 'head' && !hasDetail)) return false;
    hasDetail ||= kind === 'date' || kind === 'byline';
  }
  return false;
}

/** Whether nothing but the name of the page, its table of contents and its furniture stands above. */
function opensPage(lines: readonly KindedLine[], at: number): boolean {
  return lines
    .slice(0, at)
    .every(
      ({ kind, text }) =>
        kind !== 'prose' &&
        kind !== 'title' &&
        (kind !== 'head' || wordsIn(text) <= NAME_WORDS || NUMBER.test(text) || EDITION.test(text)),
    );
}

/** Then it tells who publishes: `The Star of the Coast | 3 May 2021` */
function isBelowTitle(lines: readonly KindedLine[], at: number): boolean {
  const above = lines[at - 1];
  return above !== undefined && above.kind === 'head' && wordsIn(above.text) >= TITLE_WORDS;
}

import type { BoilerplateRule, BoilerplateRules } from '../boilerplate.ts';
import type { ArticleDraft } from '../draft.ts';
import type { PageLine } from '../page-lines.ts';
import { readZones } from './article-zones.ts';
import { withDatelineYears } from './dateline-year.ts';
import { findStarts, type ArticleStart } from './article-start.ts';
import { kindLines } from './kind-lines.ts';
import { withEditionDate, withoutMasthead } from './edition.ts';
import type { KindedLine } from './line-kind.ts';
import { withoutReleaseNotes } from './release-notes.ts';
import { withoutRecurringLines } from './recurring-lines.ts';
import { withoutSharedEndings } from './shared-endings.ts';

/**
 * The articles of a flat page: text as a scraper leaves it, with titles and captions printed twice, section names,
 * clocks and several articles one after the other. Lines before the first article go with it, and say why they left.
 */
export function splitPage(lines: readonly PageLine[], file: string, boilerplate: BoilerplateRules): ArticleDraft[] {
  const { kinded, starts } = findArticles(
    withoutTopNotice(withTopTitle(withoutRecurringLines(withoutReleaseNotes(kindLines(lines, boilerplate))))),
  );
  if (starts.length === 0) return kinded.length > 0 ? [readZones(file, kinded, { line: -1 }, true)] : [];
  const drafts = starts.map((start, index) => {
    const from = index === 0 ? 0 : start.from;
    const end = starts[index + 1]?.from ?? kinded.length;
    return readZones(file, kinded.slice(from, end), { line: start.title - from }, true);
  });
  return [...withoutSharedEndings(withDatelineYears(withEditionDate(drafts, starts, kinded), kinded))];
}

interface Articles {
  readonly kinded: readonly KindedLine[];
  readonly starts: readonly ArticleStart[];
}

/** A page of several articles may have a head of its own; above a single one such lines are the article's. */
function findArticles(kinded: readonly KindedLine[]): Articles {
  const bare = withoutMasthead(kinded);
  const starts = bare === null ? [] : findStarts(bare);
  if (bare !== null && starts.length > 1) return { kinded: bare, starts };
  return { kinded, starts: withTextAbove(findStarts(kinded), kinded) };
}

const TITLE_LENGTH = 150;

/**
 * A first line that ends like a sentence is a title all the same where a date, a byline or a picture follows; and `Watch: …`
 * at the top of a page is its own title, no link to another story.
 */
function withTopTitle([top, ...rest]: readonly KindedLine[]): readonly KindedLine[] {
  if (top === undefined) return [];
  const lines = top.rule?.id === 'read-more-inline' ? [{ ...top, kind: 'head' as const }, ...rest] : [top, ...rest];
  const [first, second] = lines.filter((line) => line.kind !== 'boilerplate').slice(0, 2);
  if (first?.kind !== 'prose' || second === undefined || first.text.length > TITLE_LENGTH) return lines;
  const isDetail = ['byline', 'date', 'caption', 'dateline', 'marker'].includes(second.kind);
  return isDetail ? lines.map((line) => (line === first ? { ...first, kind: 'head' } : line)) : lines;
}

const TEXT_LENGTH = 200;

/** Where paragraphs stand above the first article that shows where it begins, they are one of their own. */
function withTextAbove(starts: readonly ArticleStart[], lines: readonly KindedLine[]): readonly ArticleStart[] {
  const above = lines.slice(0, starts[0]?.from ?? 0);
  const text = above.filter(({ kind }) => kind === 'prose');
  if (text.length < 2 || text.reduce((length, line) => length + line.text.length, 0) < TEXT_LENGTH) return starts;
  const title = above.findIndex(({ kind }, at) => kind === 'head' && above[at + 1]?.kind === 'prose');
  return [{ from: 0, title }, ...starts];
}

const NOTICE: BoilerplateRule = { id: 'above-title', kind: 'line' };
const NOTICE_LENGTH = 120;

/** A sentence above the header of the first article speaks of the page: `This copy is for your personal use only.` */
function withoutTopNotice(lines: readonly KindedLine[]): readonly KindedLine[] {
  const at = lines.findIndex(({ kind }) => kind === 'prose');
  const notice = lines[at];
  if (notice === undefined || notice.text.length > NOTICE_LENGTH) return lines;
  if (lines.slice(0, at).some(({ kind }) => kind === 'head')) return lines; // below a title it is a standfirst
  const end = lines.findIndex(({ kind }, index) => index > at && kind === 'prose');
  const header = lines.slice(at + 1, end);
  const isHeader = header.some(({ kind }) => kind === 'byline' || kind === 'date') && header[0]?.kind === 'head';
  if (end < 0 || !isHeader) return lines;
  return lines.map((line) => (line === notice ? { ...line, kind: 'boilerplate', rule: NOTICE } : line));
}

/** The lines of one article whose title its source gives; without a title, the one that its first lines show. */
export function readArticle(
  lines: readonly PageLine[],
  file: string,
  title: string,
  boilerplate: BoilerplateRules,
): ArticleDraft {
  const kinded = kindLines(lines, boilerplate);
  if (title !== '') return readZones(file, kinded, { given: title }, false);
  const start = findStarts(kinded)[0];
  return readZones(file, kinded, { line: start?.title ?? -1 }, false);
}

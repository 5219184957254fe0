import type { BoilerplateRules } from '../boilerplate.ts';
import type { ArticleDraft } from '../draft.ts';
import type { PageLine } from '../page-lines.ts';
import { readZones } from './article-zones.ts';
import { findStarts } from './article-start.ts';
import { kindLines } from './line-kind.ts';

/**
 * The articles of a flat page: text as a scraper leaves it, with titles and captions printed twice, section names,
 * clocks and several articles one after the other. Lines before the first article go with it, and say why they left.
 */
export function splitPage(lines: readonly PageLine[], file: string, boilerplate: BoilerplateRules): ArticleDraft[] {
  const kinded = kindLines(lines, boilerplate);
  const starts = findStarts(kinded);
  if (starts.length === 0) return kinded.length > 0 ? [readZones(file, kinded, { line: -1 }, true)] : [];
  return starts.map((start, index) => {
    const from = index === 0 ? 0 : start.from;
    const end = starts[index + 1]?.from ?? kinded.length;
    return readZones(file, kinded.slice(from, end), { line: start.title - from }, true);
  });
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

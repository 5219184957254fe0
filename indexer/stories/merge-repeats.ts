import type { ArticleDocument, ArticleSource } from '../../core/document.ts';

/** A version this much shorter than the longest is an excerpt, however new it is. */
const EXCERPT_SHARE = 0.8;

/**
 * One document of all the versions of a story: the newest of the long ones, with every place that any was found in. What it
 * does not state (date, address, author …) it takes from a version that does. The outcome does not depend on the order.
 */
export function mergeRepeats(versions: readonly ArticleDocument[]): ArticleDocument {
  const longest = versions.reduce((most, { body }) => Math.max(most, body.length), 0);
  const sorted = versions.toSorted(
    (a, b) =>
      Number(isExcerpt(a, longest)) - Number(isExcerpt(b, longest)) ||
      compareText(b.date ?? '', a.date ?? '') ||
      b.body.length - a.body.length ||
      compareText(a.id, b.id) ||
      compareText(sourceKey(a.sources[0]!), sourceKey(b.sources[0]!)),
  );
  const [best, ...others] = sorted;
  if (!best || others.length === 0) return versions[0]!;
  const { date, datePrecision, dateSource } = sorted.find((version) => version.date !== null) ?? best;
  const stated = sorted.reduceRight<Partial<ArticleDocument>>((all, one) => Object.assign(all, statedFields(one)), {});
  const dateEvidence = sorted.find((version) => version.date !== null)?.evidence.date ?? best.evidence.date;
  return {
    ...best,
    ...stated,
    date,
    datePrecision,
    dateSource,
    sources: allSources(sorted),
    evidence: { ...best.evidence, date: dateEvidence },
  };
}

function isExcerpt(version: ArticleDocument, longest: number): boolean {
  return version.body.length < EXCERPT_SHARE * longest;
}

function statedFields({ url, author, section, publisher, embargoUntil }: ArticleDocument): Partial<ArticleDocument> {
  return {
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author }),
    ...(section === undefined ? {} : { section }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(embargoUntil === undefined ? {} : { embargoUntil }),
  };
}

function allSources(versions: readonly ArticleDocument[]): ArticleSource[] {
  const byKey = new Map(versions.flatMap((version) => version.sources).map((source) => [sourceKey(source), source]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, source]) => source);
}

/** Sorts by file, then line as a number, then record. */
function sourceKey({ file, line, record }: ArticleSource): string {
  return `${file}\n${String(line ?? 0).padStart(12, '0')}\n${record ?? ''}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

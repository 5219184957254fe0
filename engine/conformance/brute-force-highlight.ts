import type { ArticleDocument } from '../../core/document.ts';
import { toSummary } from '../../core/document.ts';
import type { SearchQuery, Term } from '../../core/query.ts';
import type { Hit, MatchRange, Snippet } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';
import type { IndexSettings } from '../settings.ts';
import { wordsOf } from './brute-force.ts';
import { isForgiven, synonymRuns } from './brute-force-matching.ts';

const AROUND = 80;

/** A hit with its match ranges and snippets, or without any when the query wants none. */
export function toHit(document: ArticleDocument, query: SearchQuery, settings: IndexSettings): Hit {
  const summary = toSummary(document);
  if (!query.highlight) return { document: summary, titleRanges: [], snippets: [] };
  const terms = query.text.clauses.flatMap((clause) => clause.anyOf);
  const phrases = synonymRuns(query.text, settings).flatMap((run) => run.others);
  const all = [...terms, ...phrases.map((text): Term => ({ kind: 'phrase', text }))];
  return {
    document: summary,
    titleRanges: rangesIn(document.title, 'title', all, query.typos),
    snippets: snippetsOf(document.body, rangesIn(document.body, 'body', all, query.typos), query.snippets),
  };
}

function rangesIn(text: string, field: 'title' | 'body', terms: readonly Term[], typos: boolean): MatchRange[] {
  const tokens = tokenize(text);
  const marked = new Set<number>();
  for (const term of terms) {
    if (term.field !== undefined && term.field !== field) continue;
    const wanted = wordsOf(term.text);
    tokens.forEach((_, start) => {
      const fits = wanted.every((word, offset) => {
        const found = tokens[start + offset]?.term;
        if (found === undefined) return false;
        if (found === word || (term.prefix === true && found.startsWith(word))) return true;
        return typos && term.kind === 'word' && isForgiven(word, found);
      });
      if (fits) wanted.forEach((_, offset) => marked.add(start + offset));
    });
  }
  return [...marked].sort((a, b) => a - b).map((index) => ({ start: tokens[index]!.start, end: tokens[index]!.end }));
}

function snippetsOf(body: string, ranges: readonly MatchRange[], limit: number): Snippet[] {
  const snippets: Snippet[] = [];
  let covered = -1;
  for (const range of ranges) {
    if (range.start < covered) continue;
    const start = wordEdge(body, Math.max(range.start - AROUND, covered, 0), -1);
    covered = wordEdge(body, Math.min(range.end + AROUND, body.length), 1);
    snippets.push(cut(body, Math.max(start, 0), covered, ranges));
  }
  if (snippets.length === 0 && body !== '')
    snippets.push(cut(body, 0, wordEdge(body, Math.min(2 * AROUND, body.length), 1), []));
  return snippets.sort((a, b) => b.ranges.length - a.ranges.length).slice(0, limit);
}

function wordEdge(body: string, position: number, step: 1 | -1): number {
  while (position > 0 && position < body.length && !/\s/u.test(body[position]!)) position += step;
  return position;
}

function cut(body: string, start: number, end: number, ranges: readonly MatchRange[]): Snippet {
  const inside = ranges.filter((range) => range.start >= start && range.end <= end);
  return {
    text: body.slice(start, end),
    ranges: inside.map((range) => ({ start: range.start - start, end: range.end - start })),
    cutBefore: start > 0,
    cutAfter: end < body.length,
  };
}

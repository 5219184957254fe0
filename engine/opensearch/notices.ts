import type { Clause, SearchQuery, Term } from '../../core/query.ts';
import type { Notice } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';
import { isForgiven } from './forgive.ts';
import type { SynonymRun } from './synonym-runs.ts';
import { best, mistypedWord, toExact, toPhrase } from './to-term-query.ts';
import type { Dsl } from './to-term-query.ts';

/** A found article; its body is left out of answers that show no snippets. */
export interface Found {
  readonly title: string;
  readonly body?: string;
}

type Counts = Readonly<Record<string, { readonly doc_count: number } | undefined>>;

const CORRECTIONS_TOLD = 3;

/**
 * Counts, in the same request, the articles found that hold a word as typed, and those that hold a synonym. All of them
 * lie in the caller's scope: OpenSearch's own suggesters know no filters, and would tell words of articles that are hidden.
 */
export function toNoticeCounts(query: SearchQuery, synonyms: readonly SynonymRun[]): Dsl {
  return {
    ...Object.fromEntries(
      mistyped(query).map(({ clause, term }) => [`typed:${clause}`, { filter: best(toExact(term)) }]),
    ),
    ...Object.fromEntries(
      synonyms.flatMap(({ others }, run) =>
        others.map((words, other) => [`synonym:${run}:${other}`, { filter: best(toPhrase(words, {})) }]),
      ),
    ),
  };
}

/** How the query was understood: words that no article found holds as typed, and synonyms that made matches. */
export function toNotices(
  query: SearchQuery,
  synonyms: readonly SynonymRun[],
  counts: object,
  documents: readonly Found[],
): Notice[] {
  const found = (name: string): number => (counts as Counts)[name]?.doc_count ?? 0;
  const mended = new Map<Clause, string>();
  const corrected = mistyped(query).flatMap(({ clause, term, word }): Notice[] => {
    const words = found(`typed:${clause}`) > 0 ? [] : readingsOf(word, documents);
    if (words.length === 0) return [];
    mended.set(query.text.clauses[clause]!, words[0]!);
    return [{ code: 'corrected', about: term.text, words }];
  });
  const expanded = synonyms.flatMap(({ from, to, others }, run): Notice[] => {
    const words = others.filter((_, other) => found(`synonym:${run}:${other}`) > 0).map((other) => other.join(' '));
    const about = query.text.clauses.slice(from, to).map(textOf).join(' ');
    return words.length === 0 ? [] : [{ code: 'expanded', about, words }];
  });
  const whole = query.text.clauses.map((clause) => mended.get(clause) ?? textOf(clause)).join(' ');
  return [...corrected, ...expanded, ...(mended.size === 0 ? [] : [{ code: 'did-you-mean' as const, words: [whole] }])];
}

function textOf({ anyOf }: Clause): string {
  return anyOf.map(({ kind, text }) => (kind === 'phrase' ? `"${text}"` : text)).join(' OR ');
}

/** The words of a query that may be mistyped, each alone in its clause. */
function mistyped({
  text,
  typos,
}: SearchQuery): { readonly clause: number; readonly term: Term; readonly word: string }[] {
  if (!typos) return [];
  return text.clauses.flatMap(({ anyOf: [term, ...more] }, clause) => {
    const word = term === undefined || more.length > 0 ? null : mistypedWord(term);
    return word === null ? [] : [{ clause, term: term!, word }];
  });
}

/** The words that the articles of this page hold in its place, most frequent first. */
function readingsOf(word: string, documents: readonly Found[]): string[] {
  const counts = new Map<string, number>();
  for (const { title, body } of documents) {
    for (const { term } of [...tokenize(title), ...tokenize(body ?? '')]) {
      if (isForgiven(word, term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, often], [b, moreOften]) => moreOften - often || (a < b ? -1 : 1))
    .slice(0, CORRECTIONS_TOLD)
    .map(([reading]) => reading);
}

import type { ArticleDocument } from '../../core/document.ts';
import type { SearchQuery, Term, TextQuery } from '../../core/query.ts';
import { RELAX_BELOW } from '../../core/query.ts';
import type { Notice } from '../../core/result.ts';
import type { IndexSettings } from '../settings.ts';
import { TYPO_LETTERS } from '../settings.ts';
import { isVisible, matchesLiterally, matchesTerm, wordsOf } from './brute-force.ts';

/** One clause of a query against one document: `exact` before `loose` (typo, synonym) before not at all. */
export type Fit = 'exact' | 'loose' | null;

/** How each clause of a text fits a document, synonyms and typos (when allowed) considered. */
export function fitClauses(
  document: ArticleDocument,
  text: TextQuery,
  settings: IndexSettings,
  typos: boolean,
): readonly Fit[] {
  const fits: Fit[] = text.clauses.map((clause) => {
    if (clause.anyOf.some((term) => matchesTerm(document, term))) return 'exact';
    return typos && clause.anyOf.some((term) => matchesWithTypos(document, term)) ? 'loose' : null;
  });
  for (const { from, to, others } of synonymRuns(text, settings)) {
    if (!others.some((other) => matchesTerm(document, { kind: 'phrase', text: other }))) continue;
    for (let index = from; index < to; index++) fits[index] ??= 'loose';
  }
  return fits;
}

/** The runs of plain words in a query that are an entry of a synonym group, with the other entries of that group. */
export function synonymRuns(
  text: TextQuery,
  settings: IndexSettings,
): { readonly from: number; readonly to: number; readonly others: readonly string[] }[] {
  const plain = text.clauses.map((clause) => {
    const [term] = clause.anyOf;
    return clause.anyOf.length === 1 && term!.kind === 'word' && !term!.field ? wordsOf(term!.text).join(' ') : '\0';
  });
  return settings.synonyms.flatMap((group) =>
    group.flatMap((entry) => {
      const words = wordsOf(entry);
      const others = group.filter((other) => other !== entry);
      return plain.flatMap((_, from) =>
        words.length > 0 && words.every((word, index) => plain[from + index] === word)
          ? [{ from, to: from + words.length, others }]
          : [],
      );
    }),
  );
}

/** Typos a word is forgiven: none in numbers, and by its length. */
function editsAllowed(word: string): number {
  if (/\p{N}/u.test(word) || word.length > TYPO_LETTERS.most) return 0;
  if (word.length >= TYPO_LETTERS.two) return 2;
  return word.length >= TYPO_LETTERS.one ? 1 : 0;
}

/** True when `other` may stand for `word`: a wrong first letter counts as two edits. */
export function isForgiven(word: string, other: string): boolean {
  const allowed = editsAllowed(word) - (word[0] === other[0] ? 0 : 1);
  return allowed > 0 && editDistance(word, other) <= allowed;
}

export function matchesWithTypos(document: ArticleDocument, term: Term): boolean {
  const [word, ...rest] = wordsOf(term.text);
  if (term.kind !== 'word' || word === undefined || rest.length > 0) return false;
  const fields = term.field === undefined ? [document.title, document.body] : [document[term.field]];
  return fields.some((field) => wordsOf(field).some((other) => isForgiven(word, other)));
}

/** Levenshtein distance with swaps of neighbours as one edit, by the whole matrix. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const substituted = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, substituted);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
      }
    }
  }
  return rows[a.length]![b.length]!;
}

/** The text match of a query over these documents, relaxed when too few hold all words, and what to say about it. */
export function understand(
  documents: readonly ArticleDocument[],
  query: SearchQuery,
  settings: IndexSettings,
): { readonly matches: (document: ArticleDocument) => boolean; readonly notices: readonly Notice[] } {
  const notExcluded = (document: ArticleDocument): boolean =>
    matchesLiterally(document, { clauses: [], excluded: query.text.excluded });
  const fits = (document: ArticleDocument): readonly Fit[] => fitClauses(document, query.text, settings, query.typos);
  const strict = (document: ArticleDocument): boolean => notExcluded(document) && fits(document).every(Boolean);
  const visible = documents.filter((document) => isVisible(document, query.scope, query.now));
  const clauses = query.text.clauses.length;
  if (!query.relax || clauses < 2 || visible.filter(strict).length >= RELAX_BELOW) {
    return { matches: strict, notices: [] };
  }
  return {
    matches: (document) => notExcluded(document) && fits(document).filter(Boolean).length * 2 >= clauses,
    notices: [{ code: 'relaxed' }],
  };
}

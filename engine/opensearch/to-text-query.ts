import type { Clause, Term, TextQuery } from '../../core/query.ts';
import type { SynonymRun } from './synonym-runs.ts';
import { indexWords } from './to-stored.ts';
import { best, mistypedWord, toExact, toFuzzy, toPhrase } from './to-term-query.ts';
import type { Dsl } from './to-term-query.ts';

export interface TextOptions {
  readonly synonyms: readonly SynonymRun[];
  readonly typos: boolean;
  /** False: all clauses must match. True: enough of them, those with all of them first. */
  readonly relaxed: boolean;
}

/** OpenSearch takes 1,024 clauses in all, and every spelling that a mistyped word may stand for is one. */
const FUZZY_BUDGET = 160;
const MAX_SPELLINGS = 50;

/** The share of a query's clauses that an article must hold when a search is relaxed. */
const RELAXED_SHARE = 0.2;

/** The text part of a search, or null when it lets everything through. */
export function toTextQuery(text: TextQuery, options: TextOptions): Dsl | null {
  const { clauses, excluded } = text;
  const not = excluded.filter((term) => indexWords(term.text).length > 0).flatMap(toExact);
  if (clauses.length === 0 && not.length === 0) return null;
  const must_not = not.length === 0 ? {} : { must_not: not };
  if (clauses.length === 0) return { bool: must_not };
  const words = clauses.map((clause, index) => toClause(clause, index, clauses, options));
  const near = toNearness(clauses);
  if (!options.relaxed) return { bool: { must: words, should: near, ...must_not } };
  const all = { constant_score: { filter: { bool: { must: clauses.map(toLiteral) } }, boost: 50 } };
  const enough = Math.max(1, Math.ceil(clauses.length * RELAXED_SHARE));
  return {
    bool: { must: [{ bool: { should: words, minimum_should_match: enough } }], should: [all, ...near], ...must_not },
  };
}

function toClause(clause: Clause, index: number, clauses: readonly Clause[], options: TextOptions): Dsl {
  const { synonyms, typos } = options;
  const mistyped = clauses.flatMap(({ anyOf }) => anyOf).filter((term) => mistypedWord(term) !== null).length;
  const spellings = Math.max(2, Math.min(MAX_SPELLINGS, Math.floor(FUZZY_BUDGET / Math.max(1, mistyped))));
  const named = synonyms.filter(({ from, to }) => from <= index && index < to).flatMap(({ others }) => others);
  return best([
    ...clause.anyOf.flatMap(toExact),
    ...(typos ? clause.anyOf.flatMap((term) => toFuzzy(term, spellings)) : []),
    ...named.flatMap((words) => toPhrase(words, {}, 0.8)),
  ]);
}

function toLiteral(clause: Clause): Dsl {
  return best(clause.anyOf.flatMap(toExact));
}

/** Articles that hold the words close together and in order come before others that hold them. */
function toNearness(clauses: readonly Clause[]): Dsl[] {
  const plain = clauses.flatMap(({ anyOf: [term, ...more] }) => (more.length === 0 && isPlain(term) ? [term] : []));
  const query = plain.flatMap((term) => indexWords(term.text)).join(' ');
  if (plain.length < 2) return [];
  return [
    { match_phrase: { 'words.title': { query, slop: 4, boost: 2 } } },
    { match_phrase: { 'words.body': { query, slop: 8 } } },
  ];
}

function isPlain(term: Term | undefined): term is Term {
  return term?.kind === 'word' && term.field === undefined;
}

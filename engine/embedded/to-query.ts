import { FACETS, NONE } from '../../core/facets.ts';
import { RELAX_BELOW } from '../../core/query.ts';
import { tokenize } from '../../core/text.ts';
import { editsAllowed } from '../settings.ts';
import { ALL_FIELDS, FIELD_BITS } from './to-document.ts';
import type { Filters, SearchQuery, Term, TextQuery } from '../../core/query.ts';
import type { Alternative, Filter, IndexQuery, Order, QueryClause } from './index/query.ts';
import type { SynonymEntry, Synonyms } from './to-settings.ts';

/** Share of the query's weight that an article must match when too few match all of it. */
const RELAXED_SHARE = 0.2;
/** What a match of a synonym counts, beside 1 for the word typed. */
const SYNONYM_FACTOR = 0.5;

/** A place where synonyms were put in: what was typed there, which clauses it spans, what else it may be called. */
export interface Expansion {
  readonly about: string;
  readonly clause: number;
  readonly entries: readonly SynonymEntry[];
}

export interface TextPlan {
  readonly clauses: readonly QueryClause[];
  /** For each clause what was typed. */
  readonly typed: readonly string[];
  readonly excluded: readonly Alternative[];
  readonly expansions: readonly Expansion[];
}

/** The words of a query with their synonyms. Terms without any letter or digit are left out. */
export function toTextPlan(text: TextQuery, synonyms: Synonyms, typos: boolean): TextPlan {
  const clauses: { alternatives: Alternative[] }[] = [];
  const typed: string[] = [];
  const quoted: boolean[] = [];
  for (const { anyOf } of text.clauses) {
    const alternatives = anyOf.flatMap((term) => toAlternative(term, typos) ?? []);
    if (alternatives.length === 0) continue;
    clauses.push({ alternatives });
    typed.push(anyOf.map((term) => term.text).join(' OR '));
    quoted.push(anyOf.some(({ kind }) => kind === 'phrase'));
  }
  const original = clauses.map(({ alternatives }) => [...alternatives]);
  const expansions = expand(clauses, original, quoted, typed, synonyms);
  const excluded = text.excluded.flatMap((term) => toAlternative(term, false) ?? []);
  return {
    clauses: clauses.map((clause, index) => (quoted[index] ? clause : takeApart(clause))),
    typed,
    excluded,
    expansions,
  };
}

/** A compound (`peace-keeping`) is a phrase; when the query is relaxed each of its words counts, or a synonym of the whole. */
function takeApart({ alternatives }: QueryClause): QueryClause {
  const [compound, ...others] = alternatives as [Alternative, ...Alternative[]];
  const { words, prefix } = compound;
  if (words.length < 2 || others.some(({ synonym }) => !synonym)) return { alternatives };
  const apart = words.map((word, index) => ({
    alternatives: [{ ...compound, words: [word], prefix: prefix && index === words.length - 1 }, ...others],
  }));
  return { alternatives, apart };
}

function toAlternative(term: Term, typos: boolean): Alternative | null {
  const words = tokenize(term.text).map((token) => token.term);
  if (words.length === 0) return null;
  return {
    words,
    prefix: term.kind === 'word' && term.prefix === true,
    maxEdits: typos && term.kind === 'word' && words.length === 1 ? editsAllowed(words[0]!) : 0,
    slop: term.kind === 'phrase' ? (term.slop ?? 0) : 0,
    fields: term.field === undefined ? ALL_FIELDS : FIELD_BITS[term.field],
    factor: 1,
    synonym: false,
  };
}

/**
 * Puts synonyms in. One that stands for several clauses (`north atlantic treaty organization`) becomes an alternative of
 * each of them, which is the same as "all of these words, or the synonym".
 */
function expand(
  clauses: readonly { alternatives: Alternative[] }[],
  original: readonly (readonly Alternative[])[],
  quoted: readonly boolean[],
  typed: readonly string[],
  synonyms: Synonyms,
): Expansion[] {
  const expansions: Expansion[] = [];
  const add = (from: number, to: number, words: readonly string[], fields: number, about: string): void => {
    const entries = synonyms.byWords.get(words.join(' '));
    if (!entries || entries.length === 0) return;
    expansions.push({ about, clause: from, entries });
    for (let clause = from; clause < to; clause++) {
      for (const entry of entries) {
        clauses[clause]!.alternatives.push({
          words: entry.words, prefix: false, maxEdits: 0, slop: 0, fields, factor: SYNONYM_FACTOR / entry.words.length, synonym: true,
        }); // prettier-ignore
      }
    }
  };
  for (let from = 0; from < original.length; from++) {
    if (quoted[from]) continue;
    for (const { words, fields } of original[from]!)
      add(from, from + 1, words, fields, words.length > 1 ? typed[from]! : words[0]!);
    const sequence = [...(original[from]!.length === 1 ? original[from]![0]!.words : [])];
    const { fields } = original[from]![0]!;
    for (let to = from + 1; to < original.length && sequence.length > 0 && sequence.length < synonyms.longest; to++) {
      if (quoted[to] || original[to]!.length !== 1 || original[to]![0]!.fields !== fields) break;
      sequence.push(...original[to]![0]!.words);
      add(from, to + 1, sequence, fields, typed.slice(from, to + 1).join(' '));
    }
  }
  return expansions;
}

/** Filters as conditions on facet numbers and days. */
export function toFilter(filters: Filters): Filter {
  return {
    facets: FACETS.flatMap(({ name }, facet) => {
      const condition = filters.facets[name];
      if (!condition || condition.include.length + condition.exclude.length === 0) return [];
      return {
        facet,
        include: condition.include.filter((value) => value !== NONE),
        includeNone: condition.include.includes(NONE),
        exclude: condition.exclude.filter((value) => value !== NONE),
        excludeNone: condition.exclude.includes(NONE),
      };
    }),
    // a range open at both ends still asks for a date
    days: filters.dates ? { first: filters.dates.first ?? -Infinity, last: filters.dates.last ?? Infinity } : null,
    undated: filters.undated ?? null,
  };
}

const ORDERS = { relevance: 'score', newest: 'newest', oldest: 'oldest', recent: 'recent' } as const satisfies Record<
  string,
  Order
>;

/** The port's query as the index takes it; `offset` from the page or the cursor. */
export function toIndexQuery(query: SearchQuery, plan: TextPlan, offset: number): IndexQuery {
  return {
    clauses: plan.clauses,
    excluded: plan.excluded,
    filter: toFilter(query.filters),
    scope: query.scope ? toFilter(query.scope) : null,
    now: query.now,
    order: ORDERS[query.sort],
    offset,
    limit: query.hitsPerPage,
    facets: query.facets.map((name) => FACETS.findIndex((facet) => facet.name === name)),
    facetLimit: query.facetLimit,
    histogram: query.histogram !== 'none',
    relaxBelow: query.relax ? RELAX_BELOW : 0,
    relaxedShare: RELAXED_SHARE,
    refined: true,
  };
}

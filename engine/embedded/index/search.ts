import { hasBit, keepBits, makeBits, setBit } from './bits.ts';
import { countDays, countFacet, toList } from './count-documents.ts';
import { dayDocuments, facetDocuments, visibleDocuments } from './filter-documents.ts';
import { dropMatching, lengthNorms, matchClauses } from './match-clauses.ts';
import { resolveAlternative, resolveClause } from './resolve-clauses.ts';
import { TopDocuments } from './top-documents.ts';
import type { Bits } from './bits.ts';
import type { FacetTally } from './count-documents.ts';
import type { Matches } from './match-clauses.ts';
import type { IndexQuery, IndexResult } from './query.ts';
import type { ResolvedClause } from './resolve-clauses.ts';
import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** The documents of one part that match text, exclusions, scope and release; scores stand beside them. */
export interface PartMatches {
  readonly part: number;
  /** Matches of the text that can be seen. Without text all that can be seen, and no scores. */
  readonly bits: Bits;
  readonly matches: Matches | null;
}

/** Runs a query on one state of the index. @throws IndexError damaged */
export function searchIndex(schema: IndexSchema, snapshot: Snapshot, query: IndexQuery): IndexResult {
  const resolved = query.clauses.map((clause) => resolveClause(schema, snapshot, clause));
  const clauses = resolved.map(({ clause }) => clause);
  const text = matchText(schema, snapshot, query, clauses);
  const tallies = query.facets.map((facet): FacetTally => ({
    counts: new Uint32Array(snapshot.facets[facet]!.names.length),
    none: 0,
  }));
  const days = new Map<number, number>();
  const top = new TopDocuments(query, snapshot);
  let total = 0;
  let undated = 0;
  for (const { part: index, bits, matches } of text.parts) {
    const part = snapshot.parts[index]!;
    const size = part.segment.documents;
    const facetSets = query.filter.facets.map((condition) => ({
      facet: condition.facet,
      bits: facetDocuments(part, condition),
    }));
    const daySet = dayDocuments(part, query.filter);
    const without = (facet: number | null, ignoreDays: boolean): Bits => {
      const left = bits.slice();
      for (const set of facetSets) if (set.facet !== facet) keepBits(left, set.bits);
      if (daySet && !ignoreDays) keepBits(left, daySet);
      return left;
    };
    const hits = without(null, false);
    const list = toList(hits, size);
    total += list.count;
    top.add(index, list, matches);
    query.facets.forEach((facet, number) => {
      const own = facetSets.some((set) => set.facet === facet);
      const counted = own ? toList(without(facet, false), size) : list;
      countFacet(part, facet, counted.documents, counted.count, tallies[number]!);
    });
    if (query.histogram) {
      const counted = daySet ? toList(without(null, true), size) : list;
      undated += countDays(part, counted.documents, counted.count, days);
    }
  }
  return {
    hits: top.page(),
    total,
    facets: tallies,
    histogram: query.histogram ? { days, undated } : null,
    relaxed: text.relaxed,
    clauses: resolved.map(({ report }) => report),
  };
}

/** What matches the text, in every part, and whether less than all of it was enough. */
export function matchText(
  schema: IndexSchema,
  snapshot: Snapshot,
  query: Pick<IndexQuery, 'excluded' | 'scope' | 'now' | 'relaxBelow' | 'relaxedShare'>,
  clauses: readonly ResolvedClause[],
): { parts: PartMatches[]; relaxed: boolean } {
  const visible = snapshot.parts.map((part, index) => {
    const bits = visibleDocuments(part, query.scope, query.now);
    for (const alternative of query.excluded) {
      const resolved = resolveAlternative(snapshot, index, alternative);
      if (resolved) dropMatching(part.segment, resolved, bits);
    }
    return bits;
  });
  if (clauses.length === 0) {
    return { parts: visible.map((bits, part) => ({ part, bits, matches: null })), relaxed: false };
  }
  const norms = lengthNorms(schema, snapshot.averageWords);
  const whole = clauses.reduce((sum, { weight }) => sum + weight, 0);
  const run = (minimum: number, withVariants: boolean): PartMatches[] =>
    snapshot.parts.map(({ segment }, part) => {
      const matches = matchClauses(segment, part, clauses, minimum, norms, withVariants);
      return { part, bits: keepVisible(matches, visible[part]!, segment.documents), matches };
    });
  const strict = run(whole, false);
  const found = strict.reduce((sum, { matches }) => sum + matches!.count, 0);
  if (found >= query.relaxBelow || clauses.length < 2) return { parts: strict, relaxed: false };
  const relaxed = run(Math.max(1, Math.ceil(whole * query.relaxedShare)), true);
  const more = relaxed.reduce((sum, { matches }) => sum + matches!.count, 0);
  return more > found ? { parts: relaxed, relaxed: true } : { parts: strict, relaxed: false };
}

/** Drops matches that cannot be seen; returns the rest as bits. */
function keepVisible(matches: Matches, visible: Bits, size: number): Bits {
  const bits = makeBits(size);
  let kept = 0;
  for (let index = 0; index < matches.count; index++) {
    const document = matches.documents[index]!;
    if (!hasBit(visible, document)) continue;
    setBit(bits, document);
    matches.documents[kept] = document;
    matches.scores[kept] = matches.scores[index]!;
    matches.weights[kept++] = matches.weights[index]!;
  }
  matches.count = kept;
  return bits;
}

/** All documents that a query finds, part by part, in the order of the index. */
export function listDocuments(schema: IndexSchema, snapshot: Snapshot, query: IndexQuery): Uint32Array[] {
  const clauses = query.clauses.map((clause) => resolveClause(schema, snapshot, clause).clause);
  return matchText(schema, snapshot, query, clauses).parts.map(({ part: index, bits }) => {
    const part = snapshot.parts[index]!;
    for (const condition of query.filter.facets) keepBits(bits, facetDocuments(part, condition));
    const days = dayDocuments(part, query.filter);
    if (days) keepBits(bits, days);
    const { documents, count } = toList(bits, part.segment.documents);
    return documents.slice(0, count);
  });
}

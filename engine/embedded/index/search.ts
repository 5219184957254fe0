import { allBits, countBits, hasBit, keepBits } from './bits.ts';
import { BoundedScores } from './bounded-scores.ts';
import { countDays, countFacet } from './count-documents.ts';
import { lengthNorms } from './field-norms.ts';
import { visibleDocuments } from './filter-documents.ts';
import { filterAll, filterMatches } from './filter-matches.ts';
import { dropMatching, matchClauses } from './match-clauses.ts';
import { countWords, LONG_QUERY, REFINED, refineOrder } from './refine-order.ts';
import { resolveAlternative, resolveClause } from './resolve-clauses.ts';
import { beginQuery } from './scratch.ts';
import { TopDocuments } from './top-documents.ts';
import type { Bits } from './bits.ts';
import type { Filtered } from './filter-matches.ts';
import type { Matches } from './matches.ts';
import type { ClauseReport, IndexQuery, IndexResult, QueryClause } from './query.ts';
import type { ResolvedClause } from './resolve-clauses.ts';
import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** What matches text, exclusions, scope and release in one part. Without text all that can be seen matches. */
export interface PartMatches {
  readonly matches: Matches | null;
  /** What can be seen and matches the text, where `matches` does not say the latter; exclusions left out; null = everything. */
  readonly visible: Bits | null;
  /** Of what is visible, for the best alone. */
  readonly scores: BoundedScores | null;
}

interface MatchedText {
  readonly parts: PartMatches[];
  readonly clauses: readonly ResolvedClause[];
  readonly reports: ClauseReport[];
}

/** Hits that are fewer than one in so many documents are ordered one by one, more by walking all in the order of days. */
const SPARSE = 50;

/** A clause is frequent with one in so many documents, rare below one in so many. */
const FREQUENT = 16;
const RARE = 1_000;

/** Runs a query on one state of the index. @throws IndexError damaged */
export function searchIndex(schema: IndexSchema, snapshot: Snapshot, query: IndexQuery): IndexResult {
  beginQuery();
  const refined = query.refined && query.order === 'score' && canRelax(query.clauses);
  const text = matchText(schema, snapshot, query, scoresWanted(query, refined));
  const days = new Map<number, number>();
  const top = new TopDocuments(query, snapshot, refined ? REFINED : 0);
  let total = 0;
  let undated = 0;
  const filtered = text.parts.map((found, index) => {
    const part = snapshot.parts[index]!;
    const parted = filterPart(snapshot, index, query, found);
    const { hits, scores, passingBut } = parted;
    total += hits.count;
    const byDay = query.order === 'newest' || query.order === 'oldest';
    const walk = scores === null && hits.count * SPARSE > part.segment.documents;
    if (found.scores !== null && !byDay) top.addBest(index, hits.bits, found.scores);
    else if (found.scores !== null || walk) top.addByDay(index, hits.bits, query.filter.days?.last, found.scores);
    else top.add(index, hits.documents, scores, hits.count);
    if (query.histogram)
      for (const list of passingBut(query.filter.facets.length)) undated += countDays(part, list, days);
    return parted;
  });
  const tallies = query.facets.map((facet) => {
    const own = query.filter.facets.findIndex((condition) => condition.facet === facet);
    const lists = filtered.map(({ passingBut }) => passingBut(own));
    return countFacet(snapshot, facet, lists, query.facetLimit, query.filter.facets[own]?.include ?? []);
  });
  const { documents, feedback } = refined
    ? refineOrder(schema, snapshot, { typed: query.clauses, clauses: text.clauses }, text.relaxed, top.first())
    : { documents: top.first(), feedback: [] };
  return {
    hits: documents.slice(query.offset, query.offset + query.limit),
    total,
    facets: tallies,
    histogram: query.histogram ? { days, undated } : null,
    relaxed: text.relaxed,
    clauses: text.reports,
    feedback,
  };
}

/** Of so many of the best documents the scores must be right; null when of all. */
function scoresWanted({ order, filter, offset, limit }: IndexQuery, refined: boolean): number | null {
  const isFiltered = filter.facets.length > 0 || filter.days !== null || filter.undated !== null;
  if (order !== 'score' || isFiltered) return null;
  return limit === 0 ? 0 : Math.max(refined ? REFINED : 0, offset + limit);
}

function filterPart(snapshot: Snapshot, index: number, query: IndexQuery, found: PartMatches): Filtered {
  const part = snapshot.parts[index]!;
  return found.matches === null
    ? filterAll(part, query.filter, found.visible)
    : filterMatches(part, query.filter, found.matches);
}

/**
 * What matches the text, in every part, whether less than all of it was enough, and how it was read.
 * @param best of so many of the best that can be seen the scores must be right, of others they may be too low; null = of all
 */
export function matchText(
  schema: IndexSchema,
  snapshot: Snapshot,
  query: Pick<IndexQuery, 'clauses' | 'excluded' | 'scope' | 'now' | 'relaxBelow' | 'relaxedShare'>,
  best: number | null = null,
): MatchedText & { relaxed: boolean } {
  const visible = snapshot.parts.map((part, index) => {
    const seen = visibleDocuments(part, query.scope, query.now);
    if (query.excluded.length === 0) return seen;
    const bits = seen?.slice() ?? allBits(part.segment.documents);
    for (const alternative of query.excluded) {
      const resolved = resolveAlternative(schema, snapshot, index, alternative);
      if (resolved) dropMatching(part.segment, resolved, bits);
    }
    return bits;
  });
  if (query.clauses.length === 0) {
    const parts = visible.map((seen) => ({ matches: null, visible: seen, scores: null }));
    return { parts, relaxed: false, clauses: [], reports: [] };
  }
  const norms = lengthNorms(schema.fields, snapshot.averageWords);
  const words = countWords(query.clauses);
  const run = (share: number, relaxed: boolean): MatchedText & { found: number } => {
    const resolved = query.clauses.map((clause) => resolveClause(schema, snapshot, clause, relaxed));
    const clauses = resolved.flatMap(({ clauses }) => clauses);
    const minimum = Math.max(1, Math.ceil(clauses.reduce((sum, { weight }) => sum + weight, 0) * share));
    const bounded = !relaxed && areDense(snapshot, clauses);
    const parts = snapshot.parts.map(({ segment }, part): PartMatches => {
      if (bounded) {
        const scores = new BoundedScores(schema, segment, part, clauses, snapshot.averageWords, norms);
        if (visible[part]) keepBits(scores.documents, visible[part]);
        return { matches: null, visible: scores.documents, scores };
      }
      // a short query weighs all that it matches, see below
      const wanted = best !== null && words >= LONG_QUERY ? { size: best, visible: visible[part]! } : null;
      const matches = matchClauses(segment, part, clauses, minimum, norms, relaxed, wanted);
      keepVisible(matches, visible[part]!);
      if (relaxed && words < LONG_QUERY) putWholeFirst(matches, clauses);
      return { matches, visible: visible[part]!, scores: null };
    });
    const found = parts.reduce((sum, part) => sum + (part.matches?.count ?? countBits(part.visible!)), 0);
    return { parts, found, clauses, reports: resolved.map(({ report }) => report) };
  };
  const strict = run(1, false);
  if (strict.found >= query.relaxBelow || !canRelax(query.clauses)) return { ...strict, relaxed: false };
  const relaxed = run(query.relaxedShare, true);
  return relaxed.found > strict.found ? { ...relaxed, relaxed: true } : { ...strict, relaxed: false };
}

/** A frequent word is passed over in stretches, unless a rare one leaves so little that looking up each of its documents is less. */
function areDense({ parts }: Snapshot, clauses: readonly ResolvedClause[]): boolean {
  const all = parts.reduce((sum, { segment }) => sum + segment.documents, 0);
  const counts = clauses.map(({ documents }) => documents);
  return Math.max(...counts) * FREQUENT > all && Math.min(...counts) * RARE > all;
}

/** Less can be asked of several words; a compound of two (`covid-19`) is one. */
function canRelax(clauses: readonly QueryClause[]): boolean {
  return clauses.length > 1 || clauses.some(({ apart }) => apart !== undefined && apart.length > 2);
}

/** A short query names something: what holds all of it comes first, however often another holds a part of it. */
function putWholeFirst(matches: Matches, clauses: readonly ResolvedClause[]): void {
  const whole = clauses.reduce((sum, { weight }) => sum + weight, 0);
  for (let index = 0; index < matches.count; index++) {
    if (matches.weights[index] === whole) matches.scores[index]! += whole;
  }
}

/** Drops matches that cannot be seen. */
function keepVisible(matches: Matches, visible: Bits | null): void {
  if (visible === null) return;
  let kept = 0;
  for (let index = 0; index < matches.count; index++) {
    const document = matches.documents[index]!;
    if (!hasBit(visible, document)) continue;
    matches.documents[kept] = document;
    matches.scores[kept] = matches.scores[index]!;
    matches.weights[kept++] = matches.weights[index]!;
  }
  matches.count = kept;
}

/** Some of the documents that a query finds, and how many it finds in all. */
export interface ListedDocuments {
  readonly total: number;
  readonly documents: readonly { readonly part: number; readonly document: number }[];
}

/** From an offset on so many of all documents that a query finds, in the order of the index. */
export function listDocuments(
  schema: IndexSchema,
  snapshot: Snapshot,
  query: IndexQuery,
  offset: number,
  limit: number,
): ListedDocuments {
  beginQuery();
  const documents: { part: number; document: number }[] = [];
  let total = 0;
  for (const [part, found] of matchText(schema, snapshot, query, 0).parts.entries()) {
    const { hits } = filterPart(snapshot, part, query, found);
    const from = Math.max(0, offset - total);
    const to = Math.min(hits.count, from + limit - documents.length);
    if (from < to) for (const document of hits.documents.subarray(from, to)) documents.push({ part, document });
    total += hits.count;
  }
  return { total, documents };
}

import { asTyped, BESIDE_PREFIX, isMeant } from './as-typed.ts';
import { pairsId, pairsOf } from './common-pairs.ts';
import { findTypos } from './typo-walk.ts';
import type { TermMatch } from './as-typed.ts';
import type { Alternative, ClauseReport, QueryClause } from './query.ts';
import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** What a match counts that needed one or two edits, or that is another form. */
const EDIT_FACTORS = [1, 0.1, 0.05];
const VARIANT_FACTOR = 0.5;

/** What a misspelling counts of that when the word as typed is in the index: it is seldom one. */
const KNOWN_WORD_FACTOR = 0.02;
/** How much of the documents with another form of a word makes the word less rare. */
const VARIANT_SHARE = 0.6;

/** An alternative as the terms of one segment: several slots are a phrase. Null when the segment cannot match. */
export interface ResolvedAlternative {
  readonly slots: readonly (readonly TermMatch[])[];
  readonly slop: number;
  readonly fields: number;
  readonly factor: number;
}

export interface ResolvedClause {
  /** By part of the snapshot. */
  readonly parts: readonly (readonly ResolvedAlternative[])[];
  /** How rare it is: what a match contributes to score and weight. */
  readonly rarity: number;
  /** `rarity` as a whole number, at least 1, so that sums are exact. */
  readonly weight: number;
  /** Upper bound of the documents that match. */
  readonly documents: number;
}

/** Counts of documents while a clause is looked up in one segment after the other. */
interface Tally {
  asTyped: number;
  exact: number;
  /** With other forms of the words. */
  variant: number;
  all: number;
  readonly variants: Set<string>;
  readonly corrections: Map<string, { documents: number; edits: number }>;
}

/**
 * Looks up the words of a clause in every segment, and tells how it was read. When the query is relaxed, other forms of
 * the words count too, and a compound becomes the clauses of its words.
 */
export function resolveClause(
  schema: IndexSchema,
  snapshot: Snapshot,
  clause: QueryClause,
  relaxed = false,
): { clauses: readonly ResolvedClause[]; report: ClauseReport } {
  const { resolved, report } = resolveWhole(schema, snapshot, clause, relaxed);
  if (!relaxed || !clause.apart) return { clauses: [resolved], report };
  const apart = clause.apart.map((one) => resolveWhole(schema, snapshot, one, relaxed));
  return {
    clauses: apart.map((one) => one.resolved),
    report: {
      ...report,
      asTyped: Math.max(report.asTyped, ...apart.map((one) => one.report.asTyped)),
      variants: apart.flatMap((one) => one.report.variants),
    },
  };
}

function resolveWhole(
  schema: IndexSchema,
  snapshot: Snapshot,
  clause: QueryClause,
  withVariants: boolean,
): { resolved: ResolvedClause; report: ClauseReport } {
  const tally: Tally = { asTyped: 0, exact: 0, variant: 0, all: 0, variants: new Set(), corrections: new Map() };
  const synonyms = new Set<Alternative>();
  const alternatives = clause.alternatives.map((one) => (isMeant(snapshot, one) ? { ...one, maxEdits: 0 } : one));
  const parts = snapshot.parts.map((_, part) =>
    alternatives.flatMap((alternative) => {
      const resolved = resolveAlternative(schema, snapshot, part, alternative, tally, withVariants);
      if (resolved === null) return [];
      if (alternative.synonym) synonyms.add(alternative);
      return resolved;
    }),
  );
  const total = Math.max(
    1,
    snapshot.parts.reduce((sum, { segment }) => sum + segment.documents, 0),
  );
  const basis = Math.min(total, tally.exact > 0 ? tally.exact + VARIANT_SHARE * tally.variant : tally.all);
  const rarity = Math.log(1 + (total - basis + 0.5) / (basis + 0.5));
  const corrections = Array.from(tally.corrections, ([word, found]) => ({ word, ...found }));
  corrections.sort((a, b) => a.edits - b.edits || b.documents - a.documents || (a.word < b.word ? -1 : 1));
  return {
    resolved: {
      parts,
      rarity,
      weight: Math.max(1, Math.round(rarity * 1000)),
      documents: Math.min(total, tally.all),
    },
    report: {
      asTyped: tally.asTyped,
      corrections,
      variants: Array.from(tally.variants),
      synonyms: Array.from(synonyms, ({ words }) => words),
    },
  };
}

/** Looks up an alternative in one segment; with a tally, other forms and misspellings of a single word too. */
export function resolveAlternative(
  schema: IndexSchema,
  snapshot: Snapshot,
  part: number,
  alternative: Alternative,
  tally?: Tally,
  withVariants = false,
): ResolvedAlternative | null {
  const { words, slop, fields, factor } = alternative;
  const slots: TermMatch[][] = [];
  let rarest = Infinity;
  const pairs = slop === 0 && !alternative.prefix ? usablePairs(snapshot, part, words) : null;
  const sought = pairs ?? words;
  for (let index = 0; index < sought.length; index++) {
    const isPrefix = alternative.prefix && index === sought.length - 1;
    const matches = asTyped(snapshot, part, sought[index]!, isPrefix, words.length === 1);
    const found = documentsOf(matches);
    rarest = Math.min(rarest, found);
    if (tally && words.length === 1 && !alternative.synonym) {
      tally.exact += matches[0] && matches[0].factor >= BESIDE_PREFIX ? matches[0].documents : 0;
      if (withVariants) addVariants(schema, snapshot, part, words[0]!, matches, tally);
      addTypos(snapshot, part, alternative, matches, tally);
    }
    if (matches.length === 0) return null;
    slots.push(matches);
  }
  if (tally) {
    tally.all += words.length > 1 ? rarest : documentsOf(slots[0]!);
    if (!alternative.synonym) tally.asTyped += rarest;
    if (!alternative.synonym && words.length > 1) tally.exact += rarest;
  }
  return { slots, slop, fields, factor: slots.length < words.length ? factor * words.length : factor };
}

/** How many documents some terms have, added up. */
function documentsOf(matches: readonly TermMatch[]): number {
  return matches.reduce((sum, { documents }) => sum + documents, 0);
}

/** A phrase of common words as pairs, when the segment holds those of the same list. */
function usablePairs({ manifest, parts }: Snapshot, part: number, words: readonly string[]): readonly string[] | null {
  const { pairs } = parts[part]!.segment.meta;
  if (words.length < 2 || pairs === '') return null;
  const common = pairsOfList(manifest.commonWords);
  return pairs === common.id ? pairsOf(words, common.words) : null;
}

const known = new WeakMap<readonly string[], { readonly id: string; readonly words: ReadonlySet<string> }>();

function pairsOfList(list: readonly string[]): { readonly id: string; readonly words: ReadonlySet<string> } {
  let found = known.get(list);
  if (!found) known.set(list, (found = { id: pairsId(list), words: new Set(list) }));
  return found;
}

/** Adds other forms of the word; one that matches anyway counts more. */
function addVariants(
  schema: IndexSchema,
  snapshot: Snapshot,
  part: number,
  word: string,
  matches: TermMatch[],
  tally: Tally,
): void {
  const { terms } = snapshot.parts[part]!.segment;
  for (const form of schema.variantsOf(word)) {
    const ordinal = terms.find(form);
    if (ordinal < 0) continue;
    const { documents } = terms.info(ordinal);
    tally.variants.add(form);
    tally.variant += documents;
    const at = matches.findIndex((match) => match.ordinal === ordinal);
    if (at < 0) matches.push({ ordinal, documents, factor: VARIANT_FACTOR, variant: true });
    else matches[at] = { ordinal, documents, factor: Math.max(VARIANT_FACTOR, matches[at]!.factor), variant: false };
  }
}

function addTypos(
  snapshot: Snapshot,
  part: number,
  alternative: Alternative,
  matches: TermMatch[],
  tally: Tally,
): void {
  const { maxEdits, words, prefix } = alternative;
  if (maxEdits === 0) return;
  const { terms } = snapshot.parts[part]!.segment;
  const places = new Map(matches.map(({ ordinal }, index) => [ordinal, index]));
  const isKnown = matches[0] !== undefined && matches[0].factor >= BESIDE_PREFIX;
  const trust = isKnown ? KNOWN_WORD_FACTOR : 1;
  for (const { ordinal, edits } of findTypos(terms, words[0]!, maxEdits, prefix)) {
    const { documents } = terms.info(ordinal);
    const at = places.get(ordinal);
    if (at === undefined) matches.push({ ordinal, documents, factor: EDIT_FACTORS[edits]! * trust, variant: false });
    else matches[at] = { ...matches[at]!, variant: false };
    const word = terms.term(ordinal);
    const known = tally.corrections.get(word);
    if (known) known.documents += documents;
    else tally.corrections.set(word, { documents, edits });
  }
}

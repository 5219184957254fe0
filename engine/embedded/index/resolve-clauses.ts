import { findTypos } from './typo-walk.ts';
import type { Alternative, ClauseReport, QueryClause } from './query.ts';
import type { Snapshot } from './snapshot.ts';

/** What a match counts that needed one or two edits, or that only begins with the word typed. */
const EDIT_FACTORS = [1, 0.35, 0.2];
const PREFIX_FACTOR = 0.7;

/** A term of a segment that matches a word, and what that counts. */
export interface TermMatch {
  readonly ordinal: number;
  readonly factor: number;
}

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

interface Counter {
  asTyped: number;
  exact: number;
  all: number;
  readonly corrections: Map<string, { documents: number; edits: number }>;
}

/** Looks up the words of a clause in every segment, and tells how it was read. */
export function resolveClause(
  snapshot: Snapshot,
  clause: QueryClause,
): { clause: ResolvedClause; report: ClauseReport } {
  const counter: Counter = { asTyped: 0, exact: 0, all: 0, corrections: new Map() };
  const synonyms = new Set<Alternative>();
  const parts = snapshot.parts.map((_, part) => {
    const resolved: ResolvedAlternative[] = [];
    for (const alternative of clause.alternatives) {
      const found = resolveAlternative(snapshot, part, alternative, counter);
      if (found === null) continue;
      resolved.push(found);
      if (alternative.synonym) synonyms.add(alternative);
    }
    return resolved;
  });
  const total = Math.max(
    1,
    snapshot.parts.reduce((sum, { segment }) => sum + segment.documents, 0),
  );
  const documents = Math.min(total, counter.all);
  const basis = Math.min(total, counter.exact > 0 ? counter.exact : counter.all);
  const rarity = Math.log(1 + (total - basis + 0.5) / (basis + 0.5));
  const corrections = Array.from(counter.corrections, ([word, found]) => ({ word, ...found }));
  corrections.sort((a, b) => a.edits - b.edits || b.documents - a.documents || (a.word < b.word ? -1 : 1));
  return {
    clause: { parts, rarity, weight: Math.max(1, Math.round(rarity * 1000)), documents },
    report: { asTyped: counter.asTyped, corrections, synonyms: Array.from(synonyms, ({ words }) => words) },
  };
}

/** Looks up an alternative in one segment. */
export function resolveAlternative(
  snapshot: Snapshot,
  part: number,
  alternative: Alternative,
  counter?: Counter,
): ResolvedAlternative | null {
  const { words } = alternative;
  const slots: TermMatch[][] = [];
  let rarest = Infinity;
  for (let index = 0; index < words.length; index++) {
    const last = index === words.length - 1;
    const single = words.length === 1 ? counter : undefined;
    const slot = resolveWord(snapshot, part, words[index]!, last && alternative.prefix, alternative, single);
    if (slot.length === 0) return null;
    slots.push(slot);
    if (words.length > 1) {
      const { terms } = snapshot.parts[part]!.segment;
      rarest = Math.min(
        rarest,
        slot.reduce((sum, { ordinal }) => sum + terms.info(ordinal).documents, 0),
      );
    }
  }
  if (words.length > 1 && counter) {
    counter.all += rarest;
    if (!alternative.synonym) {
      counter.asTyped += rarest;
      counter.exact += rarest;
    }
  }
  return { slots, slop: alternative.slop, fields: alternative.fields, factor: alternative.factor };
}

function resolveWord(
  snapshot: Snapshot,
  part: number,
  word: string,
  prefix: boolean,
  alternative: Alternative,
  counter: Counter | undefined,
): TermMatch[] {
  const { terms } = snapshot.parts[part]!.segment;
  const matches: TermMatch[] = [];
  const exact = terms.find(word);
  if (exact >= 0) {
    matches.push({ ordinal: exact, factor: 1 });
    if (counter) {
      const { documents } = terms.info(exact);
      counter.all += documents;
      if (!alternative.synonym) {
        counter.exact += documents;
        counter.asTyped += documents;
      }
    }
  }
  if (prefix) {
    const [from, to] = terms.prefixRange(word);
    for (let ordinal = from; ordinal < to; ordinal++) {
      if (ordinal === exact) continue;
      matches.push({ ordinal, factor: PREFIX_FACTOR });
      if (counter) {
        const { documents } = terms.info(ordinal);
        counter.all += documents;
        counter.asTyped += documents;
      }
    }
  }
  if (alternative.maxEdits > 0) {
    for (const { ordinal, edits } of findTypos(terms, word, alternative.maxEdits, prefix)) {
      matches.push({ ordinal, factor: EDIT_FACTORS[edits]! });
      if (!counter) continue;
      const { documents } = terms.info(ordinal);
      counter.all += documents;
      const text = terms.term(ordinal);
      const known = counter.corrections.get(text);
      if (known) known.documents += documents;
      else counter.corrections.set(text, { documents, edits });
    }
  }
  return matches;
}

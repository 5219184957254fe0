import { allBits, clearBit, dropBits, keepBits, makeBits, setBit } from './bits.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { FacetCondition, Filter } from './query.ts';
import type { Segment } from './segment.ts';
import type { Part } from './snapshot.ts';

/** The documents of a part that can be seen: alive, released at `now`, within the scope. Null when all can. */
export function visibleDocuments(part: Part, scope: Filter | null, now: number): Bits | null {
  const { embargoed, visibleFrom, documents } = part.segment;
  let bits: Bits | null = null;
  for (let index = 0; index < embargoed.length; index++) {
    if (visibleFrom[index]! <= now) continue;
    bits ??= part.live?.slice() ?? allBits(documents);
    clearBit(bits, embargoed[index]!);
  }
  if (scope && (scope.facets.length > 0 || scope.days !== null || scope.undated !== null)) {
    bits ??= part.live?.slice() ?? allBits(documents);
    for (const condition of scope.facets) keepBits(bits, facetDocuments(part, condition));
    const days = dayDocuments(part, scope);
    if (days) keepBits(bits, days);
  }
  return bits ?? part.live;
}

/** Sets of documents by facet condition, for each segment; what was asked last is kept. */
const remembered = new WeakMap<Segment, Map<string, Bits>>();
const REMEMBERED = 32;

/** The documents that pass one facet condition, dead ones among them. Not to be changed. */
export function facetDocuments(part: Part, condition: FacetCondition): Bits {
  const known = remembered.get(part.segment) ?? new Map<string, Bits>();
  remembered.set(part.segment, known);
  const key = JSON.stringify(condition);
  const bits = known.get(key) ?? findFacetDocuments(part, condition);
  known.delete(key);
  known.set(key, bits);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  return bits;
}

function findFacetDocuments(part: Part, condition: FacetCondition): Bits {
  const { segment } = part;
  const anyIncluded = condition.include.length > 0 || condition.includeNone;
  let bits = allBits(segment.documents);
  if (anyIncluded) {
    bits = makeBits(segment.documents);
    markValues(part, condition.facet, condition.include, bits);
    if (condition.includeNone) markNone(part, condition.facet, bits);
  }
  if (condition.exclude.length > 0 || condition.excludeNone) {
    const excluded = makeBits(segment.documents);
    markValues(part, condition.facet, condition.exclude, excluded);
    if (condition.excludeNone) markNone(part, condition.facet, excluded);
    dropBits(bits, excluded);
  }
  return bits;
}

function markValues(part: Part, facet: number, wanted: readonly string[], bits: Bits): void {
  const { starts, values, names } = part.segment.facets[facet]!;
  const chosen = new Set(wanted);
  for (let value = 0; value < names.length; value++) {
    if (!chosen.has(names[value]!)) continue;
    let low = 0;
    for (let at = values.indexOf(value); at >= 0; at = values.indexOf(value, at + 1)) {
      let high = part.segment.documents - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      setBit(bits, low);
    }
  }
}

function markNone(part: Part, facet: number, bits: Bits): void {
  const { starts } = part.segment.facets[facet]!;
  for (let document = 0; document < part.segment.documents; document++) {
    if (starts[document] === starts[document + 1]) setBit(bits, document);
  }
}

/** True when a document passes the conditions on dates. */
export function passesDays(segment: Segment, document: number, { days, undated }: Filter): boolean {
  const day = segment.dayFirst[document]!;
  if (day === NO_DAY) return undated !== 'exclude' && days === null;
  if (undated === 'only') return false;
  return days === null || (day <= days.last && segment.dayLast[document]! >= days.first);
}

/** The documents that pass the conditions on dates; null when there are none. */
export function dayDocuments(part: Part, filter: Filter): Bits | null {
  if (filter.days === null && filter.undated === null) return null;
  const bits = makeBits(part.segment.documents);
  for (let document = 0; document < part.segment.documents; document++) {
    if (passesDays(part.segment, document, filter)) setBit(bits, document);
  }
  return bits;
}

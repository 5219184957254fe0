import { allBits, clearBit, dropBits, keepBits, makeBits, setBit } from './bits.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { FacetCondition, Filter } from './query.ts';
import type { Part } from './snapshot.ts';

/** The documents of a part that can be seen at all: alive, released at `now`, within the scope. */
export function visibleDocuments(part: Part, scope: Filter | null, now: number): Bits {
  const bits = part.live === null ? allBits(part.segment.documents) : part.live.slice();
  const { embargoed, visibleFrom } = part.segment;
  for (let index = 0; index < embargoed.length; index++)
    if (visibleFrom[index]! > now) clearBit(bits, embargoed[index]!);
  if (scope) {
    for (const condition of scope.facets) keepBits(bits, facetDocuments(part, condition));
    const days = dayDocuments(part, scope);
    if (days) keepBits(bits, days);
  }
  return bits;
}

/** The documents that pass one facet condition, dead ones among them. */
export function facetDocuments(part: Part, condition: FacetCondition): Bits {
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

/** The documents that pass the conditions on dates; null when there are none. */
export function dayDocuments(part: Part, filter: Filter): Bits | null {
  const { days, undated } = filter;
  if (days === null && undated === null) return null;
  const { documents, dayFirst, dayLast } = part.segment;
  const bits = makeBits(documents);
  const first = days?.first ?? -Infinity;
  const last = days?.last ?? Infinity;
  for (let document = 0; document < documents; document++) {
    const day = dayFirst[document]!;
    const passes =
      day === NO_DAY
        ? undated === 'only' && days === null
        : undated !== 'only' && day <= last && dayLast[document]! >= first;
    if (passes) setBit(bits, document);
  }
  return bits;
}

import { allBits, clearBit, dropBits, keepBits, makeBits } from './bits.ts';
import { dayDocuments } from './day-sets.ts';
import { facetLists } from './facet-lists.ts';
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
    const days = dayDocuments(part.segment, scope);
    if (days) keepBits(bits, days);
  }
  return bits ?? part.live;
}

/** Sets of documents by facet condition, for each segment; what was asked last is kept. */
const remembered = new WeakMap<Segment, Map<string, Bits>>();
const REMEMBERED = 32;

/** The documents that pass one facet condition, dead ones among them. Not to be changed. */
export function facetDocuments({ segment }: Part, condition: FacetCondition): Bits {
  let known = remembered.get(segment);
  if (known === undefined) remembered.set(segment, (known = new Map<string, Bits>()));
  const key = JSON.stringify(condition);
  const bits = known.get(key) ?? findFacetDocuments(segment, condition);
  known.delete(key);
  known.set(key, bits);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  return bits;
}

function findFacetDocuments(segment: Segment, condition: FacetCondition): Bits {
  const anyIncluded = condition.include.length > 0 || condition.includeNone;
  let bits = allBits(segment.documents);
  if (anyIncluded) {
    bits = documentsWith(segment, condition.facet, condition.include, condition.includeNone);
  }
  if (condition.exclude.length > 0 || condition.excludeNone) {
    dropBits(bits, documentsWith(segment, condition.facet, condition.exclude, condition.excludeNone));
  }
  return bits;
}

/** Documents that have one of the values, or none with `orNone`. */
function documentsWith(segment: Segment, facet: number, wanted: readonly string[], orNone: boolean): Bits {
  const { names } = segment.facets[facet]!;
  const lists = facetLists(segment, facet);
  const bits = makeBits(segment.documents);
  for (const name of wanted) {
    const value = names.indexOf(name);
    if (value >= 0) lists.mark(value, bits);
  }
  if (orNone) lists.mark(names.length, bits);
  return bits;
}

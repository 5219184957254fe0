import { allBits, clearBit, dropBits, keepBits, makeBits, setBit } from './bits.ts';
import { facetLists } from './facet-lists.ts';
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

function remember(part: Part, condition: unknown, find: () => Bits): Bits {
  const known = remembered.get(part.segment) ?? new Map<string, Bits>();
  remembered.set(part.segment, known);
  const key = JSON.stringify(condition);
  const bits = known.get(key) ?? find();
  known.delete(key);
  known.set(key, bits);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  return bits;
}

/** The documents that pass one facet condition, dead ones among them. Not to be changed. */
export function facetDocuments(part: Part, condition: FacetCondition): Bits {
  return remember(part, condition, () => findFacetDocuments(part, condition));
}

function findFacetDocuments(part: Part, condition: FacetCondition): Bits {
  const { segment } = part;
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

/** True when a document passes the conditions on dates. */
export function passesDays(segment: Segment, document: number, { days, undated }: Filter): boolean {
  const day = segment.dayFirst[document]!;
  if (day === NO_DAY) return undated !== 'exclude' && days === null;
  if (undated === 'only') return false;
  return days === null || (day <= days.last && segment.dayLast[document]! >= days.first);
}

/** The documents that pass the conditions on dates; null when there are none. Not to be changed. */
export function dayDocuments(part: Part, { days, undated }: Filter): Bits | null {
  if (days === null && undated === null) return null;
  return remember(part, [String(days?.first), String(days?.last), undated], () =>
    findDayDocuments(part.segment, days, undated),
  );
}

/** Beyond every day that is stored, and far enough from the ends of 32 bits to subtract one from it. */
const FAR = 2 ** 28;

/**
 * As `passesDays` for each document. This loop runs over the whole archive, so it does not branch: a difference is negative
 * where a bound is kept, and its sign is the bit.
 */
function findDayDocuments(segment: Segment, days: Filter['days'], undated: Filter['undated']): Bits {
  const { dayFirst, dayLast, dayOrder, documents } = segment;
  const bits = makeBits(documents);
  const after = undated === 'only' ? -FAR : Math.min(days?.last ?? FAR, FAR) + 1;
  const before = Math.max(days?.first ?? -FAR, -FAR) - 1;
  const passes = (document: number): number => ((dayFirst[document]! - after) & (before - dayLast[document]!)) >>> 31;
  // Four at a time: the loop costs as much as what it does.
  const whole = documents & ~3;
  for (let document = 0; document < whole; document += 4) {
    const four =
      passes(document) | (passes(document + 1) << 1) | (passes(document + 2) << 2) | (passes(document + 3) << 3);
    bits[document >>> 5]! |= four << (document & 31);
  }
  for (let document = whole; document < documents; document++)
    bits[document >>> 5]! |= passes(document) << (document & 31);
  // The undated stand last in the order of days; what the loop makes of them means nothing.
  const mark = undated !== 'exclude' && days === null ? setBit : clearBit;
  for (let rank = documents - 1; rank >= 0 && dayFirst[dayOrder[rank]!] === NO_DAY; rank--) mark(bits, dayOrder[rank]!);
  return bits;
}

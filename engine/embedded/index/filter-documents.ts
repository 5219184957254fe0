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
  const chosen = new Uint8Array(names.length);
  for (const name of wanted) {
    const value = names.indexOf(name);
    if (value >= 0) chosen[value] = 1;
  }
  let document = 0;
  for (let at = 0; at < values.length; at++) {
    if (chosen[values[at]!] === 0) continue;
    while (starts[document + 1]! <= at) document++;
    setBit(bits, document);
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

/** The documents that pass the conditions on dates; null when there are none. Not to be changed. */
export function dayDocuments(part: Part, { days, undated }: Filter): Bits | null {
  if (days === null && undated === null) return null;
  return remember(part, [String(days?.first), String(days?.last), undated], () =>
    findDayDocuments(part.segment, days, undated),
  );
}

/** As `passesDays` for each document, a word of bits at a time: this loop runs over the whole archive. */
function findDayDocuments(segment: Segment, days: Filter['days'], undated: Filter['undated']): Bits {
  const { dayFirst, dayLast, documents } = segment;
  const bits = makeBits(documents);
  const dated = undated !== 'only';
  const none = undated !== 'exclude' && days === null;
  const first = Math.max(days?.first ?? -Infinity, -0x7fffffff);
  const last = Math.min(days?.last ?? Infinity, 0x7fffffff);
  for (let start = 0; start < documents; start += 32) {
    const end = Math.min(start + 32, documents);
    let word = 0;
    for (let document = start; document < end; document++) {
      const day = dayFirst[document]!;
      const passes = day === NO_DAY ? none : dated && day <= last && dayLast[document]! >= first;
      if (passes) word |= 1 << (document - start);
    }
    bits[start >>> 5] = word;
  }
  return bits;
}

import { flipBit, makeBits, setBit } from './bits.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { Filter } from './query.ts';
import type { Segment } from './segment.ts';

/** The columns of a segment that tell of days. */
type DayColumns = Pick<Segment, 'documents' | 'dayFirst' | 'dayLast' | 'dayOrder'>;

/** The order of days is cut into so many stretches, at most: for each a set is kept, and half a stretch is walked at either end of a range. */
const STRETCHES = 16;
/** Shorter stretches gain nothing. */
const LEAST_RANKS = 512;

/**
 * The documents of a segment by day. What begins within a range of days is what the order of days has up to its one end,
 * without what it has up to the other; of these sets some are kept, and the rest of the way is walked.
 */
export class DaySets {
  readonly #segment: DayColumns;
  readonly #stretch: number;
  /** The documents before each stretch of the order of days. */
  readonly #before: Bits[] = [];
  /** Documents of more than one day, which may belong to a range that they do not begin in. */
  readonly #long: Uint32Array;

  constructor(segment: DayColumns) {
    const { documents, dayFirst, dayLast, dayOrder } = segment;
    this.#segment = segment;
    this.#stretch = Math.max(LEAST_RANKS, Math.ceil(documents / STRETCHES));
    const bits = makeBits(documents);
    for (let rank = 0; rank < documents; rank++) {
      if (rank % this.#stretch === 0) this.#before.push(bits.slice());
      setBit(bits, dayOrder[rank]!);
    }
    this.#before.push(bits);
    this.#long = Uint32Array.from(dayOrder.filter((document) => dayLast[document]! > dayFirst[document]!));
  }

  /** The documents that pass the conditions on dates, as `passesDays` has it. */
  find({ days, undated }: Pick<Filter, 'days' | 'undated'>): Bits {
    const { documents } = this.#segment;
    const dated = firstRank(this.#segment, NO_DAY);
    if (days === null) return undated === 'only' ? this.#between(dated, documents) : this.#between(0, dated);
    if (undated === 'only') return makeBits(documents);
    const { first, last } = days;
    const from = firstRank(this.#segment, last);
    const bits = this.#between(from, Math.max(from, firstRank(this.#segment, Math.max(first - 1, NO_DAY))));
    for (const document of this.#long) if (overlaps(this.#segment, document, days)) setBit(bits, document);
    return bits;
  }

  /** The documents of some neighbouring ranks. */
  #between(from: number, end: number): Bits {
    const bits = makeBits(this.#segment.documents);
    for (const rank of [from, end]) {
      const nearest = Math.min(Math.round(rank / this.#stretch), this.#before.length - 1);
      const known = this.#before[nearest]!;
      for (let word = 0; word < bits.length; word++) bits[word]! ^= known[word]!;
      this.#flip(bits, Math.min(nearest * this.#stretch, this.#segment.documents), rank);
    }
    return bits;
  }

  /** Takes the documents between two ranks out, or puts them in. */
  #flip(bits: Bits, one: number, other: number): void {
    const { dayOrder } = this.#segment;
    const end = Math.max(one, other);
    for (let rank = Math.min(one, other); rank < end; rank++) flipBit(bits, dayOrder[rank]!);
  }
}

/** True when a document passes the conditions on dates. */
export function passesDays(
  segment: DayColumns,
  document: number,
  { days, undated }: Pick<Filter, 'days' | 'undated'>,
): boolean {
  if (segment.dayFirst[document] === NO_DAY) return undated !== 'exclude' && days === null;
  return undated !== 'only' && (days === null || overlaps(segment, document, days));
}

const overlaps = (
  { dayFirst, dayLast }: DayColumns,
  document: number,
  { first, last }: NonNullable<Filter['days']>,
): boolean => dayFirst[document]! <= last && dayLast[document]! >= first;

/** Where in the order of days, newest first, those begin that are not after `last`. */
export function firstRank({ dayOrder, dayFirst }: DayColumns, last: number): number {
  let low = 0;
  let high = dayOrder.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dayFirst[dayOrder[middle]!]! > last) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Made when first asked for, and as long-lived as the segment: two bytes a document, and four for each of several days. */
const made = new WeakMap<Segment, DaySets>();

/** The documents that pass the conditions on dates; null when there are none. */
export function dayDocuments(segment: Segment, filter: Filter): Bits | null {
  if (filter.days === null && filter.undated === null) return null;
  let sets = made.get(segment);
  if (sets === undefined) made.set(segment, (sets = new DaySets(segment)));
  return sets.find(filter);
}

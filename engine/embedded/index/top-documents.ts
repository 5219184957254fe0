import { hasBit, makeBits, setBit } from './bits.ts';
import { firstRank } from './day-sets.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { BoundedScores } from './bounded-scores.ts';
import type { FoundDocument, IndexQuery } from './query.ts';
import type { Snapshot } from './snapshot.ts';

interface Candidate extends FoundDocument {
  readonly day: number;
}

const MS_PER_DAY = 86_400_000;
/** After so many days an article counts half as fresh. */
const HALF_LIFE_DAYS = 365;

/** Keeps the first documents of an order, up to the end of the page asked for. */
export class TopDocuments {
  readonly #query: Pick<IndexQuery, 'order' | 'offset' | 'limit' | 'now'>;
  readonly #snapshot: Snapshot;
  readonly #size: number;
  /** A heap with the worst on top. */
  readonly #heap: Candidate[] = [];

  /** @param least so many of the first are kept, wherever the page ends */
  constructor(query: Pick<IndexQuery, 'order' | 'offset' | 'limit' | 'now'>, snapshot: Snapshot, least = 0) {
    this.#query = query;
    this.#snapshot = snapshot;
    this.#size = query.limit === 0 ? 0 : Math.max(least, query.offset + query.limit);
  }

  /** Offers documents of a part in the order of the index; `scores` stand beside them. */
  add(part: number, documents: Uint32Array, scores: Float64Array | null, count: number): void {
    if (this.#size === 0) return;
    const { dayFirst } = this.#snapshot.parts[part]!.segment;
    const byScore = this.#query.order === 'score';
    for (let index = 0; index < count; index++) {
      let score = scores === null ? 0 : scores[index]!;
      if (byScore && this.#heap.length === this.#size && score < this.#heap[0]!.score) continue;
      const document = documents[index]!;
      const day = dayFirst[document]!;
      if (this.#query.order === 'recent') score = this.#freshened(score, day);
      this.#offer({ part, document, score, day });
    }
  }

  /** Offers those among `members` whose scores can be among the first. Freshness makes no score higher. */
  addBest(part: number, members: Bits, scores: BoundedScores): void {
    if (this.#size === 0) return;
    const { dayFirst } = this.#snapshot.parts[part]!.segment;
    const heap = this.#heap;
    const least = (): number => (heap.length < this.#size ? -Infinity : heap[0]!.score);
    scores.offerBest(members, least, (document, found) => {
      if (found < least()) return;
      const day = dayFirst[document]!;
      const score = this.#query.order === 'recent' ? this.#freshened(found, day) : found;
      this.#offer({ part, document, score, day });
    });
  }

  /**
   * Offers the first documents among `members` in the order of days, as many as can come into question; none of them begins
   * after the day `last`. With `scores`, those of the last day in question are told apart by them.
   */
  addByDay(part: number, members: Bits, last = Infinity, scores: BoundedScores | null = null): void {
    const { segment } = this.#snapshot.parts[part]!;
    const { dayOrder, dayFirst } = segment;
    const fromOldest = this.#query.order === 'oldest';
    const dated = firstRank(segment, NO_DAY);
    const chosen = makeBits(members.length * 32);
    let found = 0;
    let day = 0;
    for (let step = fromOldest ? 0 : firstRank(segment, last); step < dayOrder.length; step++) {
      const document = dayOrder[fromOldest && step < dated ? dated - 1 - step : step]!; // those without a day are last in both
      if (!hasBit(members, document)) continue;
      // From the oldest on, the documents of a day come from the last to the first, and the first are wanted.
      const isWanted = found < this.#size || ((scores !== null || fromOldest) && dayFirst[document] === day);
      if (!isWanted) break;
      day = dayFirst[document]!;
      found++;
      if (scores === null) this.#offer({ part, document, score: 0, day });
      else setBit(chosen, document);
    }
    scores?.offerBest(
      chosen,
      () => -Infinity,
      (document, score) => this.#offer({ part, document, score, day: dayFirst[document]! }),
    );
  }

  #freshened(score: number, day: number): number {
    if (day === NO_DAY) return score / 2;
    const age = Math.max(0, this.#query.now / MS_PER_DAY - day);
    return score * (0.5 + 0.5 * 2 ** (-age / HALF_LIFE_DAYS));
  }

  #offer(candidate: Candidate): void {
    const heap = this.#heap;
    if (heap.length < this.#size) {
      heap.push(candidate);
      this.#rise(heap.length - 1);
    } else if (this.#size > 0 && this.#compare(candidate, heap[0]!) < 0) {
      heap[0] = candidate;
      this.#sink();
    }
  }

  /** Negative when `a` comes before `b`. */
  #compare(a: Candidate, b: Candidate): number {
    const { order } = this.#query;
    const [dayA, dayB] = order === 'oldest' ? [reversed(a.day), reversed(b.day)] : [a.day, b.day];
    if (order === 'newest' || order === 'oldest') return dayB - dayA || b.score - a.score || sameOrder(a, b);
    return b.score - a.score || dayB - dayA || sameOrder(a, b);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (this.#compare(heap[child]!, heap[parent]!) <= 0) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      child = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      let worst = parent;
      for (const child of [parent * 2 + 1, parent * 2 + 2]) {
        if (child < heap.length && this.#compare(heap[child]!, heap[worst]!) > 0) worst = child;
      }
      if (worst === parent) return;
      [heap[worst], heap[parent]] = [heap[parent]!, heap[worst]!];
      parent = worst;
    }
  }

  /** The first documents, in order, to the end of the page at least. */
  first(): FoundDocument[] {
    return this.#heap.sort((a, b) => this.#compare(a, b));
  }
}

/** Oldest first, undated still last. */
function reversed(day: number): number {
  return day === NO_DAY ? NO_DAY : -day;
}

function sameOrder(a: FoundDocument, b: FoundDocument): number {
  return a.part - b.part || a.document - b.document;
}

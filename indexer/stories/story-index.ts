import type { Fingerprint } from './fingerprint.ts';
import { KeySet } from './key-set.ts';
import { uint32List } from './number-list.ts';

/** A posting packs the high bits of a feature and its position into the 53 bits of an exact number. */
const FEATURE_BITS = 26;
const POSITIONS = 2 ** (53 - FEATURE_BITS);
/** A shingle that more articles share says nothing about any two of them. */
const COMMON_SHINGLE = 64;
const NO_DAY = 0;
const DAY_OFFSET = 1_000_000;

/** Fingerprints of all articles of a run, by number, in typed memory: about 180 bytes each. */
export class StoryIndex {
  readonly #keyHigh = uint32List();
  readonly #keyLow = uint32List();
  readonly #shingles = uint32List();
  readonly #days = uint32List();
  readonly #ends = uint32List();
  readonly #features = uint32List();
  readonly #coarseness = uint32List();
  #postings: Float64Array | null = null;

  get length(): number {
    return this.#keyHigh.length;
  }

  add(fingerprint: Fingerprint): void {
    this.#keyHigh.push(fingerprint.bodyKey[0]);
    this.#keyLow.push(fingerprint.bodyKey[1]);
    this.#shingles.push(fingerprint.shingles);
    this.#days.push(fingerprint.day === null ? NO_DAY : fingerprint.day + DAY_OFFSET);
    for (const sample of fingerprint.samples) this.#features.push(sample);
    for (const hint of fingerprint.hints) this.#features.push(hint);
    this.#ends.push(this.#features.length);
    this.#coarseness.push(fingerprint.coarseness * 256 + fingerprint.hints.length);
    this.#postings = null;
  }

  /** The body keys of all articles. */
  bodyKeys(): KeySet {
    const keys = new KeySet();
    for (let article = 0; article < this.length; article++) keys.add([this.#keyHigh.at(article), this.#keyLow.at(article)]);
    return keys;
  }

  shinglesOf(article: number): number {
    return this.#shingles.at(article);
  }

  /** Day number, or null. */
  dayOf(article: number): number | null {
    const day = this.#days.at(article);
    return day === NO_DAY ? null : day - DAY_OFFSET;
  }

  isSameText(a: number, b: number): boolean {
    return this.#keyHigh.at(a) === this.#keyHigh.at(b) && this.#keyLow.at(a) === this.#keyLow.at(b);
  }

  /** Longest first; equal texts stand together. Does not depend on the order in which articles were added. */
  compare(a: number, b: number): number {
    return (
      this.#shingles.at(b) - this.#shingles.at(a) ||
      this.#keyHigh.at(a) - this.#keyHigh.at(b) ||
      this.#keyLow.at(a) - this.#keyLow.at(b)
    );
  }

  /** Articles that share a hint with this one, or enough sampled shingles for either to hold most of the other. */
  candidates(article: number): number[] {
    this.#postings ??= this.#sortPostings();
    const shared = new Map<number, number>();
    const hinted = new Set<number>();
    const end = this.#ends.at(article);
    const hintsFrom = end - (this.#coarseness.at(article) & 255);
    for (let at = this.#startOf(article); at < end; at++) {
      for (const other of this.#articlesWith(this.#features.at(at))) {
        if (other === article) continue;
        shared.set(other, (shared.get(other) ?? 0) + 1);
        if (at >= hintsFrom) hinted.add(other);
      }
    }
    return [...shared]
      .filter(([other, count]) => hinted.has(other) || count >= this.#enough(article, other))
      .map(([other]) => other);
  }

  /** Lets the inverted index go; it is made again when it is asked for. */
  release(): void {
    this.#postings = null;
  }

  /** A third of the samples that both would have at the coarser rate of the two. */
  #enough(a: number, b: number): number {
    const coarseness = Math.max(this.#coarseness.at(a), this.#coarseness.at(b)) >> 8;
    const expected = Math.min(this.#shingles.at(a), this.#shingles.at(b)) / 2 ** coarseness;
    return Math.max(1, expected / 3);
  }

  #startOf(article: number): number {
    return article === 0 ? 0 : this.#ends.at(article - 1);
  }

  /** (feature, position) pairs as one number each, sorted: an inverted index of 8 bytes a posting. */
  #sortPostings(): Float64Array {
    if (this.#features.length > POSITIONS) throw new RangeError('more articles than the index can number');
    const postings = new Float64Array(this.#features.length);
    for (let at = 0; at < postings.length; at++) postings[at] = key(this.#features.at(at)) * POSITIONS + at;
    return postings.sort();
  }

  *#articlesWith(feature: number): Generator<number> {
    const postings = this.#postings!;
    const from = key(feature) * POSITIONS;
    const first = lowerBound(postings, from);
    const last = lowerBound(postings, from + POSITIONS);
    if (last - first > COMMON_SHINGLE) return;
    for (let at = first; at < last; at++) yield this.#articleAt(postings[at]! - from);
  }

  /** The article whose features include the one at a position: binary search over where each ends. */
  #articleAt(position: number): number {
    let low = 0;
    let high = this.#ends.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends.at(middle) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The high bits of a feature: samples have their low bits zero. */
function key(feature: number): number {
  return feature >>> (32 - FEATURE_BITS);
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Fingerprint } from './fingerprint.ts';
import { KeySet } from '../../core/key-set.ts';
import { uint32List } from './number-list.ts';

/** A shingle that more articles share says nothing about any two of them. */
const COMMON_SHINGLE = 64;

/** Fingerprints of all articles of a run, by number, in typed memory: about 150 bytes each. */
export class StoryIndex {
  readonly #keyHigh = uint32List();
  readonly #keyLow = uint32List();
  #shingles = uint32List();
  #ends = uint32List();
  #features = uint32List();
  #coarseness = uint32List();
  #chains: Chains | null = null;

  get length(): number {
    return this.#keyHigh.length;
  }

  add(fingerprint: Fingerprint): void {
    this.#keyHigh.push(fingerprint.bodyKey[0]);
    this.#keyLow.push(fingerprint.bodyKey[1]);
    this.#shingles.push(fingerprint.shingles);
    for (const sample of fingerprint.samples) this.#features.push(sample);
    for (const hint of fingerprint.hints) this.#features.push(hint);
    this.#ends.push(this.#features.length);
    this.#coarseness.push(fingerprint.coarseness * 256 + fingerprint.hints.length);
    this.#chains = null;
  }

  /** The body keys of all articles. */
  bodyKeys(): KeySet {
    const keys = new KeySet();
    for (let article = 0; article < this.length; article++)
      keys.add([this.#keyHigh.at(article), this.#keyLow.at(article)]);
    return keys;
  }

  shinglesOf(article: number): number {
    return this.#shingles.at(article);
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
    this.#chains ??= this.#chainFeatures();
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

  /** Lets go of all but the body keys, the tenth of it that is still asked for when the stories are known. */
  release(): void {
    this.#chains = null;
    this.#shingles = uint32List();
    this.#ends = uint32List();
    this.#features = uint32List();
    this.#coarseness = uint32List();
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

  /** An inverted index of five to six bytes a feature: for each bucket of features, a chain through their positions. */
  #chainFeatures(): Chains {
    const { length } = this.#features;
    const heads = new Uint32Array(2 ** Math.ceil(Math.log2(length / 4 + 1)));
    const next = new Uint32Array(length);
    for (let at = 0; at < length; at++) {
      const bucket = bucketOf(this.#features.at(at), heads.length);
      next[at] = heads[bucket]!;
      heads[bucket] = at + 1;
    }
    return { heads, next };
  }

  /** The articles that have a feature; none when it is too common to mean anything. */
  #articlesWith(feature: number): number[] {
    const { heads, next } = this.#chains!;
    const found: number[] = [];
    for (let link = heads[bucketOf(feature, heads.length)]!; link !== 0; link = next[link - 1]!) {
      if (this.#features.at(link - 1) !== feature) continue;
      if (found.length === COMMON_SHINGLE) return [];
      found.push(this.#articleAt(link - 1));
    }
    return found;
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

/** Positions plus one, so that 0 ends a chain. */
interface Chains {
  readonly heads: Uint32Array;
  readonly next: Uint32Array;
}

/** The high bits of a feature: samples have their low bits zero. */
function bucketOf(feature: number, buckets: number): number {
  return buckets === 1 ? 0 : feature >>> (32 - Math.log2(buckets));
}

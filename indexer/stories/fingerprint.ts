import { keyOfHex, type Key } from '../../core/key-set.ts';
import { foldedText } from '../steps/identify.ts';
import type { FinishedDocument } from '../steps/to-document.ts';
import { unitsOf } from '../text-units.ts';

const SHINGLE_WORDS = 4;
const SAMPLES = 16;
const LEAD_WORDS = 8;

/** What is kept in memory of an article to find its repeats: about 100 bytes, however long it is. */
export interface Fingerprint {
  /** 64 bits of the SHA-256 of language and folded words, as two unsigned halves. */
  readonly bodyKey: Key;
  /** Number of 4-word shingles: the length that repeats are compared by. */
  readonly shingles: number;
  /** Shingle hashes divisible by 2^`coarseness`; about 8 to 16 of them. */
  readonly samples: Uint32Array;
  readonly coarseness: number;
  /** Hashes of the lead and of the address: hints that a text is worth comparing. */
  readonly hints: Uint32Array;
  /** The lowest shingle hashes, by which a later run finds a changed version. */
  readonly sketch: Uint32Array;
}

/** Hashes in a sketch. */
export const SKETCH_SIZE = 10;

/** The fingerprint of a document, from it and the folded words of its body. */
export function fingerprintOf({ document, foldedBody, contentId }: FinishedDocument): Fingerprint {
  const words = wordHashes(foldedBody);
  const shingles = shingleHashes(words);
  const coarseness = Math.max(0, Math.ceil(Math.log2(shingles.length / SAMPLES)));
  const mask = 2 ** coarseness - 1;
  const samples = new Set<number>();
  for (const hash of shingles) if ((hash & mask) === 0) samples.add(hash);
  const hints = words.length >= SHINGLE_WORDS ? [combine(words, 0, Math.min(LEAD_WORDS, words.length))] : [];
  if (document.url !== undefined) hints.push(hashText(comparableUrl(document.url)));
  return {
    bodyKey: keyOfHex(contentId),
    shingles: shingles.length,
    samples: Uint32Array.from(samples),
    coarseness,
    hints: Uint32Array.from(hints),
    sketch: lowest(shingles, SKETCH_SIZE),
  };
}

const CAMPAIGN = /^(?:utm_\w+|fbclid|gclid|ref|source|cmp|cmpid)=/i;

/** An address without what varies between two visits: scheme, `www.`, campaign parameters, fragment, final slash. */
export function comparableUrl(url: string): string {
  const [address = '', query = ''] = url.replace(/#.*$/, '').split('?', 2);
  const bare = address
    .replace(/^(?:[a-z]+:)?\/*(?:www\.)?/i, '')
    .replace(/\/+$/, '')
    .toLowerCase();
  const parameters = query
    .split('&')
    .filter((parameter) => parameter !== '' && !CAMPAIGN.test(parameter))
    .sort();
  return parameters.length === 0 ? bare : `${bare}?${parameters.join('&')}`;
}

/** The share of the smaller text's 4-word shingles that the other has too, 0…1; and of both, what they share. */
export function overlap(a: string, b: string): { readonly containment: number; readonly jaccard: number } {
  if (a === b) return { containment: 1, jaccard: 1 };
  const [small, large] = [shingleSet(a), shingleSet(b)].toSorted((x, y) => x.size - y.size) as [
    Set<number>,
    Set<number>,
  ];
  if (small.size === 0) return { containment: 0, jaccard: 0 };
  let shared = 0;
  for (const hash of small) if (large.has(hash)) shared++;
  return { containment: shared / small.size, jaccard: shared / (small.size + large.size - shared) };
}

/** The lowest different numbers of a list, ascending. */
function lowest(numbers: Uint32Array, count: number): Uint32Array {
  const kept = new Uint32Array(count);
  let length = 0;
  for (const number of numbers) {
    if (length === count && number >= kept[count - 1]!) continue;
    let at = 0;
    while (at < length && kept[at]! < number) at++;
    if (at < length && kept[at] === number) continue;
    if (length < count) length++;
    kept.copyWithin(at + 1, at, length - 1);
    kept[at] = number;
  }
  return kept.slice(0, length);
}

function shingleSet(text: string): Set<number> {
  return new Set(shingleHashes(wordHashes(foldedText(text))));
}

/** The hash of every word of a folded text. */
function wordHashes(folded: string): Uint32Array {
  const hashes = new Uint32Array((folded.length + 1) >> 1);
  let count = 0;
  const units = unitsOf(folded);
  let hash = NO_TEXT;
  for (let at = 0; at < folded.length; at++) {
    const unit = units[at]!;
    if (unit !== SPACE) hash = withUnit(hash, unit);
    else {
      hashes[count++] = hash;
      hash = NO_TEXT;
    }
  }
  if (folded !== '') hashes[count++] = hash;
  return hashes.subarray(0, count);
}

function shingleHashes(words: Uint32Array): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, words.length - SHINGLE_WORDS + 1));
  for (let from = 0; from < hashes.length; from++) hashes[from] = combine(words, from, from + SHINGLE_WORDS);
  return hashes;
}

const SPACE = 0x20;
/** FNV-1a over UTF-16 units. A forged collision costs a comparison, never a wrong merge of long texts. */
const NO_TEXT = 0x811c9dc5 | 0;

function withUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function hashText(text: string): number {
  let hash = NO_TEXT;
  for (let at = 0; at < text.length; at++) hash = withUnit(hash, text.charCodeAt(at));
  return hash >>> 0;
}

/** Mixes hashes in order (the finalizer of MurmurHash3, public domain), so that the low bits are fit for sampling. */
function combine(parts: Uint32Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ parts[at]!, 0x85ebca6b) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

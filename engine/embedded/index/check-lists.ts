import { compareBytes, decodeUtf8 } from './bytes.ts';
import { isPair } from './common-pairs.ts';
import { impactIn, weightsOf } from './field-norms.ts';
import { END } from './posting-list.ts';
import { PostingsEncoder } from './postings-format.ts';
import { PrefixListsBuilder } from './prefix-lists.ts';
import { TermDictionaryBuilder } from './term-dictionary.ts';
import { beginsBlock, TermWalker } from './term-walker.ts';
import type { ListSource } from './posting-list.ts';
import type { ListFile } from './postings-format.ts';
import type { Segment } from './segment.ts';

/**
 * Writes the dictionary and all lists of a segment anew, from the terms, postings and positions that are read from it, and
 * reports where other bytes are stored, or at another place. Skip entries, bounds, bits and the lists of beginnings say nothing that the postings do
 * not; a search trusts them, and a checksum does not know what they should say.
 */
export function checkLists(segment: Segment, report: (problem: string) => void): void {
  const { documents, meta, lengths, terms } = segment;
  const fields = weightsOf(meta.norms);
  const impact = impactIn(fields, lengths, meta.words, documents);
  const encoder = new PostingsEncoder(fields.length, documents, impact);
  const prefixes = new PrefixListsBuilder(documents, fields.length, impact);
  const stored = new StoredLists(segment.sequentialLists());
  const dictionary = new TermDictionaryBuilder();
  let before = new Uint8Array(0);
  const walker = new TermWalker(terms, 0);
  while (walker.ordinal < terms.count) {
    const { ordinal } = walker;
    const bytes = walker.bytes.slice(0, walker.length);
    const term = decodeUtf8(bytes);
    if (ordinal > 0 && compareBytes(before, bytes) >= 0) report(`"${term}" does not come after the term before it`);
    before = bytes;
    const isWord = !isPair(bytes);
    if (isWord) prefixes.begin(term);
    const cursor = segment.postings(ordinal);
    let last = -1;
    while (cursor.next() !== END) {
      if (cursor.document <= last || cursor.document >= documents) break;
      last = cursor.document;
      cursor.copyTo(encoder, cursor.document);
      if (isWord) prefixes.add(cursor.document, cursor.frequencies);
    }
    if (beginsBlock(ordinal)) prefixes.flush(stored);
    if (stored.differ()) report(`the list of a beginning of words before "${term}" is not what their lists make it`);
    const place = encoder.writeTo(stored);
    if (cursor.document !== END || place.documents !== cursor.documents) {
      report(`the list of "${term}" holds ${place.documents} documents, the dictionary says ${cursor.documents}`);
    }
    const known = terms.info(ordinal);
    dictionary.add(bytes, known);
    stored.position = known.offset + known.postingsBytes + known.positionsBytes;
    if (stored.differ() || place.offset !== known.offset) {
      report(`the list of "${term}" has other skip entries, bounds or bits than its postings`);
    }
    walker.next();
  }
  if (!terms.isThatOf(dictionary)) report('the dictionary is not what its terms make it');
  const places = prefixes.finish(stored);
  if (stored.differ() || JSON.stringify(places) !== JSON.stringify(meta.prefixes)) {
    report('the lists of beginnings of words are not what the lists of the words make them');
  }
}

/** The lists of a segment, as a file to which only what is there already can be written. */
class StoredLists implements ListFile {
  position = 0;
  readonly #read: ListSource;
  #differ = false;

  constructor(read: ListSource) {
    this.#read = read;
  }

  write(bytes: Uint8Array): void {
    const there = this.#read(this.position, bytes.length);
    if (Buffer.compare(there, bytes) !== 0) this.#differ = true;
    this.position += bytes.length;
  }

  /** Whether something else was written since this was last asked. */
  differ(): boolean {
    const differ = this.#differ;
    this.#differ = false;
    return differ;
  }
}

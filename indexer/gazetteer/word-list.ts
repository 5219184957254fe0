import { phraseAt, type Tokens } from './tokens.ts';
import { hashOf, HashFilter } from './word-hash.ts';

/** Folded words and phrases that a rule asks for. Nearly all words of a text are turned down by their hash. */
export class WordList implements Iterable<string> {
  readonly #phrases: ReadonlySet<string>;
  readonly #firstWords: HashFilter;

  constructor(phrases: Iterable<string>) {
    this.#phrases = new Set(phrases);
    this.#firstWords = new HashFilter(Math.ceil(Math.log2(this.#phrases.size + 1)) + 5);
    for (const phrase of this.#phrases) this.#firstWords.add(hashOf(phrase.split(' ', 1)[0]!));
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#phrases.values();
  }

  /** Whether the words from one index up to another are in the list; no word stands before the first and after the last. */
  holds(tokens: Tokens, from: number, to = from + 1): boolean {
    if (from < 0 || from >= tokens.count || !this.#firstWords.mayHave(tokens.hashes[from]!)) return false;
    return this.#phrases.has(phraseAt(tokens, from, to));
  }
}

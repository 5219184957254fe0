import { createHash } from 'node:crypto';
import { visitTokens } from '../../core/text.ts';

/** Longest word Meilisearch indexes, in bytes; a longer one is missing from documents and from queries without a word. */
const MAX_WORD_BYTES = 250;

const NON_ASCII = /[^\0-\x7f]/;
const SCRIPT_NAMES = ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Hangul', 'Armenian', 'Georgian', 'Devanagari'];
const KNOWN_SCRIPTS = SCRIPT_NAMES.map((script) => `\\p{Script=${script}}`);
const SCRIPTS = [...KNOWN_SCRIPTS, `(?!${KNOWN_SCRIPTS.join('|')})\\p{L}`].map((script) => new RegExp(script, 'u'));
const DIGIT_BEFORE_LETTER = /^\p{N}+\p{L}/u;
const SIGN = /[^\p{L}\p{N}]/u;
const DIGIT_BEFORE_NON_LATIN = /^\p{N}+(?!\p{Script=Latin})\p{L}/u;

/**
 * The words of a text as Meilisearch is given them, in documents and in queries alike: our own, folded. What a word is
 * must not depend on the engine, whose tokenizer counts emoji as words, stops phrases at commas and guesses languages.
 */
export function engineWords(text: string): string[] {
  const words: string[] = [];
  visitTokens(text, (term) => words.push(toEngineWord(term)));
  return words;
}

/**
 * Words as one text for Meilisearch. It begins a new word where the script changes, and digits go with what stands before
 * them: in `العراق 5g` it would read `5` and `g`. A middle dot separates words and is Latin to it, which makes all of `·5g`
 * Latin.
 */
export function joinWords(words: readonly string[]): string {
  return words.map((word) => (DIGIT_BEFORE_LETTER.test(word) ? `·${word}` : word)).join(' ');
}

/**
 * One folded word as Meilisearch is given it. What it would cut, where the script changes (`natoالعراق`) or at a sign that
 * folding has laid bare (`½` is `1⁄2`), is written in ASCII letters that no other word is written in; what is too long for it, as
 * a hash in such letters.
 */
export function toEngineWord(term: string): string {
  const word = NON_ASCII.test(term) && isCut(term) ? `u${Buffer.from(term).toString('hex')}` : term;
  const fits = word.length * 3 <= MAX_WORD_BYTES || Buffer.byteLength(word) <= MAX_WORD_BYTES;
  return fits ? word : `u${createHash('sha256').update(term).digest('hex')}`;
}

function isCut(term: string): boolean {
  const scripts = SCRIPTS.filter((script) => script.test(term)).length;
  return scripts > 1 || SIGN.test(term) || DIGIT_BEFORE_NON_LATIN.test(term);
}

/** True for a word in the letters of `toEngineWord`: what differs in one of them is another word, not a mistyped one. */
export function isRewritten(word: string): boolean {
  return /^u(?:[0-9a-f]{2}){2,}$/.test(word);
}

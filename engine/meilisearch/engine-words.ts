import { visitTokens } from '../../core/text.ts';

/** Longest word Meilisearch indexes, in bytes. */
const MAX_WORD_BYTES = 250;

const NON_ASCII = /[^\0-\x7f]/;
const SCRIPT_NAMES = ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Hangul', 'Armenian', 'Georgian', 'Devanagari'];
const KNOWN_SCRIPTS = SCRIPT_NAMES.map((script) => `\\p{Script=${script}}`);
const SCRIPTS = [...KNOWN_SCRIPTS, `(?!${KNOWN_SCRIPTS.join('|')})\\p{L}`].map((script) => new RegExp(script, 'u'));

/**
 * The words of a text as Meilisearch is given them, in documents and in queries alike: our own, folded. What a word is
 * must not depend on the engine, whose tokenizer counts emoji as words, stops phrases at commas and guesses languages.
 */
export function engineWords(text: string): string[] {
  const words: string[] = [];
  visitTokens(text, (term) => {
    const word = toEngineWord(term);
    if (word.length * 3 <= MAX_WORD_BYTES || Buffer.byteLength(word) <= MAX_WORD_BYTES) words.push(word);
  });
  return words;
}

/**
 * One folded word as Meilisearch is given it. Meilisearch cuts a word where its script changes (`natoالعراق`), so such a
 * word is written in ASCII letters that no other word is written in.
 */
export function toEngineWord(term: string): string {
  const mixed = NON_ASCII.test(term) && SCRIPTS.filter((script) => script.test(term)).length > 1;
  return mixed ? `u${Buffer.from(term).toString('hex')}` : term;
}

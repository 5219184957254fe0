import { wordsIn } from '../page-lines.ts';

/** Longest title. */
export const TITLE_LENGTH = 200;
/** Of captions, which run longer than titles. */
export const REPEAT_LENGTH = 400;

/** Anything but ASCII and typographic marks. */
const LETTERS_BEYOND_ASCII = /[^\0-\x7f\xa0\xab\xbb\u2010-\u2027\u2030-\u205e]/;
const SIGNS = /[^\p{L}\p{N}]+/gu;
const ASCII_SIGNS = /[^a-z0-9]+/g;

/** Folds what scrapers vary between two printings of one title. */
export function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(LETTERS_BEYOND_ASCII.test(text) ? SIGNS : ASCII_SIGNS, ' ')
    .trim();
}

/** ` | Gulf Herald`, ` - The Star`: what a page's own title adds to that of its article. */
const SITE_NAME = / [|–—·•»-] [^|–—·•»]{2,40}$/;

/** A title as printings of it are compared: without the name of the site, where four words are left. Captions repeat to the letter. */
export function comparableTitle(text: string): string {
  if (text.length > TITLE_LENGTH) return text.length <= REPEAT_LENGTH ? text : '';
  if (!SITE_NAME.test(text)) return comparable(text);
  const bare = text.replace(SITE_NAME, '');
  return comparable(wordsIn(bare) >= 4 ? bare : text);
}

/** Lines that others are compared with; those without a letter or digit are like no other. */
export class ComparableLines {
  readonly #keys: ReadonlySet<string>;
  readonly #starts: ReadonlySet<string>;

  constructor(lines: readonly string[]) {
    this.#keys = new Set(lines.map(comparable).filter((key) => key !== ''));
    this.#starts = new Set(Array.from(this.#keys, (key) => key.charAt(0)));
  }

  /** Whether a line is, but for what scrapers vary, one of them. Most are told by their first letter. */
  has(line: string): boolean {
    return this.#hasKeyOf(line, comparable);
  }

  /** Whether a line is one of them with the name of the site behind it. */
  hasTitle(line: string): boolean {
    return this.#hasKeyOf(line, comparableTitle);
  }

  #hasKeyOf(line: string, keyOf: (text: string) => string): boolean {
    const first = line.charAt(0).toLowerCase();
    if (this.#keys.size === 0 || (/[a-z0-9]/.test(first) && !this.#starts.has(first))) return false;
    return this.#keys.has(keyOf(line));
  }
}

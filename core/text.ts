/** A word of a text: folded for comparison, with half-open UTF-16 offsets into the text as written. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const NON_ASCII = /[^\0-\x7f]/; // eslint-disable-line no-control-regex -- the range of ASCII

/** Case, diacritics and compatibility forms folded away (NFKD, marks dropped): `Türkiye` and `turkiye` are equal. */
export function fold(text: string): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** The words of a text in order. What search, highlighting and comparison of texts all mean by a word. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    tokens.push({ term: fold(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

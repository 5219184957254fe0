/**
 * What stored text is made of, as far as packing it goes: words, what stands between words, and letters of scripts that
 * have thousands of them. Texts are UTF-8. A single space between two words is no symbol: it is what
 * stands there unless another symbol does ("spaceless words": de Moura, Navarro, Ziviani and Baeza-Yates, Fast and
 * flexible word searching on compressed text, ACM TOIS 18, 2000).
 */

const SPACE = 0x20;
const BACKSLASH = 0x5c;

const OTHER = 0;
const LETTER = 1;
const LONG = 2;

/** ASCII letters and digits, and every byte of a character of two, belong to words; longer characters begin at 0xE0. */
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0xe0 ? LONG : byte >= 0x80 || /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? LETTER : OTHER,
);

/** True when what begins with this byte is a word: between two of them a space stands. */
export function beginsWord(byte: number): boolean {
  return KINDS[byte] === LETTER;
}

/** Calls `visit` for each symbol of a text in order: from where to where it stands. */
export function visitSymbols(text: Uint8Array, visit: (from: number, to: number) => void): void {
  let afterWord = false;
  for (let from = 0; from < text.length;) {
    const to = endOfSymbol(text, from);
    const isWord = beginsWord(text[from]!);
    const isSpace = to - from === 1 && text[from]! === SPACE;
    if (!(isSpace && afterWord && to < text.length && beginsWord(text[to]!))) visit(from, to);
    afterWord = isWord;
    from = to;
  }
}

function endOfSymbol(text: Uint8Array, from: number): number {
  const { length } = text;
  let at = from;
  const kind = KINDS[text[from]!];
  if (kind === LETTER) {
    while (at < length && KINDS[text[at]!] === LETTER) at++;
    return at;
  }
  while (at < length) {
    const byte = text[at]!;
    if (byte === BACKSLASH)
      at += 2; // the n of JSON's \n is no letter of the word behind it
    else if (KINDS[byte] === OTHER) at++;
    else if (isPunctuation(text, at)) at += 3;
    else break;
  }
  if (at > from) return Math.min(at, length);
  at++;
  while (at < length && (text[at]! & 0xc0) === 0x80) at++;
  return at;
}

/** U+2000 to U+207F: quotes, dashes, and the like, three bytes each. */
function isPunctuation(text: Uint8Array, at: number): boolean {
  return text[at]! === 0xe2 && (text[at + 1]! & 0xfe) === 0x80;
}

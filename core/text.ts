/** A word of a text: folded for comparison, with half-open UTF-16 offsets into the text as written. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const NON_ASCII = /[^\0-\x7f]/;

/** Letters that no decomposition reaches, and invisible characters that a word may carry. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'n', ĸ: 'k', ŧ: 't', ς: 'σ',
  ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك', 'ـ': '', '\u00ad': '', '\u200c': '', '\u200d': '', '\u2060': '', '\ufeff': '',
}; // prettier-ignore
const TO_FOLD = new RegExp(Object.keys(FOLDED).join('|'), 'g');
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Case, diacritics, compatibility forms and spelling variants of a letter folded away: `Türkiye` equals `turkiye`. */
export function fold(text: string): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\p{M}+/gu, '') // lower-casing İ leaves a dot of its own
    .replace(TO_FOLD, (letter) => FOLDED[letter]!)
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
}

/** Called with each word: folded, and where it stands. */
export type TokenVisitor = (term: string, start: number, end: number) => void;

const OTHER = 0;
const LOWER_OR_DIGIT = 1;
const UPPER = 2;
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[a-z0-9]/.test(char)) CLASSES[code] = LOWER_OR_DIGIT;
  else if (/[A-Z]/.test(char)) CLASSES[code] = UPPER;
}
/** True when all between two places is ASCII letters and digits: one word, if no more of them stand beside it. */
export function isPlainWord(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code >= 128 || CLASSES[code] === OTHER) return false;
  }
  return end > start;
}

/** True for a place of white space, as `\s` has it, and for one outside of the text. */
export function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index); // NaN outside; told by the code where that is enough, for it is asked of every letter
  return code < 128 ? code === 32 || (code >= 9 && code <= 13) : Number.isNaN(code) || /\s/.test(text[index]!);
}

const APOSTROPHE = 0x27;
const DOT = 0x2e;

/**
 * Visits the words of a text in order. What search, highlighting and comparison of texts all mean by a word: a run of
 * letters and digits, where
 * - a possessive ending is left out (`Iraq's` is `iraq`), an apostrophe inside is passed over (`O'Brien` is `obrien`,
 *   `don't` is `dont`), but an elided article stands alone (`l'Irak` is `l`, `irak`);
 * - initials are one word (`U.N.` is `un`);
 * - text in a script without spaces is cut by the dictionary of `Intl.Segmenter`.
 *
 * Words that stand in the text as they are folded go to `visitPlace`, when that is given: no string is made of them.
 */
export function visitTokens(
  text: string,
  visit: TokenVisitor,
  visitPlace?: (start: number, end: number) => void,
): void {
  const length = text.length;
  let index = 0;
  while (index < length) {
    const first = text.charCodeAt(index);
    if (first < 128 && CLASSES[first] === OTHER) {
      index++;
      continue;
    }
    let end = index;
    let seen = 0;
    let code = first;
    while (code < 128 && CLASSES[code] !== OTHER) {
      seen |= CLASSES[code]!;
      end++;
      code = end < length ? text.charCodeAt(end) : 0;
    }
    if (code < 128 && !(code === APOSTROPHE && end > index) && !(code === DOT && end === index + 1)) {
      if (seen & UPPER) visit(text.slice(index, end).toLowerCase(), index, end);
      else if (visitPlace) visitPlace(index, end);
      else visit(text.slice(index, end), index, end);
      index = end;
    } else {
      index = visitUnusual(text, index, visit);
    }
  }
}

const WORD =
  // eslint-disable-next-line no-misleading-character-class -- joiners stand for themselves
  /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00ad\u200c\u200d\u2060\ufeff]|['\u2019\u02bc\u02bb\uff07](?=[\p{L}\p{N}]))*/uy;
const INITIALS = /\p{L}(?:\.\p{L}(?![\p{L}\p{N}\p{M}]))+/uy;
const POSSESSIVE = /['\u2019\u02bc\uff07][sS]$/;
const ELISION = /^(?![oO])(?:\p{L}|qu|jusqu|lorsqu|puisqu|dall|dell|nell|sull|all)['\u2019\u02bc\uff07](?=.{2})/iu;
const APOSTROPHES = /['\u2019\u02bc\u02bb\uff07]/g;
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The word at `start` when it holds more than plain letters; returns where to go on. */
function visitUnusual(text: string, start: number, visit: TokenVisitor): number {
  INITIALS.lastIndex = start;
  const initials = INITIALS.exec(text)?.[0];
  if (initials !== undefined) {
    visit(fold(initials.replaceAll('.', '')), start, start + initials.length);
    return start + initials.length;
  }
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
  if (UNSPACED.test(word)) visitUnspaced(word, start, visit);
  else visitSpaced(word, start, visit);
  return start + word.length;
}

function visitSpaced(word: string, start: number, visit: TokenVisitor): void {
  const bare = word.replace(POSSESSIVE, '');
  const article = ELISION.exec(bare)?.[0] ?? '';
  if (article !== '') visit(fold(article.slice(0, -1)), start, start + article.length - 1);
  const term = fold(bare.slice(article.length).replace(APOSTROPHES, ''));
  if (term !== '') visit(term, start + article.length, start + bare.length);
}

/** The segmenter's time grows with the square of a run; longer ones are cut, at the cost of one word in so many letters. */
const RUN_LENGTH = 256;
let segmenter: Intl.Segmenter | undefined;

function visitUnspaced(run: string, start: number, visit: TokenVisitor): void {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  let from = 0;
  while (from < run.length) {
    let to = Math.min(run.length, from + RUN_LENGTH);
    if (to < run.length && /[\p{M}\udc00-\udfff]/u.test(run[to]!)) to++;
    for (const part of segmenter.segment(run.slice(from, to))) {
      if (part.isWordLike === false) continue;
      const term = fold(part.segment);
      const place = start + from + part.index;
      if (term !== '') visit(term, place, place + part.segment.length);
    }
    from = to;
  }
}

/** The words of a text in order, with their places. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  visitTokens(text, (term, start, end) => tokens.push({ term, start, end }));
  return tokens;
}

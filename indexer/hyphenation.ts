/** What no word begins with: behind a hyphen at the end of a line it is the rest of the word. */
const ENDINGS = new Set(
  [
    'tion tions tional tionally sion sions ment ments mental ing ings ness ity ities ance ances ence ences ency ancy',
    'ous ously ive ively ical ically ation ations ational ization isation ized ised ating ated ers ed ly ture tures',
    'ung ungen rung rungen lung lungen tung tungen dung dungen nung nungen keit keiten heiten schaft schaften lich liche lichen',
    'teur teurs trice ción ciones sión siones miento mientos dad dades mente dores',
  ].flatMap((line) => line.split(' ')),
);
/** What is written with a hyphen before nearly any word. */
const COMPOUNDED = new Set(['self', 'well', 'half', 'non']);

const BROKEN = /(?:^|[^\p{L}\p{N}-])(\p{L}{2,})-$/u;
const REST = /^\p{Ll}+(?![\p{L}-])/u;
const WORD = /\p{L}+(?:-\p{L}+)*(?!-$)/gu;

/** Joins wrapped lines whose words were broken at the line's end, where the rest of the page or the word itself tells how. */
export class Hyphenation {
  readonly #words: ReadonlySet<string>;

  constructor(lines: readonly string[]) {
    const isHyphenated = lines.some((line) => BROKEN.test(line));
    this.#words = new Set(isHyphenated ? lines.flatMap((line) => line.toLowerCase().match(WORD) ?? []) : []);
  }

  /** What stands between two lines in one text, and whether the hyphen at the end of the first goes. */
  between(line: string, next: string): { readonly dropsHyphen: boolean; readonly gap: '' | ' ' } {
    const start = line.endsWith('-') ? BROKEN.exec(line.slice(-60))?.[1]?.toLowerCase() : undefined;
    const rest = REST.exec(next)?.[0];
    if (start === undefined || rest === undefined) return { dropsHyphen: false, gap: ' ' };
    const isWhole = this.#words.has(start + rest);
    const isCompound = this.#words.has(`${start}-${rest}`);
    if (isWhole !== isCompound) return { dropsHyphen: isWhole, gap: '' };
    if (ENDINGS.has(rest)) return { dropsHyphen: true, gap: '' };
    return { dropsHyphen: false, gap: COMPOUNDED.has(start) ? '' : ' ' };
  }
}

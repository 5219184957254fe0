/** Endings by which forms of a word differ, each with what may stand there instead: `studies` – `study`. */
const ENDINGS: readonly (readonly [ending: string, bases: readonly string[]])[] = [
  ['s', ['']],
  ['es', ['', 'e']],
  ['ies', ['y']],
  ['ed', ['', 'e']],
  ['ied', ['y']],
  ['ing', ['', 'e']],
  ['er', ['', 'e']],
  ['ers', ['', 'e']],
  ['ly', ['']],
  ['ment', ['']],
  ['ments', ['']],
  ['ion', ['', 'e']],
  ['ions', ['', 'e']],
  ['al', ['']],
  ['n', ['']],
  ['ns', ['']],
  ['an', ['']],
  ['ian', ['']],
  ['ish', ['']],
  ['ese', ['']],
];
const ADDED = [
  '',
  's',
  'es',
  'ed',
  'ing',
  'er',
  'ers',
  'ly',
  'ment',
  'ion',
  'ions',
  'al',
  'n',
  'an',
  'ian',
  'ns',
  'ese',
];
const DOUBLED = /([bdfgklmnprt])\1$/;
const SHORTEST_STEM = 3;

/**
 * Words that may be other forms of a folded English word: plural, tenses, a people of a country. Many of them do not
 * exist; whoever asks looks them up. [] for words with other than plain letters.
 */
export function wordVariants(word: string): string[] {
  if (!/^[a-z]{3,30}$/.test(word)) return [];
  const bases = new Set([word]);
  for (const [ending, replacements] of ENDINGS) {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || stem.length < SHORTEST_STEM || !/[aeiouy]/.test(stem)) continue;
    if (ending === 's' && stem.endsWith('s')) continue;
    for (const replacement of replacements) bases.add(stem + replacement);
    if (DOUBLED.test(stem)) bases.add(stem.slice(0, -1));
  }
  const variants = new Set<string>();
  for (const base of bases) {
    for (const ending of ADDED) variants.add(base + ending);
    const last = base.at(-1)!;
    const short = base.slice(0, -1);
    if (last === 'e') for (const ending of ['ed', 'ing', 'er', 'ion', 'ation']) variants.add(short + ending);
    else if (last === 'y') for (const ending of ['ies', 'ied']) variants.add(short + ending);
    else for (const ending of ['ed', 'ing', 'er']) variants.add(base + last + ending);
  }
  variants.delete(word);
  return Array.from(variants);
}

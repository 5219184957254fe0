import { formatDay } from '../core/calendar-date.ts';
import type { ArticleDocument } from '../core/document.ts';

/** Distinct words; how often one is used falls with its rank (Zipf's law). */
const VOCABULARY = 243_000;
const COUNTRIES = 200;
const ORGANISATIONS = 2_000;
const FIRST_DAY = 16_436; // 2015-01-01
const DAYS = 3_652;

const FUNCTION_WORDS =
  'the of to and in a that for is on it with as was by at be from he has have are an his this not but will they said its who which or had been one their would were more after we also than when there about new up over into last two first out people if could other all some time her so what you year only most no years president government state country world week many between under where before three such made since how may while them'.split(
    ' ',
  );
const SYLLABLES =
  'ba be bi bo bra ca ce co cre da de di do dra el en fa fe fi fo ga ge gra ha he hi ho in ka ke ko la le li lo ma me mi mo na ne ni no or pa pe pi po pra ra re ri ro sa se si so sta ta te ti to tra un va ve vi vo wa we wi za ze'.split(
    ' ',
  );

/** Equally likely fractions from a seed (Tommy Ettinger's mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The word of a rank, from 0: function words first, then made-up ones, longer with their rank. */
export function wordOfRank(rank: number): string {
  if (rank < FUNCTION_WORDS.length) return FUNCTION_WORDS[rank]!;
  let rest = rank + 3_000;
  let word = '';
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length]!;
  return word;
}

const words = Array.from({ length: VOCABULARY }, (_, rank) => wordOfRank(rank));

/** A rank drawn by Zipf's law: one divided by it is how likely it is. */
export function drawRank(random: () => number): number {
  return Math.min(VOCABULARY - 1, Math.floor(Math.exp(random() * Math.log(VOCABULARY + 1))) - 1);
}

/** Article `number` of an archive: 300 to 400 words, one to four countries, one to five organisations, ten years. */
export function syntheticArticle(number: number): ArticleDocument {
  const random = seededRandom(number * 7_919 + 1);
  const text = (count: number): string => Array.from({ length: count }, () => words[drawRank(random)]!).join(' ');
  const several = (most: number, of: number, name: (index: number) => string): string[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => name(Math.floor(random() ** 2 * of)))),
  ];
  const sentences = Array.from({ length: 25 }, () => `${text(12 + Math.floor(random() * 4))}.`);
  const paragraphs = Array.from({ length: 5 }, (_, index) => sentences.slice(index * 5, index * 5 + 5).join(' '));
  const date = formatDay(FIRST_DAY + Math.floor(random() * DAYS));
  return {
    id: `article-${number}`,
    title: text(8),
    body: paragraphs.join('\n\n'),
    date,
    datePrecision: 'day',
    dateSource: 'front-matter',
    countries: several(4, COUNTRIES, (index) => `C${index}`),
    regions: several(2, 22, (index) => `region-${index}`),
    organisations: several(5, ORGANISATIONS, (index) => `Organisation ${index}`),
    language: 'en',
    sources: [{ file: `archive/${number}.md` }],
    publisher: `Publisher ${Math.floor(random() * 40)}`,
    evidence: { countries: [], organisations: [], regions: [], date: [] },
  };
}

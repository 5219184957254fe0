import type { Term, TextQuery } from '../../core/query.ts';
import type { Notice } from '../../core/result.ts';
import { engineWords, isRewritten, joinWords } from './engine-words.ts';
import type { LongNames } from './long-names.ts';
import { NAMES_ATTRIBUTE, TEXT_ATTRIBUTES } from './to-settings.ts';

/** Meilisearch looks at this many words and phrases of a query, and drops the rest without a word. */
export const MAX_QUERY_WORDS = 10;

/** A word or phrase that an article must have; its words are ours, folded. */
export interface Wanted {
  readonly words: readonly string[];
  /** Taken as it is: no typos, no synonyms. */
  readonly literal: boolean;
  readonly prefix: boolean;
  /** As typed. */
  readonly typed: string;
}

/** A text query as Meilisearch can take it. */
export interface Words {
  readonly wanted: readonly Wanted[];
  readonly excluded: readonly Wanted[];
  readonly notices: readonly Notice[];
}

/** What of a text query can be asked, and the notices about what cannot. */
export function toWords(text: TextQuery, typos: boolean): Words {
  const unsupported = new Set<string>();
  const wanted: Wanted[] = [];
  for (const clause of text.clauses) {
    if (clause.anyOf.length > 1) unsupported.add('OR');
    for (const term of clause.anyOf) {
      if (term.field !== undefined) unsupported.add(`${term.field}:`);
      if (term.slop !== undefined && term.slop > 0) unsupported.add('~');
      wanted.push(...toWanted(term, typos));
    }
  }
  const excluded = text.excluded.flatMap((term) => toWanted(term, false));
  const inParts = [...wanted, ...excluded].filter(({ words }) => !isExact(words)).map(({ typed }) => typed);
  return {
    // Only the last word of a query may be completed, so the word being typed goes last.
    wanted: [...wanted.filter(({ prefix }) => !prefix), ...wanted.filter(({ prefix }) => prefix)],
    excluded,
    notices: [
      ...(unsupported.size > 0 ? [{ code: 'not-supported' as const, words: [...unsupported] }] : []),
      ...[...new Set(inParts)].map((about) => ({ code: 'phrase-in-parts' as const, about })),
    ],
  };
}

function toWanted(term: Term, typos: boolean): Wanted[] {
  const words = engineWords(term.text);
  if (words.length === 0) return [];
  const rewritten = words.some(isRewritten);
  const prefix = term.prefix === true && words.length === 1 && !rewritten;
  if (term.slop !== undefined && term.slop > 0) {
    return words.map((word) => ({ words: [word], literal: true, prefix: false, typed: word }));
  }
  const literal = (!typos && !prefix) || rewritten || term.kind === 'phrase' || words.length > 1;
  return [{ words, literal, prefix, typed: term.text }];
}

/** The words Meilisearch will look at, and a notice about those it will not. */
export function shorten(words: Words): Words {
  if (words.wanted.length <= MAX_QUERY_WORDS) return words;
  const dropped = words.wanted.slice(MAX_QUERY_WORDS).map(({ typed }) => typed);
  return {
    ...words,
    wanted: words.wanted.slice(0, MAX_QUERY_WORDS),
    notices: [...words.notices, { code: 'query-shortened', words: dropped }],
  };
}

/**
 * The `q` of a search. Exclusions lead: behind the tenth word they would be forgotten. What is to be taken as it is
 * stands in quotes, a single word too, and a space at the end keeps the last word from being completed.
 */
export function toQueryText({ wanted, excluded }: Pick<Words, 'wanted' | 'excluded'>): string {
  const parts = [
    ...excluded.flatMap((term) =>
      quoted(term)
        .slice(0, 1)
        .map((phrase) => `-${phrase}`),
    ),
    ...wanted.flatMap((term) => (term.literal ? quoted(term) : [joinWords(term.words)])),
  ];
  return parts.length === 0 ? '' : parts.join(' ') + (wanted.at(-1)?.prefix === true ? '' : ' ');
}

/** Where to look: a query with a long name also where articles with its short form carry it. */
export function attributesFor(wanted: readonly Wanted[], longNames: LongNames): string[] {
  const plain = wanted.filter(({ literal }) => !literal).flatMap(({ words }) => words);
  return longNames.hasLongName(plain) ? [...TEXT_ATTRIBUTES, NAMES_ATTRIBUTE] : [...TEXT_ATTRIBUTES];
}

/** Meilisearch knows which two words are neighbours in an article, not where, and of one word not that it follows itself. */
const isExact = (words: readonly string[]): boolean => words.length < 3 && words[0] !== words[1];

/**
 * A phrase in quotes; several overlapping ones where a word comes again within three, because Meilisearch keeps no
 * distance from a word to itself and would never find `day by day`.
 */
function quoted({ words }: Wanted): string[] {
  const phrases: string[][] = [];
  let current: string[] = [];
  for (const word of words) {
    if (word === current.at(-1)) continue;
    if (word === current.at(-2)) {
      phrases.push(current);
      current = current.slice(-1);
    }
    current.push(word);
  }
  phrases.push(current);
  return phrases.map((phrase) => `"${joinWords(phrase)}"`);
}

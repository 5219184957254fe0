import type { FacetName } from '../core/facets.ts';
import { LISTED_FACETS, NONE } from '../core/facets.ts';
import type { Filters } from '../core/query.ts';
import type { Notice } from '../core/result.ts';
import type { Vocabulary } from '../core/vocabulary.ts';

/** Of a value that no list has so many are named that begin like it, and so much of it must they have in common. */
const NAMED = 3;
const COMMON_LETTERS = 3;

/** What is to be said about filters by values that do not exist: a search that finds nothing for them would not tell why. */
export function unknownValues({ facets }: Filters, vocabulary: Vocabulary): Notice[] {
  return LISTED_FACETS.flatMap((facet) => {
    const { include = [], exclude = [] } = facets[facet] ?? {};
    return [...include, ...exclude]
      .filter((value) => value !== NONE && vocabulary.label(facet, value) === value)
      .map((value): Notice => ({ code: 'unknown-value', about: value, words: likeIt(facet, value, vocabulary) }));
  });
}

function likeIt(facet: FacetName, value: string, vocabulary: Vocabulary): readonly string[] {
  const typed = value.replaceAll('-', ' ');
  for (let length = typed.length; length >= COMMON_LETTERS; length--) {
    const found = vocabulary.matching(facet, typed.slice(0, length), NAMED);
    if (found.length > 0) return found;
  }
  return [];
}

import type { Settings } from 'meilisearch';
import { FACETS } from '../../core/facets.ts';
import type { IndexSettings } from '../settings.ts';
import { TYPO_LETTERS } from '../settings.ts';
import { engineWords } from './engine-words.ts';
import { SYNONYM_KEY_WORDS } from './long-names.ts';
import { facetAttribute } from './to-filter.ts';
import { SUMMARY_FIELDS } from './to-record.ts';

/** The attributes that text is searched in. `names` only for queries that hold a long name (see `long-names.ts`). */
export const TEXT_ATTRIBUTES = ['titleWords', 'bodyWords'] as const;
export const NAMES_ATTRIBUTE = 'names';

/**
 * Totals and counts are cut at these: the defaults of 1,000 hits and 100 values are the trap. Values are sorted by us,
 * because Meilisearch breaks ties the other way round.
 */
const MAX_TOTAL_HITS = 1_000_000_000;
export const MAX_FACET_VALUES = 20_000;

/** Settings of an index of articles. `sort` leads: without a sort in the query it does nothing. */
export function toSettings(settings: IndexSettings): Settings {
  return {
    searchableAttributes: [...TEXT_ATTRIBUTES, NAMES_ATTRIBUTE],
    // Matches are looked for in all displayed text, searched or not: nothing long stands here that is not marked.
    displayedAttributes: [...SUMMARY_FIELDS, 'body'],
    filterableAttributes: [
      ...FACETS.map(({ name }) => facetAttribute(name)),
      'id',
      'dayFirst',
      'dayLast',
      'day',
      'month',
      'year',
      'embargo',
    ],
    sortableAttributes: ['dayFirst', 'year'],
    rankingRules: ['sort', 'words', 'typo', 'proximity', 'attributeRank', 'wordPosition', 'exactness', 'dayFirst:desc'],
    // Left alone, Meilisearch guesses the language of each text and each query by itself, and reads `شريك` as Persian in
    // the one and as Arabic in the other. One language for all, and a word is the same word everywhere.
    localizedAttributes: [{ attributePatterns: ['*'], locales: ['eng'] }],
    stopWords: [],
    synonyms: toSynonyms(settings),
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: TYPO_LETTERS.one, twoTypos: TYPO_LETTERS.two },
      disableOnNumbers: true,
    },
    faceting: { maxValuesPerFacet: MAX_FACET_VALUES },
    pagination: { maxTotalHits: MAX_TOTAL_HITS },
    proximityPrecision: 'byWord', // phrases are resolved from it: `byAttribute` would make every phrase wrong
  };
}

function toSynonyms({ synonyms }: IndexSettings): Record<string, string[]> {
  const map = new Map<string, Set<string>>();
  for (const group of synonyms) {
    const entries = group.map((entry) => engineWords(entry));
    for (const entry of entries) {
      if (entry.length === 0 || entry.length > SYNONYM_KEY_WORDS) continue;
      const key = entry.join(' ');
      const others = map.get(key) ?? new Set();
      for (const other of entries) if (other.length > 0 && other.join(' ') !== key) others.add(other.join(' '));
      map.set(key, others);
    }
  }
  return Object.fromEntries([...map].map(([key, others]) => [key, [...others]]));
}

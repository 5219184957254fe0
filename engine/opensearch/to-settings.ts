import { FACET_NAMES } from '../../core/facets.ts';

/** How the indexes of a generation are laid out in the cluster. */
export interface Layout {
  /** Primary shards of an index (of each partition). Up to about 30 GB each. Default 1. */
  readonly shards?: number;
  /** `0-1` makes a second copy as soon as there is a second node. */
  readonly replicas?: string;
}

const keywords = (names: readonly string[], more: object): object => ({
  properties: Object.fromEntries(names.map((name) => [name, { type: 'keyword', ...more }])),
});

/**
 * The words were cut and folded by `core/text.ts` before they came here, so that every engine means the same by a word:
 * the analyzer only splits at blanks. Terms beyond this length are cut by the adapter.
 */
export const MAX_TERM_LENGTH = 8_000;

/** Settings and mapping of a generation's index. While it is built it has no copies and is not refreshed. */
export function toIndexBody({ shards = 1 }: Layout): object {
  return {
    settings: {
      index: { number_of_shards: shards, number_of_replicas: 0, refresh_interval: '-1' },
      // words that come back in an article count on for longer than by default: better on both judged collections tried
      similarity: { default: { type: 'BM25', k1: 2, b: 0.75 } },
      analysis: {
        tokenizer: { blanks: { type: 'whitespace', max_token_length: MAX_TERM_LENGTH } },
        analyzer: { folded: { type: 'custom', tokenizer: 'blanks' } },
      },
    },
    mappings: {
      dynamic: 'strict',
      // what is searched can be made again from the document; storing it twice would double the index
      _source: { includes: ['document'] },
      properties: {
        id: { type: 'keyword' },
        words: {
          properties: {
            title: { type: 'text', analyzer: 'folded' },
            body: { type: 'text', analyzer: 'folded' },
          },
        },
        title_words: { type: 'keyword' },
        facet: keywords(FACET_NAMES, { eager_global_ordinals: true }),
        folded: keywords(FACET_NAMES, {}),
        date: { type: 'integer' },
        // dates, not numbers: a shard knows its first and last one, and is not asked about others
        first: { type: 'date', format: 'yyyy-MM-dd' },
        last: { type: 'date', format: 'yyyy-MM-dd' },
        month: { type: 'integer' },
        year: { type: 'integer' },
        visible_from: { type: 'long' },
        document: { type: 'object', enabled: false },
      },
    },
  };
}

/** What changes when a generation is published: copies, and a refresh that shows what others wrote. */
export function toLiveSettings({ replicas = '0-1' }: Layout): object {
  const copies = /^\d+-(?:\d+|all)$/.test(replicas)
    ? { auto_expand_replicas: replicas }
    : { auto_expand_replicas: false, number_of_replicas: Number(replicas) };
  return { index: { ...copies, refresh_interval: '1s' } };
}

/** The registry holds one small document; a copy of it on every node would be no burden. */
export const REGISTRY_BODY: object = {
  settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } },
  mappings: { dynamic: 'strict', properties: { registry: { type: 'object', enabled: false } } },
};

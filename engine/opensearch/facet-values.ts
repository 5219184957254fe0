import { DOCUMENT_LIMITS } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import type { FacetCount } from '../../core/result.ts';
import { fold } from '../../core/text.ts';
import type { CallOptions, FacetValuesRequest } from '../port.ts';
import { ask, askRelaxing } from './ask.ts';
import type { Asking } from './ask.ts';
import { isDoubtful, sortCounts } from './from-aggregations.ts';
import type { Buckets } from './from-aggregations.ts';
import type { Located } from './published.ts';
import { toPattern } from './suggest.ts';
import { ALL_VALUES, toTerms } from './to-aggregations.ts';
import { filtersBut, toFilterParts, toScope } from './to-filters.ts';
import { FOLD_SEPARATOR } from './to-stored.ts';
import type { Dsl } from './to-term-query.ts';

/** Values looked at before those with equal counts are put in order. */
const CANDIDATES = 1_000;

interface ValueCounts {
  readonly words: { readonly doc_count: number };
  readonly values: { readonly holding?: Buckets; readonly named?: Buckets };
}

/** Values of a facet that hold what was typed, or that it is an alias of, counted under all filters but the facet's own. */
export async function facetValues(
  asking: Asking,
  { generation }: Located,
  { facet, query, contains, values, limit }: FacetValuesRequest,
  options?: CallOptions,
): Promise<FacetCount[]> {
  const others = filtersBut(toFilterParts(query.filters), facet);
  const wanted = fold(contains);
  const typed = toPattern(wanted);
  const holding = `[^${FOLD_SEPARATOR}]*${typed}[^${FOLD_SEPARATOR}]*${FOLD_SEPARATOR}.*`;
  const size = Math.max(limit, CANDIDATES);
  const named = { terms: { field: `facet.${facet}`, include: values, size: Math.max(1, values.length) } };
  const run = (text: Dsl | null) =>
    ask<ValueCounts>(
      asking,
      asking.names.target(generation),
      {
        query: { bool: { must: text === null ? [] : [text], filter: toScope(query) } },
        aggs: {
          words: { filter: { match_all: {} } },
          values: {
            filter: { bool: { filter: others } },
            aggs: {
              // as long as that no value is, and a pattern that is much longer OpenSearch does not take
              ...(wanted.length > DOCUMENT_LIMITS.facetValue
                ? {}
                : { holding: toTerms(`folded.${facet}`, size, ALL_VALUES, holding) }),
              ...(values.length === 0 ? {} : { named }),
            },
          },
        },
        size: 0,
        track_total_hits: false,
      },
      options,
    );
  const { answer } = await askRelaxing(query, asking, run);
  const found = answer.aggregations!.values;
  if (isDoubtful(found.holding))
    throw new DatelineError('engine_rejected', `A facet has more than ${ALL_VALUES} values.`);
  const counts = new Map(found.named?.buckets.map(({ key, doc_count }) => [key, doc_count]));
  for (const { key, doc_count } of found.holding?.buckets ?? []) {
    counts.set(key.slice(key.indexOf(FOLD_SEPARATOR) + 1), doc_count);
  }
  return sortCounts(counts).slice(0, limit);
}

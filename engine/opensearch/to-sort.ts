import { dayOf } from '../../core/calendar-date.ts';
import type { Sort } from '../../core/query.ts';
import type { Dsl } from './to-term-query.ts';

/** Days after which an article is worth half as much when fresh ones are preferred, and what an old one keeps. */
const HALF_LIFE_DAYS = 365;
const KEPT_SHARE = 0.3;

/** Order of the hits. `id` decides last, so that pages never overlap; undated articles come after all others. */
export function toSort(sort: Sort, hasWords: boolean): readonly Dsl[] {
  const date = { date: { order: sort === 'oldest' ? 'asc' : 'desc', missing: '_last' } };
  const id = { id: { order: 'asc' } };
  const isRanked = hasWords && (sort === 'relevance' || sort === 'recent');
  return isRanked ? [{ _score: { order: 'desc' } }, date, id] : [date, id];
}

/** The text query weighed by freshness when the sort is `recent`. */
export function toRanked(text: Dsl | null, sort: Sort, nowMs: number): Dsl {
  const query = text ?? { match_all: {} };
  if (text === null || sort !== 'recent') return query;
  const origin = dayOf(nowMs);
  const dated = { exists: { field: 'date' } };
  return {
    function_score: {
      query,
      functions: [
        { weight: KEPT_SHARE },
        { filter: dated, weight: 1 - KEPT_SHARE, gauss: { date: { origin, scale: HALF_LIFE_DAYS, decay: 0.5 } } },
      ],
      score_mode: 'sum',
      boost_mode: 'multiply',
    },
  };
}

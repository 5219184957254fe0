import type { Suggestion } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';
import type { CallOptions, ReadScope } from '../port.ts';
import { ask } from './ask.ts';
import type { Asking } from './ask.ts';
import type { Buckets } from './from-aggregations.ts';
import type { Located } from './published.ts';
import { toScope } from './to-filters.ts';
import { indexWords, LONGEST_TITLE_WORD } from './to-stored.ts';
import { best, toExact } from './to-term-query.ts';

/** Titles looked at for the spelling of a word. */
const TITLES = 20;

interface WordCounts {
  readonly words: Buckets;
}

/** Completions of the last word by words of titles, most frequent first, and titles that hold all that was typed. */
export async function suggest(
  asking: Asking,
  { generation }: Located,
  typed: string,
  limit: number,
  scope: ReadScope,
  options?: CallOptions,
): Promise<Suggestion[]> {
  const words = indexWords(typed);
  const beginning = words.at(-1);
  if (beginning === undefined || limit < 1) return [];
  const inTitle = words.map((text, index) =>
    best(toExact({ kind: 'word', text, field: 'title', prefix: index === words.length - 1 })),
  );
  const counts = {
    words: { terms: { field: 'title_words', include: `${toPattern(beginning)}.*`, size: limit } },
  };
  const answer = await ask<WordCounts>(
    asking,
    asking.names.target(generation),
    {
      query: { bool: { must: inTitle, filter: toScope(scope) } },
      ...(beginning.length > LONGEST_TITLE_WORD ? {} : { aggs: counts }),
      sort: [{ _score: 'desc' }, { date: { order: 'desc', missing: '_last' } }, { id: 'asc' }],
      size: Math.max(limit, TITLES),
      _source: { includes: ['document.id', 'document.title'] },
    },
    options,
  );
  const titles = answer.hits.hits.map(({ _source: { document } }) => document);
  const spelled = (word: string): string => {
    for (const { title } of titles) {
      const token = tokenize(title).find(({ term }) => term === word);
      if (token) return title.slice(token.start, token.end);
    }
    return word;
  };
  const found = (answer.aggregations?.words.buckets ?? []).map(({ key }) => ({
    kind: 'word' as const,
    text: spelled(key),
  }));
  const whole = titles.map(({ id, title }) => ({ kind: 'title' as const, text: title, id }));
  return [...found.slice(0, Math.max(Math.ceil(limit / 2), limit - whole.length)), ...whole].slice(0, limit);
}

/** A text as a regular expression of Lucene that matches it alone. */
export function toPattern(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}]/gu, (character) => `\\${character}`);
}

import { tokenize } from '../../core/text.ts';
import type { Suggestion } from '../../core/result.ts';
import type { ReadScope } from '../port.ts';
import { engineWords, joinWords } from './engine-words.ts';
import { readPart } from './from-response.ts';
import { toFilter } from './to-filter.ts';
import { TEXT_ATTRIBUTES } from './to-settings.ts';
import type { View } from './view.ts';

/** Articles whose words are looked at for completions. */
const LOOKED_AT = 30;

/** Completions of the last word typed, most frequent first, and titles that hold all that was typed. */
export async function suggest(
  view: View,
  typed: string,
  limit: number,
  { scope, now }: ReadScope,
  signal?: AbortSignal,
): Promise<Suggestion[]> {
  const words = tokenize(typed).map(({ term }) => term);
  const beginning = words.at(-1);
  if (beginning === undefined || limit <= 0) return [];
  const asked = {
    q: joinWords(engineWords(typed)),
    filter: toFilter({ scope, now }),
    matchingStrategy: 'all' as const,
  };
  const { results } = await view.ask(
    [
      { ...asked, attributesToSearchOn: ['titleWords'], limit: limit * 2, attributesToRetrieve: ['id', 'title'] },
      {
        ...asked,
        attributesToSearchOn: [...TEXT_ATTRIBUTES],
        limit: LOOKED_AT,
        attributesToRetrieve: ['title', 'body'],
      },
    ],
    now,
    signal,
  );
  const [titles, texts] = results.slice(0, 2).map((result) => readPart(result).hits);
  const completions = completionsOf(texts!, beginning).map((text): Suggestion => ({ kind: 'word', text }));
  const fitting = titles!
    .map((hit): Suggestion => ({ kind: 'title', text: String(hit['title']), id: String(hit['id']) }))
    .filter(({ text }) => holds(text, words)); // Meilisearch forgives typos here too; a completion must not
  const half = Math.max(Math.ceil(limit / 2), limit - fitting.length);
  return [...completions.slice(0, half), ...fitting].slice(0, limit);
}

function completionsOf(texts: readonly Readonly<Record<string, unknown>>[], beginning: string): string[] {
  const found = new Map<string, { count: number; text: string }>();
  for (const text of texts.flatMap((hit) => [String(hit['title']), String(hit['body'])])) {
    for (const { term, start, end } of tokenize(text)) {
      if (!term.startsWith(beginning)) continue;
      const seen = found.get(term);
      if (seen) seen.count++;
      else found.set(term, { count: 1, text: text.slice(start, end).toLowerCase() });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).map(({ text }) => text);
}

function holds(title: string, words: readonly string[]): boolean {
  const terms = tokenize(title).map(({ term }) => term);
  return words.every((word, index) =>
    terms.some((term) => term === word || (index === words.length - 1 && term.startsWith(word))),
  );
}

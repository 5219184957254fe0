import type { FacetName } from '../core/facets.ts';
import { fold, tokenize } from '../core/text.ts';
import type { SuggestionItem } from './schemas/answers.ts';
import type { ReadScope } from '../engine/port.ts';
import type { Services } from './services.ts';
import { toPlainQuery } from './to-search-query.ts';

/** Facets whose values are names that a reader may type. */
const NAMED: readonly FacetName[] = ['country', 'organisation', 'region'];
const ALIASES_LOOKED_AT = 30;

/** Names that occur in articles this caller may see, by what has been typed of them or of an alias; those that begin so first, then the most frequent. */
async function suggestNames(
  { engine, vocabulary }: Services,
  typed: string,
  locale: string | undefined,
  scope: ReadScope,
  signal: AbortSignal,
): Promise<SuggestionItem[]> {
  const query = toPlainQuery('', { typos: true, relax: true }, scope);
  const lists = await Promise.all(
    NAMED.map(async (facet) => {
      const values = vocabulary.matching(facet, typed, ALIASES_LOOKED_AT);
      if (values.length === 0) return [];
      const known = new Set(values);
      const request = { facet, query, contains: typed, values, limit: ALIASES_LOOKED_AT };
      const counts = await engine.facetValues(request, { signal });
      return counts
        .filter(({ value, count }) => known.has(value) && count > 0)
        .map(({ value, count }) => ({
          kind: 'name' as const,
          text: vocabulary.label(facet, value, locale),
          facet,
          value,
          count,
        }));
    }),
  );
  const begins = ({ text }: SuggestionItem): number => Number(fold(text).startsWith(fold(typed)));
  return lists.flat().sort((a, b) => begins(b) - begins(a) || b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** What has been typed, how many completions are wanted, and the language of names. */
interface Asked {
  readonly q: string;
  readonly limit: number;
  readonly locale?: string | undefined;
}

/**
 * Completions of what has been typed: at most half of them names, the rest words and titles of the engine's.
 * [] when no word has been typed. @throws what the engine throws
 */
export async function suggest(
  services: Services,
  { q: typed, limit, locale }: Asked,
  scope: ReadScope,
  signal: AbortSignal,
): Promise<SuggestionItem[]> {
  if (tokenize(typed).length === 0) return [];
  const [names, others] = await Promise.all([
    suggestNames(services, typed.trim(), locale, scope, signal),
    services.engine.suggest(typed, limit, scope, { signal }),
  ]);
  const chosen = names.slice(0, Math.max(Math.ceil(limit / 2), limit - others.length));
  const seen = new Set(chosen.map((item) => fold(item.text)));
  const rest = others.filter((item) => !seen.has(fold(item.text)));
  return [...chosen, ...rest].slice(0, limit);
}

import type { ArticleDocument } from '../core/document.ts';
import { FACET_NAMES } from '../core/facets.ts';
import { tokenize } from '../core/text.ts';
import type { SearchReader } from '../engine/port.ts';
import { literalQuery } from './browse-query.ts';
import type { FactsGatherer, GenerationFacts } from './generation-facts.ts';
import { readEverything } from './read-everything.ts';

/** Articles that are searched for by their own title. */
const SAMPLE = 20;
const SAMPLE_WORDS = 6;
const SAMPLE_FOUND = 0.8;

export interface Survey {
  readonly facts: GenerationFacts;
  /** Titles from all over the generation, to search for. */
  readonly titles: readonly string[];
}

/**
 * Reads a whole generation article by article: the facts are of what the engine holds, not of what it was given.
 * `isCounted` sees each of them, and says whether it belongs to the facts.
 */
export async function surveyGeneration(
  reader: SearchReader,
  gatherer: FactsGatherer,
  options: { readonly signal?: AbortSignal | undefined; readonly isCounted?: (document: ArticleDocument) => boolean },
): Promise<Survey> {
  const titles: string[] = [];
  let stride = 1;
  let number = 0;
  for await (const documents of readEverything(reader, options.signal)) {
    for (const document of documents) {
      if (options.isCounted?.(document) === false) continue;
      gatherer.add(document);
      if (number++ % stride === 0) titles.push(document.title);
      if (titles.length < 2 * SAMPLE) continue;
      stride *= 2; // keep every second title, and take half as many from here on: an even sample of any length
      titles.splice(0, titles.length, ...titles.filter((_title, index) => index % 2 === 0));
    }
  }
  return { facts: gatherer.finish(), titles: titles.slice(0, SAMPLE) };
}

/** Whether the engine finds and counts what it holds. @returns what it gets wrong, one sentence each */
export async function checkSearches(reader: SearchReader, { facts, titles }: Survey): Promise<string[]> {
  const reasons: string[] = [];
  const everything = await reader.search(literalQuery('', { facets: FACET_NAMES, facetLimit: 50 }));
  if (everything.totalHits !== facts.articles) {
    reasons.push(`the engine counts ${everything.totalHits} articles and holds ${facts.articles}`);
  }
  for (const name of FACET_NAMES) {
    const held = facts.facets[name];
    const wrong = everything.facets[name]?.find(
      ({ value, count }) => held?.values[value] !== undefined && held.values[value] !== count,
    );
    if (wrong) {
      reasons.push(
        `the engine counts ${wrong.count} articles for ${name} ${wrong.value} and holds ${held!.values[wrong.value]!}`,
      );
    }
  }
  let asked = 0;
  let found = 0;
  for (const title of titles) {
    const words = tokenize(title).slice(0, SAMPLE_WORDS);
    if (words.length === 0) continue;
    asked++;
    const clauses = words.map(({ start, end }) => ({
      anyOf: [{ kind: 'word' as const, text: title.slice(start, end) }],
    }));
    const { totalHits } = await reader.search(literalQuery('', { text: { clauses, excluded: [] } }));
    if (totalHits > 0) found++;
  }
  if (found < asked * SAMPLE_FOUND)
    reasons.push(`only ${found} of ${asked} articles are found by the words of their title`);
  return reasons;
}

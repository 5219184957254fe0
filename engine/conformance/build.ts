import type { ArticleDocument } from '../../core/document.ts';
import type { Clause, SearchQuery, Term } from '../../core/query.ts';
import { NO_FILTERS } from '../../core/query.ts';
import type { Engine, ReadScope } from '../port.ts';

/** The instant at which all cases read: 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600_000;

export const ALL: ReadScope = { now: NOW };

/** A whole document of which only the parts that matter to a case need be told. */
export function article(parts: Partial<ArticleDocument> & { readonly id: string }): ArticleDocument {
  const date = parts.date ?? null;
  return {
    title: '',
    body: '',
    date,
    datePrecision: date === null ? null : 'day',
    dateSource: date === null ? null : 'front-matter',
    countries: [],
    regions: [],
    organisations: [],
    language: 'en',
    sources: [{ file: `${parts.id}.md` }],
    evidence: { countries: [], organisations: [], regions: [], date: [] },
    ...parts,
  };
}

/** A search with all defaults of the API: everything, by relevance, no facets, highlighted. */
export function query(parts: Partial<SearchQuery> = {}): SearchQuery {
  return {
    text: { clauses: [], excluded: [] },
    filters: NO_FILTERS,
    now: NOW,
    sort: 'relevance',
    page: 1,
    hitsPerPage: 100,
    facets: [],
    facetLimit: 100,
    histogram: 'none',
    highlight: true,
    snippets: 3,
    typos: true,
    relax: true,
    ...parts,
  };
}

/** `text('nato "train more" -russia bagh*')`: words, phrases, exclusions, a typed beginning. For cases, not for readers. */
export function text(typed: string): SearchQuery['text'] {
  const clauses: Clause[] = [];
  const excluded: Term[] = [];
  for (const [, minus, quoted, word, star] of typed.matchAll(/(-?)(?:"([^"]*)"|([^\s"*]+)(\*?))/gu)) {
    const term: Term =
      quoted !== undefined
        ? { kind: 'phrase', text: quoted }
        : { kind: 'word', text: word!, ...(star === '*' ? { prefix: true } : {}) };
    if (minus === '-') excluded.push(term);
    else clauses.push({ anyOf: [term] });
  }
  return { clauses, excluded };
}

/** All words must be there as they are: no typos, nothing relaxed. */
export function exactly(typed: string, parts: Partial<SearchQuery> = {}): SearchQuery {
  return query({ text: text(typed), typos: false, relax: false, ...parts });
}

/** Publishes these documents as the next generation. */
export async function publish(engine: Engine, documents: readonly ArticleDocument[]): Promise<string> {
  const rebuild = await engine.startRebuild();
  for (let start = 0; start < documents.length; start += 500) await rebuild.add(documents.slice(start, start + 500));
  await rebuild.commit();
  return rebuild.generation;
}

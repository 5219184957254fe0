import { ARTICLE_ID, type ArticleDocument } from '../../core/document.ts';
import { FACETS, facetValuesOf } from '../../core/facets.ts';
import type { Hit } from '../../core/result.ts';
import type { CallOptions, ReadScope } from '../port.ts';
import { ask } from './ask.ts';
import type { Asking } from './ask.ts';
import type { Located } from './published.ts';
import { toHit } from './search.ts';
import { toScope } from './to-filters.ts';
import { indexWords } from './to-stored.ts';
import type { Dsl } from './to-term-query.ts';

/** The whole document, or null when there is none that the scope shows. */
export async function getDocument(
  asking: Asking,
  { generation }: Located,
  id: string,
  scope: ReadScope,
  options?: CallOptions,
): Promise<ArticleDocument | null> {
  if (!ARTICLE_ID.test(id)) return null;
  const query = { bool: { filter: [{ ids: { values: [id] } }, ...toScope(scope)] } };
  const answer = await ask(asking, asking.names.target(generation), { query, size: 1 }, options);
  return answer.hits.hits[0]?._source.document ?? null;
}

/** Words of an article that are looked at for others like it. */
const WORDS_LOOKED_AT = 2_000;

/** Articles that share its rare words, those on the same countries and organisations first. */
export async function findRelated(
  asking: Asking,
  located: Located,
  id: string,
  limit: number,
  scope: ReadScope,
  options?: CallOptions,
): Promise<Hit[]> {
  const document = await getDocument(asking, located, id, scope, options);
  if (document === null) return [];
  const query = {
    bool: {
      must: [{ bool: { should: [toLike(document), ...toShared(document)], minimum_should_match: 1 } }],
      must_not: [{ ids: { values: [id] } }],
      filter: toScope(scope),
    },
  };
  const sort = [{ _score: 'desc' }, { id: 'asc' }];
  const body = { query, sort, size: limit, _source: { excludes: ['document.evidence', 'document.body'] } };
  const answer = await ask(asking, asking.names.target(located.generation), body, options);
  return answer.hits.hits.map((hit) => toHit(hit));
}

function toLike({ title, body }: ArticleDocument): Dsl {
  const like = indexWords(`${title} ${title} ${body}`).slice(0, WORDS_LOOKED_AT).join(' ');
  return {
    more_like_this: {
      fields: ['words.title', 'words.body'],
      like,
      min_term_freq: 1,
      min_doc_freq: 2,
      max_query_terms: 25,
      minimum_should_match: '20%',
    },
  };
}

const SHARED_FACETS = { country: 1, organisation: 2 } as const;

function toShared(document: ArticleDocument): Dsl[] {
  return FACETS.flatMap(({ name, field }) => {
    if (name !== 'country' && name !== 'organisation') return [];
    const values = facetValuesOf(document, field);
    return values.length === 0
      ? []
      : [{ constant_score: { filter: { terms: { [`facet.${name}`]: values } }, boost: SHARED_FACETS[name] } }];
  });
}

import { openapiRoute } from '../openapi.ts';
import type { Route } from '../route.ts';
import { ADMIN_ARTICLE_ROUTES } from './admin-articles.ts';
import { ADMIN_REINDEX_ROUTES } from './admin-reindex.ts';
import { ARTICLE_ROUTES } from './articles.ts';
import { EXPORT_ROUTES } from './export.ts';
import { MEILISEARCH_ROUTES } from './meilisearch.ts';
import { SEARCH_ROUTES } from './search.ts';
import { SERVICE_ROUTES } from './service.ts';

const DOCUMENTED: readonly Route[] = [
  ...SEARCH_ROUTES,
  ...ARTICLE_ROUTES,
  ...EXPORT_ROUTES,
  ...MEILISEARCH_ROUTES,
  ...ADMIN_REINDEX_ROUTES,
  ...ADMIN_ARTICLE_ROUTES,
  ...SERVICE_ROUTES,
];

/** Every address of the API. The OpenAPI document is made from this list and is on it. */
export const ROUTES: readonly Route[] = [...DOCUMENTED, openapiRoute(DOCUMENTED)];

import { z } from 'zod';
import { atomFeed, openSearchDescription } from '../atom-feed.ts';
import { answerUnchanged, setEtag } from '../etag.ts';
import { exportArticles } from '../export-articles.ts';
import { publicUrl } from '../public-url.ts';
import { route } from '../route.ts';
import { observedSearch } from '../run-search.ts';
import { booleanParameter, choiceParameter, integerParameter } from '../schemas/parameter.ts';
import { filterParams, queryText } from '../schemas/search-params.ts';
import { toPlainQuery } from '../to-search-query.ts';

const exportAll = route({
  method: 'get',
  path: '/api/export',
  id: 'export',
  tag: 'export',
  summary: 'All articles that a search finds, as CSV or JSON Lines',
  access: 'search',
  query: z.strictObject({
    q: queryText,
    ...filterParams,
    format: choiceParameter(['csv', 'jsonl']).describe(
      'Comma-separated values in UTF-8, or an article as JSON a line.',
    ),
    body: booleanParameter(false).describe('Whole texts too.'),
    head: booleanParameter(true).describe('A first line that names query, filters, generation and total.'),
  }),
  answers: {
    200: {
      description:
        'Unless `head=false`, a first line names query, filters, generation and total; then one article a line, in CSV below the names of the columns. CSV never holds a formula.',
      mediaType: 'text/csv, application/x-ndjson',
    },
    304: { description: 'Unchanged.' },
  },
  problems: [409],
  handle: async ({ req, res, query: params, caller, services }) => {
    if (await answerUnchanged(services, req, res)) return;
    const { q, format, body, head } = params;
    const query = toPlainQuery(q, params, { scope: caller.filter, now: services.now() });
    await exportArticles(services, req, res, { q, query, format, body, head });
  },
});

const feed = route({
  method: 'get',
  path: '/feed.atom',
  id: 'feed',
  tag: 'export',
  summary: 'The newest articles of a search as an Atom feed; times are when the archive first had them',
  access: 'search',
  query: z.strictObject({
    q: queryText,
    ...filterParams,
    limit: integerParameter(1, 100, 30).describe('Entries at most.'),
  }),
  answers: { 200: { description: 'Atom.', mediaType: 'application/atom+xml' }, 304: { description: 'Unchanged.' } },
  handle: async ({ req, res, query: params, caller, services }) => {
    if (await answerUnchanged(services, req, res)) return;
    const now = services.now();
    const plain = toPlainQuery(params.q, params, { scope: caller.filter, now });
    const query = { ...plain, hitsPerPage: params.limit, highlight: true, snippets: 1 };
    const asked = { q: params.q, filters: query.filters, by: 'machine' } as const;
    const { result } = await observedSearch(services, res, asked, query);
    const url = publicUrl(req, services.options);
    setEtag(services, req, res, result);
    const { search, searchParams } = new URL(req.originalUrl, 'http://unused.invalid');
    searchParams.delete('limit'); // the page has pages
    const xml = atomFeed({
      title: params.q === '' ? services.options.siteName : `${services.options.siteName}: ${params.q}`,
      selfUrl: `${url}/feed.atom${search}`,
      pageUrl: searchParams.size === 0 ? `${url}/` : `${url}/?${searchParams.toString()}`,
      entries: await Promise.all(
        result.hits.map(async (hit) => ({
          hit,
          url:
            hit.document.url !== undefined && /^https?:\/\//i.test(hit.document.url)
              ? hit.document.url
              : `${url}/articles/${hit.document.id}`,
          firstSeenMs: (await services.archive.firstSeen(hit.document.id)) ?? 0,
        })),
      ),
    });
    res.type('application/atom+xml').send(xml);
  },
});

const openSearch = route({
  method: 'get',
  path: '/opensearch.xml',
  id: 'openSearchDescription',
  tag: 'export',
  summary: 'Lets browsers offer the archive as a search engine',
  access: 'open',
  answers: { 200: { description: 'OpenSearch 1.1.', mediaType: 'application/opensearchdescription+xml' } },
  handle: ({ req, res, services }) => {
    const { options } = services;
    res.set('Cache-Control', 'no-cache').type('application/opensearchdescription+xml');
    res.send(openSearchDescription(options.siteName, publicUrl(req, options)));
  },
});

export const EXPORT_ROUTES = [exportAll, feed, openSearch];

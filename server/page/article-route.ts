import type { RequestHandler } from 'express';
import { dayOf, formatDay } from '../../core/calendar-date.ts';
import { ARTICLE_ID } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import type { Notice } from '../../core/result.ts';
import type { ReadScope } from '../../engine/port.ts';
import { askEngine } from '../ask-engine.ts';
import { publicUrl } from '../public-url.ts';
import { contextOf } from '../request-context.ts';
import { searchParamsSchema } from '../schemas/search-params.ts';
import type { Services } from '../services.ts';
import { toSearchQuery } from '../to-search-query.ts';
import { articlePage } from './article-page.ts';
import type { Assets } from './assets.ts';
import { wantedWords } from './mark-matches.ts';
import { pageLocale } from './page-locale.ts';
import { stateOf } from './page-state.ts';
import { renderDocument } from './render-html.ts';

const RELATED = 5;

/** `GET /articles/:id?q=`: one article to read, with the matches of the search that found it. */
export function articleRoute(services: Services, assets: Assets): RequestHandler<{ id: string }> {
  return async (req, res) => {
    contextOf(res).facts.route = '/articles/:id';
    const { id } = req.params;
    const locale = pageLocale(req);
    const caller = services.keyRing.identify(undefined);
    const scope = { scope: caller.filter, now: services.now() };
    const state = stateOf(req);
    const { q } = state;
    const { siteName } = services.options;
    res.set('Cache-Control', 'private, no-cache').vary('Accept-Language').type('html');

    const article = ARTICLE_ID.test(id)
      ? await askEngine(services, res, 'get', (signal) => services.engine.get(id, scope, { signal }))
      : null;
    if (!article) throw new DatelineError('not_found', 'there is no such article');
    const [related, notices] = await Promise.all([
      askEngine(services, res, 'related', (signal) => services.engine.related(id, RELATED, scope, { signal })).catch(
        orNothing,
      ),
      q === '' ? [] : noticesOf(services, res, q, scope).catch(orNothing),
    ]);
    const address = `${publicUrl(req, services.options)}/articles/${id}`;
    const today = formatDay(dayOf(services.now()));
    const wanted = wantedWords(q, notices);
    const { vocabulary } = services;
    res.send(
      renderDocument(
        articlePage({ article, related, state, wanted, vocabulary, locale, assets, siteName, address, today }),
      ),
    );
  };
}

/** What the engine searched beside the typed words, so that those are marked as well. */
async function noticesOf(
  services: Services,
  res: Parameters<RequestHandler>[1],
  q: string,
  scope: ReadScope,
): Promise<readonly Notice[]> {
  const params = searchParamsSchema.parse({ q, hitsPerPage: '1', highlight: 'none', interval: 'none' });
  const { query } = toSearchQuery(params, scope);
  return (await askEngine(services, res, 'search', (signal) => services.engine.search(query, { signal }))).notices;
}

/** The article itself is there: it is shown, if with less around it. */
function orNothing(error: unknown): [] {
  if (error instanceof DatelineError) return [];
  throw error;
}

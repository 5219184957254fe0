import type { Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import { dayOf, formatDay } from '../../core/calendar-date.ts';
import type { DatelineError } from '../../core/errors.ts';
import { isDatelineError } from '../../core/errors.ts';
import type { SearchAnswer } from '../../web/search/answer.ts';
import { answerTo } from '../../web/search/answer.ts';
import type { SearchState } from '../../web/search/state.ts';
import { requestParams } from '../../web/search/request.ts';
import { admitSearch } from '../admit-search.ts';
import { invalidInput, STATUS_OF } from '../problem.ts';
import { contextOf } from '../request-context.ts';
import { refuseMethod } from '../route.ts';
import { runSearch } from '../run-search.ts';
import { searchParamsSchema } from '../schemas/search-params.ts';
import type { PageRouter, Services } from '../services.ts';
import { adminPage } from './admin-page.ts';
import { articleRoute } from './article-route.ts';
import type { Assets } from './assets.ts';
import { assetRoutes } from './asset-routes.ts';
import { toFailure } from './failure.ts';
import { pageLocale } from './page-locale.ts';
import { stateOf } from './page-state.ts';
import type { PlacesByLocale } from './places.ts';
import { placesByLocale } from './places.ts';
import { problemPage } from './problem-page.ts';
import { renderDocument } from './render-html.ts';
import { searchPage } from './search-page.ts';

/**
 * The pages for readers: the search at `/`, an article at `/articles/:id`; the archivist's at `/admin`; what they load
 * from `/assets/`. Who asks for a page that cannot be had is told so on a page.
 */
export function createPageRouter(assets: Assets): PageRouter {
  return (services) => {
    const router = Router();
    const places = placesByLocale(services.vocabulary);
    const { ofAddress, ofKey } = services.rateLimits;
    const admitted = [ofAddress, nameReader(services), ofKey, admitSearch(services)];
    const { siteName } = services.options;
    router.use((req, res, next) => {
      contextOf(res).problemPage = (problem) => renderDocument(problemPage(problem, pageLocale(req), assets, siteName));
      next();
    });
    router.use(assetRoutes(assets, places));
    router.get('/', ...admitted, async (req, res) => {
      contextOf(res).facts.route = '/';
      await sendSearchPage(services, assets, places, req, res);
    });
    router.get('/admin', ofAddress, (req, res) => {
      contextOf(res).facts.route = '/admin';
      const html = adminPage(pageLocale(req), assets, siteName);
      res.set('Cache-Control', 'no-cache').type('html').send(renderDocument(html));
    });
    router.get('/articles/:id', ...admitted, articleRoute(services, assets));
    for (const path of ['/', '/admin', '/articles/:id', '/assets/:name'])
      router.all(path, refuseMethod(path, 'GET, HEAD'));
    return router;
  };
}

/** Pages are asked for without a key. Where such callers are not let in, the page itself says so. */
function nameReader({ keyRing }: Services): RequestHandler {
  return (_req, res, next) => {
    if (keyRing.anonymous !== null) contextOf(res).caller = keyRing.anonymous;
    next();
  };
}

async function sendSearchPage(
  services: Services,
  assets: Assets,
  places: PlacesByLocale,
  req: Request,
  res: Response,
): Promise<void> {
  const locale = pageLocale(req);
  const state = stateOf(req);
  const { answer, error } = await answerOrError(services, res, state, locale.localiser.locale);
  const failure = error && toFailure(error);
  if (error) res.status(STATUS_OF[error.code]);
  if (failure?.kind === 'service') res.set('Retry-After', String(failure.retryInSeconds));
  const today = formatDay(dayOf(services.now()));
  const { siteName } = services.options;
  const html = searchPage({
    state,
    answer,
    failure,
    places: places[locale.localiser.locale],
    locale,
    assets,
    siteName,
    today,
  });
  res.set('Cache-Control', 'private, no-cache').vary('Accept-Language').type('html').send(renderDocument(html));
}

/** The page stands even when the search does not. */
async function answerOrError(
  services: Services,
  res: Response,
  state: SearchState,
  locale: string,
): Promise<{ answer: SearchAnswer | null; error: DatelineError | null }> {
  const parsed = searchParamsSchema.safeParse(toQuery(requestParams(state, locale)));
  if (!parsed.success) return { answer: null, error: invalidInput(parsed.error, 'query') };
  try {
    const caller = services.keyRing.identify(undefined);
    const answer = await runSearch(services, res, caller, parsed.data);
    return { answer: answerTo(state, answer as Parameters<typeof answerTo>[1]), error: null };
  } catch (error) {
    if (!isDatelineError(error)) throw error;
    return { answer: null, error };
  }
}

/** Parameters as Express hands them to the API: a list where a name is repeated. */
function toQuery(params: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(params.keys())];
  return Object.fromEntries(
    names.map((name) => [name, params.getAll(name).length > 1 ? params.getAll(name) : params.get(name)!]),
  );
}

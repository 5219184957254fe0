import type { SearchAnswer } from '../../web/search/answer.ts';
import type { SearchState } from '../../web/search/state.ts';
import { EMPTY_STATE, toParams } from '../../web/search/state.ts';
import { boxView } from '../../web/view/box-view.ts';
import { facetsView } from '../../web/view/facets-view.ts';
import type { VNode } from '../../web/view/h.ts';
import { h } from '../../web/view/h.ts';
import { histogramView } from '../../web/view/histogram-view.ts';
import { layoutView } from '../../web/view/layout-view.ts';
import { mapView } from '../../web/view/map-view.ts';
import type { Places } from '../../web/view/places.ts';
import { resultsView } from '../../web/view/results-view.ts';
import type { Failure, View } from '../../web/view/view.ts';
import type { Assets } from './assets.ts';
import { footView, narrowingParams } from './foot.ts';
import type { PageLocale } from './page-locale.ts';
import { renderJson } from './render-html.ts';
import { shellView } from './shell.ts';

export interface SearchPage {
  readonly state: SearchState;
  readonly answer: SearchAnswer | null;
  readonly failure: Failure | null;
  readonly places: Places;
  readonly locale: PageLocale;
  readonly assets: Assets;
  readonly siteName: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/**
 * The search page with its answer in place: what a browser without scripts uses by links and one form, and what the
 * elements take over where scripts run.
 */
export function searchPage(page: SearchPage): VNode {
  const { state, answer, locale, siteName } = page;
  const { localiser } = locale;
  const view = toView(page);
  const attributes = { light: true, 'url-prefix': '' };
  const layout = layoutView(
    attributes,
    {
      facets: facetsView(view),
      histogram: histogramView(view),
      map: mapView(view),
      results: resultsView(view),
      box: boxView(view),
    },
    localiser.say('showFilters'),
  );
  const title = state.q === '' ? siteName : `${state.q} – ${siteName}`;
  const isFront = toParams(state).size === 0; // of searches there is no end, and crawlers would try
  const feed = `/feed.atom?${narrowingParams(state).toString()}`;
  return shellView({
    ...page,
    localiser,
    bundle: 'page',
    title: state.q === '' ? `${siteName} – ${localiser.say('siteTagline')}` : title,
    homeLink: view.link(EMPTY_STATE),
    head: [
      h('link', {
        rel: 'search',
        type: 'application/opensearchdescription+xml',
        href: '/opensearch.xml',
        title: siteName,
      }),
      h('link', { rel: 'alternate', type: 'application/atom+xml', href: feed, title }),
      isFront ? null : h('meta', { name: 'robots', content: 'noindex, follow' }),
    ],
    main: [
      h(
        'main',
        { id: 'dl-main', class: 'dl-wide' },
        h('h1', { class: 'dl-hidden' }, `${siteName}: ${localiser.say('searchLabel')}`),
        layout,
      ),
      answer
        ? h('script', { type: 'application/json', id: 'dl-carried' }, renderJson({ answer, places: page.places }))
        : null,
    ],
    foot: footView(locale, toParams(state), state),
  });
}

function toView({ state, answer, failure, places, locale, today }: SearchPage): View {
  const withLanguage = (path: string, params: URLSearchParams): string => {
    if (locale.stated !== null) params.set('lang', locale.stated);
    const query = params.toString();
    return query === '' ? path : `${path}?${query}`;
  };
  return {
    state,
    answer,
    failure,
    busy: false,
    localiser: locale.localiser,
    stated: locale.stated,
    places,
    today,
    scripted: false,
    link: (next) => withLanguage('/', toParams(next)),
    articleLink: (id) => withLanguage(`/articles/${encodeURIComponent(id)}`, toParams(state)),
  };
}

import type { ArticleDocument } from '../../core/document.ts';
import type { FacetName } from '../../core/facets.ts';
import { toSegments } from '../../core/highlight.ts';
import type { Hit } from '../../core/result.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';
import { toggleValue } from '../../web/search/changes.ts';
import type { SearchState } from '../../web/search/state.ts';
import { EMPTY_STATE, toParams } from '../../web/search/state.ts';
import type { Child, VNode } from '../../web/view/h.ts';
import { h, safeUrl } from '../../web/view/h.ts';
import { evidenceView } from '../../web/view/evidence-view.ts';
import { dateView, hitId } from '../../web/view/results-view.ts';
import type { Assets } from './assets.ts';
import { citationsOf } from './citations.ts';
import { footView } from './foot.ts';
import type { Field, Wanted } from './mark-matches.ts';
import { findMatches } from './mark-matches.ts';
import type { PageLocale } from './page-locale.ts';
import { shellView } from './shell.ts';

export interface ArticlePage {
  readonly article: ArticleDocument;
  readonly related: readonly Hit[];
  /** The search it was found with; the empty one when there was none. */
  readonly state: SearchState;
  readonly wanted: readonly Wanted[];
  readonly vocabulary: Vocabulary;
  readonly locale: PageLocale;
  readonly assets: Assets;
  readonly siteName: string;
  /** Where this page is, for citations. */
  readonly address: string;
  readonly today: string;
}

/** One article to read: matches marked and numbered, tags with their reasons, related articles, citations. */
export function articlePage(page: ArticlePage): VNode {
  const { article, locale, state } = page;
  const { localiser } = locale;
  const { say } = localiser;
  // The fragment names the hit: there the results are in view, and there the keyboard goes on.
  const back = `${link(page, '/', toParams(state))}#${hitId(article.id)}`;
  const number = { matches: 0 };
  const title = markedText(article.title, page.wanted, 'title', number);
  const paragraphs = article.body
    .split(/\n{2,}/)
    .map((text) => h('p', null, markedText(text, page.wanted, 'body', number)));
  const original = safeUrl(article.url);
  return shellView({
    ...page,
    localiser,
    bundle: 'article',
    title: `${article.title || say('untitled')} – ${page.siteName}`,
    homeLink: link(page, '/'),
    head: h('link', { rel: 'canonical', href: page.address }),
    main: h(
      'main',
      { id: 'dl-main', class: 'dl-article' },
      h('p', { class: 'dl-back' }, h('a', { href: back }, say('backToResults'))),
      h(
        'article',
        { lang: article.language, dir: 'auto' },
        h(
          'p',
          { class: 'dl-meta', lang: localiser.locale, dir: localiser.direction },
          dateView({ localiser }, article),
          article.datePrecision === 'month' ? h('span', null, say('datePrecisionMonth')) : null,
          article.datePrecision === 'year' ? h('span', null, say('datePrecisionYear')) : null,
          [article.publisher, article.section].map((text) => (text ? h('span', null, h('bdi', null, text)) : null)),
        ),
        h('h1', { class: 'dl-headline' }, article.title === '' ? say('untitled') : title),
        article.author ? h('p', { class: 'dl-byline' }, say('byAuthor', { author: article.author })) : null,
        h('div', { class: 'dl-body' }, paragraphs),
      ),
      number.matches === 0 ? null : matchesView(page, number.matches),
      h('p', { class: 'dl-printed' }, page.address),
      original
        ? h('p', { class: 'dl-original' }, h('a', { href: original, rel: 'noopener nofollow' }, say('readOriginal')))
        : null,
      tagsView(page),
      evidenceView(article, (facet, value) => labelOf(page, facet, value), localiser),
      sourcesView(page),
      citeView(page),
      relatedView(page),
    ),
    foot: footView(locale, toParams(state)),
  });
}

/** Text with its matches marked; each has a number, so a link can lead to it. */
function markedText(text: string, wanted: readonly Wanted[], field: Field, number: { matches: number }): Child[] {
  return toSegments(text, findMatches(text, wanted, field)).map((segment) =>
    segment.match ? h('mark', { id: `match-${++number.matches}`, tabindex: -1 }, segment.text) : segment.text,
  );
}

function matchesView({ locale: { localiser } }: ArticlePage, total: number): VNode {
  const { say } = localiser;
  return h(
    'nav',
    { class: 'dl-matches', 'aria-label': say('matchesCount', { n: total }), 'data-matches': total },
    h('span', { class: 'dl-matches-count', role: 'status' }, say('matchesCount', { n: total })),
    h('a', { href: `#match-${total}`, 'data-step': -1, rel: 'prev' }, say('previousMatch')),
    h('a', { href: '#match-1', 'data-step': 1, rel: 'next' }, say('nextMatch')),
    h('template', { 'data-message': say('matchOf', { n: '{n}', total: '{total}' }) }),
  );
}

function tagsView(page: ArticlePage): VNode | null {
  const { article, locale } = page;
  const { localiser } = locale;
  const tag = (facet: 'country' | 'region' | 'organisation', value: string): VNode => {
    const label = labelOf(page, facet, value);
    const params = toParams(toggleValue(EMPTY_STATE, facet, value));
    return h('li', null, h('a', { class: 'dl-tag', href: link(page, '/', params) }, label));
  };
  const tags = [
    ...article.countries.map((value) => tag('country', value)),
    ...article.regions.map((value) => tag('region', value)),
    ...article.organisations.map((value) => tag('organisation', value)),
  ];
  if (tags.length === 0) return null;
  return h(
    'section',
    { class: 'dl-section' },
    h('h2', null, localiser.say('tagsTitle')),
    h('ul', { class: 'dl-tags' }, tags),
  );
}

function labelOf({ vocabulary, locale: { localiser } }: ArticlePage, facet: FacetName, value: string): string {
  return localiser.label(facet, value, vocabulary.label(facet, value, localiser.locale));
}

function sourcesView({ article, locale: { localiser } }: ArticlePage): VNode {
  const { say } = localiser;
  return h(
    'section',
    { class: 'dl-section' },
    h('h2', null, say('sourcesTitle')),
    h(
      'ul',
      { class: 'dl-sources' },
      article.sources.map(({ file, line, record }) =>
        h(
          'li',
          null,
          line === undefined ? file : say('sourceLine', { file, line }),
          record === undefined ? null : ` (${record})`,
        ),
      ),
    ),
  );
}

function citeView({ article, address, today, locale: { localiser } }: ArticlePage): VNode {
  const { say } = localiser;
  return h(
    'details',
    { class: 'dl-section dl-cite' },
    h('summary', null, h('h2', null, say('citeTitle'))),
    citationsOf(article, address, today).map(({ format, text }) =>
      h(
        'div',
        { class: 'dl-citation' },
        h('h3', null, format),
        h('pre', { tabindex: 0, dir: 'auto' }, text),
        h(
          'button',
          { type: 'button', class: 'dl-scripted', 'data-copy': true, 'data-done': say('copied') },
          say('copy'),
        ),
      ),
    ),
  );
}

function relatedView(page: ArticlePage): VNode | null {
  if (page.related.length === 0) return null;
  const { localiser } = page.locale;
  return h(
    'section',
    { class: 'dl-section' },
    h('h2', null, localiser.say('relatedTitle')),
    h(
      'ul',
      { class: 'dl-related' },
      page.related.map(({ document }) =>
        h(
          'li',
          null,
          h(
            'a',
            {
              href: link(page, `/articles/${encodeURIComponent(document.id)}`),
              lang: document.language,
              dir: 'auto',
            },
            document.title || localiser.say('untitled'),
          ),
          ' ',
          dateView({ localiser }, document),
        ),
      ),
    ),
  );
}

function link({ locale }: ArticlePage, path: string, params = new URLSearchParams()): string {
  if (locale.stated !== null) params.set('lang', locale.stated);
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}

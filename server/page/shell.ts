import type { Localiser } from '../../web/messages/localiser.ts';
import type { Child, VNode } from '../../web/view/h.ts';
import { h } from '../../web/view/h.ts';
import type { Assets } from './assets.ts';

export interface Shell {
  readonly assets: Assets;
  readonly localiser: Localiser;
  readonly siteName: string;
  /** `page`, `article` or `admin`: names the script and the style sheet. */
  readonly bundle: string;
  readonly title: string;
  readonly homeLink: string;
  readonly head?: Child;
  readonly main: Child;
  readonly foot?: Child;
}

/** What all our pages have around their main part. */
export function shellView(shell: Shell): VNode {
  const { assets, bundle, localiser } = shell;
  const { say } = localiser;
  const script = `${bundle}.js`;
  return h(
    'html',
    { lang: localiser.locale, dir: localiser.direction },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, shell.title),
      h('link', { rel: 'icon', href: ICON }),
      h('link', { rel: 'stylesheet', href: assets.address(`${bundle}.css`) }),
      assets.importsOf(script).map((name) => h('link', { rel: 'modulepreload', href: assets.address(name) })),
      h('script', { type: 'module', src: assets.address(script) }),
      shell.head,
    ),
    h(
      'body',
      null,
      h(
        'div',
        { class: 'dl-page' },
        h('a', { class: 'dl-skip', href: '#dl-main' }, say('skipToResults')),
        h(
          'header',
          { class: 'dl-masthead' },
          h('p', { class: 'dl-site' }, h('a', { href: shell.homeLink }, shell.siteName)),
          h('p', { class: 'dl-tagline' }, say('siteTagline')),
        ),
        shell.main,
        shell.foot ? h('footer', { class: 'dl-foot' }, shell.foot) : null,
      ),
    ),
  );
}

/** A letter on a square; data and not a file, and nothing in it but shapes. */
const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#8a1c14"/>' +
      '<path d="M9 7h7c6 0 9 4 9 9s-3 9-9 9H9z M13 10v12h3c4 0 5-3 5-6s-1-6-5-6z" fill="#fff" fill-rule="evenodd"/></svg>',
  );

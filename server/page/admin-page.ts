import type { VNode } from '../../web/view/h.ts';
import { h } from '../../web/view/h.ts';
import type { Assets } from './assets.ts';
import type { PageLocale } from './page-locale.ts';
import { shellView } from './shell.ts';

/** The archivist's page: an empty place. What it shows comes from the admin routes, and needs their key. */
export function adminPage({ localiser }: PageLocale, assets: Assets, siteName: string): VNode {
  return shellView({
    assets,
    localiser,
    siteName,
    bundle: 'admin',
    title: `Archive – ${siteName}`,
    homeLink: '/',
    head: h('meta', { name: 'robots', content: 'noindex' }),
    main: h(
      'main',
      { id: 'dl-main', lang: 'en', dir: 'ltr' },
      h('h1', { class: 'dl-hidden' }, 'Archive'),
      h(
        'div',
        { id: 'dl-admin' },
        h('p', { class: 'dl-unscripted' }, 'This page needs JavaScript; `npx dateline help` does not.'),
      ),
    ),
  });
}

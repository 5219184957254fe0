import type { Localiser } from '../../web/messages/localiser.ts';
import type { Child, VNode } from '../../web/view/h.ts';
import { h } from '../../web/view/h.ts';
import { reasonOf } from '../../web/view/reason.ts';
import type { Problem } from '../schemas/problem.ts';
import type { Assets } from './assets.ts';
import { footView } from './foot.ts';
import type { PageLocale } from './page-locale.ts';
import { shellView } from './shell.ts';

/** What a reader sees where a page should be: what is the matter, in their language, and a way on. */
export function problemPage(problem: Problem, locale: PageLocale, assets: Assets, siteName: string): VNode {
  const { localiser, stated } = locale;
  const { say } = localiser;
  const homeLink = stated === null ? '/' : `/?lang=${stated}`;
  const { title, text, way } = wordsOf(problem, localiser);
  return shellView({
    assets,
    localiser,
    siteName,
    bundle: 'article',
    title: `${title} – ${siteName}`,
    homeLink,
    head: h('meta', { name: 'robots', content: 'noindex' }),
    main: h(
      'main',
      { id: 'dl-main', class: 'dl-message' },
      h('h1', null, title),
      h('p', null, text),
      h('p', null, way ?? h('a', { href: homeLink }, say('showEverything'))),
    ),
    foot: footView(locale, new URLSearchParams()),
  });
}

interface Words {
  readonly title: string;
  readonly text: Child;
  /** Where the reader goes on; to the archive when nothing is better. */
  readonly way?: VNode;
}

function wordsOf(problem: Problem, localiser: Localiser): Words {
  const { status } = problem;
  const { say } = localiser;
  if (status === 404) return { title: say('notFoundTitle'), text: say('notFoundText') };
  const title = say('failedTitle');
  if (status < 500 && status !== 429) return { title, text: [say('badRequest'), ' ', reasonOf(problem, localiser)] };
  return { title, text: say('resultsFailed'), way: h('a', { href: '' }, say('resultsRetry')) };
}

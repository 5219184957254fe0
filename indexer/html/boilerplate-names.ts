import type { PageElement } from './page-tree.ts';

const NEVER = new Set(
  'nav footer aside form button select textarea figure figcaption dialog menu label input video audio object'.split(
    ' ',
  ),
);

const NAMES = new RegExp(
  '(?:^|[-_ ])(?:' +
    [
      'nav(?:igation|bar)?|menu|breadcrumbs?|footer|sidebar|side-?bar|aside|masthead|toolbar|pagination|pager|skip',
      'related\\w*|recommend\\w*|more-?(?:from|on|stories|news|articles)|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending|popular|teasers?|latest|promo\\w*|outbrain|taboola|upsell',
      'share\\w*|sharing|social\\w*|follow|newsletter\\w*|subscri\\w+|signup|sign-up|login|paywall|register',
      'comments?|disqus|respond|replies|reply|commentlist',
      'ad|ads|adv|advert\\w*|sponsor\\w*|banner|werbung|anzeige|publicidad|publicite',
      'cookie\\w*|consent|gdpr|modal|popup|overlay|lightbox|tooltip',
      'byline|by-line|author-?(?:bio|box|info|card)|bio|tags?|tag-?list|keywords|copyright|credits?|captions?|wp-caption\\w*|legende|print|metadata|post-?meta|entry-?meta|dateline|timestamp|rating|widget\\w*',
    ].join('|') +
    ')(?:$|[-_ ])',
  'i',
);

/** True when an element is, by its tag or the names its authors gave it, no part of an article's text. */
export function isBoilerplateByName(element: PageElement): boolean {
  if (NEVER.has(element.name)) return true;
  const { attributes } = element;
  if ('hidden' in attributes || /display:\s*none/i.test(attributes['style'] ?? '')) return true;
  if (/^(?:navigation|banner|contentinfo|complementary|dialog|search|menu)$/.test(attributes['role'] ?? ''))
    return true;
  if (element.name === 'body' || element.name === 'article' || element.name === 'html' || element.name === 'main')
    return false;
  return NAMES.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`);
}

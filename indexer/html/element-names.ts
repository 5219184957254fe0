import type { PageElement } from './page-tree.ts';

/** Words in class names, ids and roles that tell of something beside an article's text, by kind. Compared whole, in lower case. */
const BESIDE = {
  navigation:
    'nav navigation navbar menu submenu breadcrumb breadcrumbs masthead toolbar topbar pagination pager paging skip skiplink toc tableofcontents jump ' +
    'tab tabs accordion carousel slider swiper dropdown search searchbox banner',
  footer: 'footer copyright contentinfo imprint impressum colophon',
  aside: 'sidebar aside rail complementary widget widgets infobox factbox fact box zusatz kasten boxout module',
  related:
    'related relatedposts recommend recommended recommendation recommendations recirc recirculation trending popular teaser teasers latest ' +
    'more crosslinks linkbox links linklist outbrain taboola mostread topstories headlines stories feed listing archive similar upnext readmore ' +
    'suggested collection cards card grid river weitere verwandte mehr thema themen interesting zum lire leggi noticias relacionadas',
  promotion:
    'promo promos promotion promobox upsell newsletter newsletters subscribe subscriber subscription subscriptions signup register login cta ' +
    'ad ads adv advert adverts advertisement advertising advertorial sponsor sponsored werbung anzeige anzeigen publicidad publicite pub dfp ' +
    'affiliate commerce shop product products deal deals buy price abo abonnement paywall piano offer donate donation membership support',
  social:
    'share shares sharing sharebar shareaholic addthis addtoany social socials sociallinks follow facebook twitter whatsapp embed tweet instagram',
  comments:
    'comment comments disqus respond reply replies commentlist kommentar kommentare commentaires comentarios forum discussion',
  overlay:
    'cookie cookies consent gdpr modal popup overlay lightbox tooltip dialog notification alert toast snackbar onetrust privacy',
  author:
    'byline author authors autor autoren autore auteur bio biography avatar contributor profile reporter about timestamp date published updated time',
  metadata:
    'tags tag taglist keywords topics metadata meta rating ratings poll survey quiz vote print infos info category categories label kicker overline eyebrow',
  caption:
    'credit credits caption captions legende bildunterschrift copyright figcaption media image photo picture gallery slideshow video audio player bild foto infographic',
  hidden:
    'hidden hide invisible screenreader sr offscreen visually noprint printonly screen mobile desktop collapse collapsed',
} as const;

/** Words that authors use for the parts of an article, by kind. */
const WITHIN = {
  body: 'body text content copy articlebody articletext articlecontent storybody bodytext entry story artikel article richtext rte wysiwyg prose inhalt texte cuerpo corpo main post',
  paragraph: 'paragraph para p absatz paragraf',
  standfirst:
    'lead lede intro summary subtitle subheadline subheading standfirst dek deck chapo excerpt description teaser vorspann sottotitolo entradilla abstract anriss strapline',
  heading: 'headline title heading subhead crosshead zwischentitel',
} as const;

/** The kinds of names, in the order in which a `Placement` holds them. */
export type NameKind = keyof typeof BESIDE | keyof typeof WITHIN;
export const NAME_KINDS = [...Object.keys(BESIDE), ...Object.keys(WITHIN)] as NameKind[];

const KINDS_OF_WORD = new Map<string, { kinds: NameKind[]; isBeside: boolean }>();
for (const [kind, words] of [...Object.entries(BESIDE), ...Object.entries(WITHIN)] as [NameKind, string][]) {
  for (const word of words.split(' ')) {
    const entry = KINDS_OF_WORD.get(word) ?? { kinds: [], isBeside: false };
    entry.kinds.push(kind);
    entry.isBeside ||= kind in BESIDE;
    KINDS_OF_WORD.set(word, entry);
  }
}

const KIND_OF_TAG = new Map<string, NameKind>(
  Object.entries({
    nav: 'navigation',
    menu: 'navigation',
    header: 'navigation',
    button: 'navigation',
    label: 'navigation',
    footer: 'footer',
    aside: 'aside',
    form: 'promotion',
    dialog: 'overlay',
    figure: 'caption',
    figcaption: 'caption',
    video: 'caption',
    audio: 'caption',
    address: 'author',
    time: 'author',
  }),
);

/** What the tag, the role, the names and the style of an element say about it. */
export interface ElementMarks {
  /** The words that tell of boilerplate, as found: `tag:aside`, `related`, `hidden`. */
  readonly marks: readonly string[];
  readonly kinds: ReadonlySet<NameKind>;
}

const NONE: ElementMarks = { marks: [], kinds: new Set() };

/** Reads an element's tag, role, class names, id and style. Names on `body` and `html` describe the page, not a part of it. */
export function marksOf({ name, attributes }: PageElement): ElementMarks {
  if (name === 'body' || name === 'html') return NONE;
  const marks: string[] = [];
  const kinds = new Set<NameKind>();
  const tagKind = KIND_OF_TAG.get(name);
  if (tagKind) {
    marks.push(`tag:${name}`);
    kinds.add(tagKind);
  }
  if ('hidden' in attributes || /display:\s*none/i.test(attributes['style'] ?? '')) {
    marks.push('hidden');
    kinds.add('hidden');
  }
  if (/articlebody/i.test(attributes['itemprop'] ?? '')) kinds.add('body');
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${attributes['role'] ?? ''}`;
  if (names.length > 2) {
    const isPost = /\bhentry\b|\bpost-\d/.test(names); // WordPress lists an article's tags and categories in its class names
    for (const word of wordsOf(names)) {
      const entry = KINDS_OF_WORD.get(word);
      if (!entry || (isPost && entry.isBeside)) continue;
      if (entry.isBeside) marks.push(word);
      for (const kind of entry.kinds) kinds.add(kind);
    }
  }
  return marks.length + kinds.size === 0 ? NONE : { marks, kinds };
}

/** `relatedPosts_x7 entry-content` → related, posts, x7, entry, content. */
function wordsOf(names: string): string[] {
  return names
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u);
}

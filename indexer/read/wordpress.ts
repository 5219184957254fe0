import { Parser } from 'htmlparser2';
import type { Message } from '../../core/message.ts';

/** Whether a feed is an export of WordPress, which holds all that the site has: drafts, menus, pictures, and articles. */
export function isWordpressExport(text: string): boolean {
  return /xmlns:wp\s*=\s*["']https?:\/\/wordpress\.org\/export\//.test(text.slice(0, 20_000));
}

/** What WordPress and its editor keep as posts, and nobody reads as one. */
const NO_ARTICLE =
  /^(?:acf-.*|attachment|custom_css|customize_changeset|nav_menu_item|oembed_cache|revision|user_request|wp_.*)$/;

/** The fields of an item that tell whether it is for readers. */
const ASKED = ['title', 'wp:status', 'wp:post_type', 'wp:post_password'] as const;
type Item = { -readonly [name in (typeof ASKED)[number]]?: string };

/** The export without what its site does not show, and what was left out: each article by its title, of other things how many. */
export function withoutUnpublished(text: string, file: string): { text: string; messages: Message[] } {
  const messages: Message[] = [];
  const others = new Map<string, number>();
  const kept: string[] = [];
  let keptUpTo = 0;
  let lines = { upTo: 0, count: 1 };
  for (const { item, start, end } of itemsOf(text)) {
    const type = item['wp:post_type']?.trim() ?? '';
    const why = NO_ARTICLE.test(type) ? null : whyHidden(item);
    if (why === null && !NO_ARTICLE.test(type)) continue;
    kept.push(text.slice(keptUpTo, start));
    keptUpTo = end;
    if (why === null) {
      others.set(type, (others.get(type) ?? 0) + 1);
      continue;
    }
    lines = { upTo: start, count: lines.count + text.slice(lines.upTo, start).split('\n').length - 1 };
    const reason = `${why}; left out`;
    messages.push({ severity: 'info', rule: 'unpublished', reason, file, line: lines.count, actual: item.title ?? '' });
  }
  for (const [type, count] of others) {
    const reason = `${count} of type ${type}, no articles; left out`;
    messages.push({ severity: 'info', rule: 'feed-item-skipped', reason, file });
  }
  return { text: kept.join('') + text.slice(keptUpTo), messages };
}

function whyHidden(item: Item): string | null {
  const status = item['wp:status']?.trim() ?? 'publish';
  if (status !== 'publish') return `its status is ${status}`;
  return (item['wp:post_password'] ?? '') === '' ? null : 'it asks for a password';
}

interface PlacedItem {
  readonly item: Item;
  /** Where it stands in the text, in UTF-16 code units; `end` is the first behind it. */
  readonly start: number;
  readonly end: number;
}

function itemsOf(text: string): PlacedItem[] {
  const items: PlacedItem[] = [];
  let item: Item | undefined;
  let start = 0;
  let asked: keyof Item | undefined;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (name === 'item') {
          item = {};
          start = parser.startIndex;
        }
        asked = ASKED.find((field) => field === name);
      },
      ontext(part) {
        if (item && asked) item[asked] = (item[asked] ?? '') + part;
      },
      onclosetag(name) {
        if (name === 'item' && item) {
          items.push({ item, start, end: parser.endIndex + 1 });
          item = undefined;
        }
        asked = undefined;
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return items;
}

const SHORTCODE = /\[\/?(?:audio|caption|embed|gallery|playlist|video|wp_caption)\b[^\]\n]*\]/g;

/** The text of a post as its site shows it: an empty line begins a paragraph, and pictures come without their shortcodes. */
export function postToHtml(post: string): string {
  return post.replace(SHORTCODE, ' ').replace(/\n[ \t\r]*\n/g, '\n<p></p>\n');
}

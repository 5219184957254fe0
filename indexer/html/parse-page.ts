import { Parser } from 'htmlparser2';
import type { PageElement } from './page-tree.ts';

/** Bounds on one page; what lies beyond is left out and told in `cut`. */
export const PAGE_LIMITS = {
  /** UTF-16 units of HTML that are read; the largest real articles have less than 4 million. */
  characters: 12_000_000,
  /** Elements in the tree. */
  elements: 400_000,
  /** Levels of the tree; what is nested deeper becomes a child of the deepest level. */
  depth: 200,
} as const;

export interface ParsedPage {
  readonly root: PageElement;
  /** The contents of the `application/ld+json` scripts. */
  readonly structuredData: readonly string[];
  /** Days that other scripts give as dates of publication, in their order. */
  readonly scriptDates: readonly string[];
  /** What was left out because the page goes beyond a limit. */
  readonly cut: readonly (keyof typeof PAGE_LIMITS)[];
}

const VOID = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);
/** Elements whose contents are no text of the page. */
const OPAQUE = new Set('script style noscript template svg math object iframe canvas'.split(' '));
/** After this many UTF-16 units a parser whose stack of open tags has grown beyond `STACK` starts afresh: closing tags search it. */
const SLICE = 65_536;
const STACK = 2_000;

/** Reads HTML into a bounded tree. Never throws: any text is a page. */
export function parsePage(html: string): ParsedPage {
  const builder = new TreeBuilder();
  const end = Math.min(html.length, PAGE_LIMITS.characters);
  let parser = new Parser(builder);
  for (let at = 0; at < end && !builder.isFull;) {
    const tagEnd = html.indexOf('>', at + SLICE);
    const next = tagEnd < 0 ? end : Math.min(end, tagEnd + 1, at + 2 * SLICE);
    parser.write(html.slice(at, next));
    at = next;
    if (builder.openTags > STACK) {
      builder.closeAll();
      parser = new Parser(builder);
    }
  }
  parser.end();
  if (html.length > end) builder.cut.add('characters');
  const { root, structuredData } = builder;
  return { root, structuredData, scriptDates: scriptDates(html.slice(0, end)), cut: [...builder.cut] };
}

const SCRIPT_DATE =
  /"(?:datePublished|publishedAt|published_at|publishDate|publicationDate|pubDate|dateCreated|created_at|createdAt|firstPublished|publish_date|published|uploadDate|date)\\?"\s{0,4}:\s{0,4}\\?"(\d{4}-\d\d-\d\d)/g;
/** Scripts of a page can hold a whole list of other articles. */
const SCRIPT_DATES = 20;

function scriptDates(html: string): string[] {
  const dates: string[] = [];
  for (const match of html.matchAll(SCRIPT_DATE)) {
    dates.push(match[1]!);
    if (dates.length === SCRIPT_DATES) break;
  }
  return dates;
}

class TreeBuilder {
  readonly root: PageElement = { name: '#page', attributes: {}, parent: null, children: [] };
  readonly structuredData: string[] = [];
  readonly cut = new Set<keyof typeof PAGE_LIMITS>();
  openTags = 0;
  #current: PageElement = this.root;
  #depth = 0;
  #elements = 0;
  /** Open tags beyond the limits, which have no node. */
  #skipped = 0;
  /** Open tags inside an opaque element and itself; 0 outside. */
  #opaque = 0;
  #script: string[] | null = null;

  get isFull(): boolean {
    return this.#elements >= PAGE_LIMITS.elements;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    this.openTags += 1;
    if (this.#opaque > 0) this.#opaque += 1;
    else if (OPAQUE.has(name)) {
      this.#opaque = 1;
      if (name === 'script' && attributes['type']?.toLowerCase().includes('ld+json')) this.#script = [];
    } else if (this.isFull || (this.#depth >= PAGE_LIMITS.depth && !VOID.has(name))) {
      this.cut.add(this.isFull ? 'elements' : 'depth');
      if (!VOID.has(name)) this.#skipped += 1;
    } else {
      const element: PageElement = { name, attributes, parent: this.#current, children: [] };
      this.#current.children.push(element);
      this.#elements += 1;
      if (VOID.has(name)) return;
      this.#current = element;
      this.#depth += 1;
    }
  }

  ontext(text: string): void {
    if (this.#opaque > 0) {
      this.#script?.push(text);
      return;
    }
    const { children } = this.#current;
    const last = children.length - 1;
    if (typeof children[last] === 'string') children[last] += text;
    else children.push(text);
  }

  onclosetag(name: string): void {
    this.openTags -= 1;
    if (this.#opaque > 1) this.#opaque -= 1;
    else if (this.#opaque === 1) this.#closeOpaque();
    else if (VOID.has(name)) return;
    else if (this.#skipped > 0) this.#skipped -= 1;
    else if (this.#current.parent) {
      this.#current = this.#current.parent;
      this.#depth -= 1;
    }
  }

  /** Starts again below the root, as after the end of a page. */
  closeAll(): void {
    this.#closeOpaque();
    this.openTags = this.#depth = this.#skipped = 0;
    this.#current = this.root;
  }

  #closeOpaque(): void {
    if (this.#script) this.structuredData.push(this.#script.join(''));
    this.#script = null;
    this.#opaque = 0;
  }
}

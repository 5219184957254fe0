import { collapseBlanks, findElements, textOf, type PageElement } from './page-tree.ts';
import type { ParsedPage } from './parse-page.ts';
import { structuredArticles, structuredObjects, type JsonObject, type StructuredArticle } from './structured-data.ts';
import type { StatedText } from './survey.ts';

/** What a page states about itself beside its text. */
export interface PageMetadata {
  /** `<meta>` values by lower-case name, property or itemprop; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  /** All JSON-LD objects, and those that describe an article. */
  readonly objects: readonly JsonObject[];
  readonly articles: readonly StructuredArticle[];
  /** The address that the page gives as its own. */
  readonly url: string | undefined;
  /** The language that the page declares. */
  readonly language: string | undefined;
  readonly statedText: StatedText;
}

/** Reads what a page states about itself. */
export function readMetadata({ root, structuredData }: ParsedPage): PageMetadata {
  const meta = metaValues(root);
  const objects = structuredObjects(structuredData);
  const articles = structuredArticles(objects);
  const bodies = articles.map((article) => article.body ?? '').sort((a, b) => b.length - a.length);
  return {
    meta,
    objects,
    articles,
    url: canonicalUrl(root, meta),
    language: findElements(root, 'html')[0]?.attributes['lang'] || articles[0]?.language || meta.get('og:locale'),
    statedText: {
      headline: headlineOf(root, meta, articles[0]?.headline),
      description: meta.get('description') ?? meta.get('og:description') ?? '',
      body: bodies[0] ?? '',
    },
  };
}

function metaValues(page: PageElement): Map<string, string> {
  const values = new Map<string, string>();
  for (const { attributes } of findElements(page, 'meta')) {
    const name = (attributes['property'] ?? attributes['name'] ?? attributes['itemprop'] ?? '').toLowerCase();
    const content = collapseBlanks(attributes['content'] ?? '');
    if (name !== '' && content !== '' && !values.has(name)) values.set(name, content);
  }
  return values;
}

function canonicalUrl(page: PageElement, meta: ReadonlyMap<string, string>): string | undefined {
  const link = findElements(page, 'link').find(({ attributes }) => attributes['rel']?.toLowerCase() === 'canonical');
  const candidates = [link?.attributes['href'], meta.get('og:url')];
  return candidates.find((url) => url !== undefined && /^https?:\/\//i.test(url));
}

/** The headline: what the metadata states, else the first h1, else the window's title without the name of the site. */
function headlineOf(page: PageElement, meta: ReadonlyMap<string, string>, stated: string | undefined): string {
  const heading = findElements(page, 'h1')
    .map(textOf)
    .find((text) => text.length >= 5);
  const windowTitle = findElements(page, 'title').map(textOf)[0] ?? '';
  const title = collapseBlanks(stated ?? '') || meta.get('og:title') || heading || windowTitle;
  return withoutSiteName(title, meta.get('og:site_name'));
}

function withoutSiteName(title: string, site: string | undefined): string {
  const parts = title.split(/\s+[|–—»·-]\s+/);
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return title;
  const isSite = site !== undefined && last.toLowerCase() === site.toLowerCase();
  return isSite || title.includes(` | ${last}`)
    ? title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—»·-]+$/, '')
    : title;
}

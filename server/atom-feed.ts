import { escapeHtml } from '../core/highlight.ts';
import type { Hit } from '../core/result.ts';

export interface Feed {
  readonly title: string;
  /** Address of the feed itself, and of the page it belongs to. */
  readonly selfUrl: string;
  readonly pageUrl: string;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  readonly hit: Hit;
  readonly url: string;
  /** When the archive first had it, milliseconds since 1970. */
  readonly firstSeenMs: number;
}

/** XML 1.0 has no control characters, not even escaped, and no halves of surrogate pairs. */
function xmlText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return escapeHtml(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, ''));
}

const instant = (ms: number): string => new Date(ms).toISOString();

function entryXml({ hit, url, firstSeenMs }: FeedEntry): string {
  const { id, title, date, author, publisher, countries } = hit.document;
  const summary = hit.snippets.map((snippet) => snippet.text).join(' … ');
  return [
    '<entry>',
    `<id>urn:dateline:article:${xmlText(id)}</id>`,
    `<title>${xmlText(title)}</title>`,
    `<link href="${xmlText(url)}"/>`,
    `<updated>${instant(firstSeenMs)}</updated>`,
    ...(date === null ? [] : [`<published>${xmlText(date)}T00:00:00Z</published>`]),
    `<author><name>${xmlText(author ?? publisher ?? 'unknown')}</name></author>`,
    ...countries.map((country) => `<category scheme="urn:iso:std:iso:3166" term="${xmlText(country)}"/>`),
    ...(summary === '' ? [] : [`<summary>${xmlText(summary)}</summary>`]),
    '</entry>',
  ].join('');
}

/** An Atom feed (RFC 4287). Its time is that of its newest entry, so an unchanged search has an unchanged feed. */
export function atomFeed({ title, selfUrl, pageUrl, entries }: Feed): string {
  const updatedMs = entries.reduce((latest, entry) => Math.max(latest, entry.firstSeenMs), 0);
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${xmlText(selfUrl)}</id>`,
    `<title>${xmlText(title)}</title>`,
    `<updated>${instant(updatedMs)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(selfUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(pageUrl)}"/>`,
    '<generator>Dateline</generator>',
    ...entries.map(entryXml),
    '</feed>\n',
  ].join('');
}

/** An OpenSearch 1.1 description: browsers and readers offer the archive as a search engine. */
export function openSearchDescription(siteName: string, url: string): string {
  const shortName = xmlText(siteName.slice(0, 16));
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    `<ShortName>${shortName}</ShortName>`,
    `<Description>${xmlText(siteName)}: search the archive</Description>`,
    '<InputEncoding>UTF-8</InputEncoding>',
    `<Url type="text/html" template="${xmlText(url)}/?q={searchTerms}"/>`,
    `<Url type="application/atom+xml" template="${xmlText(url)}/feed.atom?q={searchTerms}"/>`,
    `<Url type="application/opensearchdescription+xml" rel="self" template="${xmlText(url)}/opensearch.xml"/>`,
    '</OpenSearchDescription>\n',
  ].join('');
}

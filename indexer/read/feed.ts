import type { RawRecord } from '../../core/reindex-job.ts';
import type { BoilerplateRules } from '../boilerplate.ts';
import type { ArticleDraft } from '../draft.ts';
import { fragmentToText } from './html-fragment.ts';
import { READ_LIMITS } from './limits.ts';
import { unreadable, type ReadResult } from './read-result.ts';
import { parseRecord, readRecord, statedDate } from './record.ts';
import { isWordpressExport, postToHtml, withoutUnpublished } from './wordpress.ts';

/** The items of an RSS, Atom, RDF or JSON feed, or of an export of WordPress, each an article. What is no feed is said so. */
export async function readFeed(page: string, file: string, boilerplate: BoilerplateRules): Promise<ReadResult> {
  const isWordpress = isWordpressExport(page);
  const { text, messages } = isWordpress ? withoutUnpublished(page, file) : { text: page, messages: [] };
  const { parseFeed } = await import('feedsmith'); // 160 modules, a tenth of a start, which only feeds need
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text, { maxItems: READ_LIMITS.feedItems + 1 }); // one more tells that there are more
  } catch (error) {
    return unreadable(
      file,
      'feed-invalid',
      `not a feed: ${error instanceof Error ? error.message.split('\n')[0]! : 'unreadable'}`,
    );
  }
  const feed = parsed.feed as Json;
  const publisher = plain(feed['title']);
  const language = string(feed['language']) ?? string(feed['lang']);
  const articles: ArticleDraft[] = [];
  const items = list(feed['items'] ?? feed['entries']);
  if (items.length > READ_LIMITS.feedItems) {
    const reason = `the feed has more than ${READ_LIMITS.feedItems} items; the rest is not read`;
    messages.push({ severity: 'error', rule: 'feed-too-long', reason, file });
  }
  for (const item of items.slice(0, READ_LIMITS.feedItems)) {
    const { date, ...record } = toRecord(item, isWordpress ? postToHtml : String);
    const checked = parseRecord({ ...record, source: publisher, language });
    if ('fault' in checked) {
      messages.push({
        severity: 'error',
        rule: 'feed-item-invalid',
        reason: checked.fault,
        file,
        ...(record.id === undefined ? {} : { record: record.id }),
      });
      continue;
    }
    const read = readRecord(checked.record, { file }, boilerplate);
    messages.push(...read.messages);
    const candidates = date === undefined ? [] : [{ value: statedDate(date), source: 'feed', form: date }];
    articles.push(
      ...read.articles.map((article) => ({ ...article, dateCandidates: [...candidates, ...article.dateCandidates] })),
    );
  }
  if (articles.length === 0)
    messages.push({ severity: 'error', rule: 'no-article', reason: 'the feed has no items with text', file });
  return { articles, messages };
}

type Json = Readonly<Record<string, unknown>>;

/** One item of any format, by the names that its format has for our fields. `toHtml` makes HTML of what the item holds for it. */
function toRecord(item: Json, toHtml: (content: string) => string): RawRecord {
  const html = longest([
    string(member(item['content'], 'encoded')),
    string(member(item['content'], 'value')) ?? string(item['content']),
    string(item['content_html']),
    string(item['description']) ?? string(member(item['description'], 'value')),
    string(member(item['summary'], 'value')) ?? string(item['summary']),
  ]);
  const link = list(item['links']).find((entry) => entry['rel'] === undefined || entry['rel'] === 'alternate');
  const fields = {
    id: string(item['id']) ?? string(member(item['guid'], 'value')) ?? string(item['guid']),
    title: plain(item['title']),
    text: (html === undefined ? undefined : fragmentToText(toHtml(html))) ?? string(item['content_text']),
    url: string(item['link']) ?? string(item['url']) ?? string(link?.['href']),
    date:
      string(item['pubDate']) ??
      string(item['published']) ??
      string(item['date_published']) ??
      dublinCoreDate(item) ??
      string(item['updated']),
    author: authorsOf(item),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function dublinCoreDate(item: Json): string | undefined {
  const dates = member(item['dc'], 'dates');
  return string(member(item['dc'], 'date')) ?? (Array.isArray(dates) ? string(dates[0]) : undefined);
}

function authorsOf(item: Json): string | undefined {
  const creators = member(item['dc'], 'creators');
  const names = [
    ...list(item['authors']).map((author) => string(author['name'])),
    ...(Array.isArray(creators) ? creators.map(string) : []),
  ];
  const known = names.filter((name) => name !== undefined);
  return known.length > 0 ? known.join(', ') : undefined;
}

function plain(value: unknown): string | undefined {
  const text = string(value) ?? string(member(value, 'value'));
  return text !== undefined && /[<&]/.test(text) ? fragmentToText(text) : text;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
}

function list(value: unknown): Json[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is Json => typeof entry === 'object' && entry !== null)
    : [];
}

function longest(texts: readonly (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined).toSorted((a, b) => b.length - a.length)[0];
}

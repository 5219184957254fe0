import { Marked } from 'marked';
import type { Message } from '../../core/message.ts';
import { emptyDraft, type DateCandidate, type Paragraph } from '../draft.ts';
import { cleanText } from '../page-lines.ts';
import { comparable } from '../steps/comparable-lines.ts';
import { lineOfField, readFrontMatter } from './front-matter.ts';
import { fragmentToText } from './html-fragment.ts';
import { leftOut, speaksOfDrafts } from './publication.ts';
import type { ReadResult } from './read-result.ts';
import { parseFields, statedDate } from './record.ts';

/** Signs of emphasis in one paragraph. More are no writing, and stay as they are: for each the whole paragraph is gone over. */
const MOST_SIGNS = 1_000;
let counted = { text: '', isTooMany: false };

function hasTooManySigns(text: string): boolean {
  if (text !== counted.text) counted = { text, isTooMany: (text.match(/[*_]/g)?.length ?? 0) > MOST_SIGNS };
  return counted.isTooMany;
}

const marked = new Marked({
  async: false,
  tokenizer: { emStrong: (_, paragraph) => (hasTooManySigns(paragraph) ? undefined : false) },
});

/** A longer word of such letters is no mailbox and has no emphasis; one is looked for anew behind each of its signs. */
const LONG_WORD = /[\w.!#$%&'*+/=?`{|}~@-]{2000,}/g;

function asPlainWord(word: string): string {
  return word.replace(/[*_@]/g, '\\$&');
}

/** Columns of quotation and list signs at the head of a line. Deeper is no writing: each level is read anew for every one above it. */
const DEEPEST = 80;
const TOO_DEEP = new RegExp(String.raw`^(?:[ \t>*+-]|\d{1,9}[.)](?=[ \t])){${DEEPEST},}`, 'gm');

/** What was to stay hidden must not be published because the front matter has a slip in it. */
const EMBARGO = /^[ \t]*["']?embargoUntil\b/m;

/** The article of a Markdown page: front matter for what it states, the first heading or the title field for its title. */
export function readMarkdown(page: string, file: string): ReadResult {
  const { head, data, content, contentLine, fault } = readFrontMatter(page);
  const lineOf = (field: string): number => lineOfField(head, nameIn(data, field));
  const withheld = leftOut(data, file, (field) => ({ line: lineOf(field) }));
  if (withheld) return withheld;
  const { record, faults } = parseFields(toRecord(data));
  const messages: Message[] = [
    ...(fault ? [fault] : []),
    ...faults.map(({ field, reason }) => ({ reason, line: lineOf(field) })),
  ].map((said) => ({ severity: 'warning', rule: 'front-matter-invalid', ...said, file }));
  const isUnread = messages.length > 0 || (/^\s*---/.test(page) && Object.keys(data).length === 0);
  if (isUnread && EMBARGO.test(page) && record.embargoUntil === undefined) {
    const reason = 'the front matter speaks of an embargo and cannot be read; the article is left out';
    messages.push({ severity: 'error', rule: 'embargo-unreadable', reason, file, line: lineOf('embargoUntil') });
    return { articles: [], messages };
  }
  if (fault && speaksOfDrafts(head)) {
    const reason = 'the front matter speaks of a draft and cannot be read; the article is left out';
    messages.push({ severity: 'error', rule: 'draft-unreadable', reason, file, line: fault.line });
    return { articles: [], messages };
  }
  const blocks = readBlocks(content, contentLine);
  const [first, ...rest] = blocks;
  const isTitle =
    first?.level !== undefined && (record.title === undefined || comparable(record.title) === comparable(first.text));
  const headed = isTitle ? first : undefined;
  const body = (headed ? rest : blocks).map(({ text, line, kind }) => ({ text, line, kind }));
  const title = record.title ?? headed?.text ?? '';
  if (body.length === 0 && title === '') {
    messages.push({ severity: 'error', rule: 'no-article', reason: 'the page holds no text', file });
    return { articles: [], messages };
  }
  const date = record.date;
  if (date !== undefined && statedDate(date) === null)
    messages.push({
      severity: 'warning',
      rule: 'date-unreadable',
      reason: 'the stated date cannot be read',
      file,
      line: lineOf('date'),
      actual: date,
    });
  const { id, url, author, section, source, language, countries, organisations, embargoUntil } = record;
  const facts = { id, url, author, section, publisher: source, language, countries, organisations, embargoUntil };
  return {
    messages,
    articles: [
      {
        ...emptyDraft(file),
        line: 1,
        title,
        body,
        stated: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
        dateCandidates: [
          ...(date === undefined
            ? []
            : [{ value: statedDate(date), source: 'front-matter', form: date, line: lineOf('date') }]),
          ...(Object.keys(data).length > 0 ? dayOfName(file) : []),
        ],
      },
    ],
  };
}

/** The day that the name of a post begins with: where Jekyll has it, whose front matter need not say it again. */
function dayOfName(file: string): DateCandidate[] {
  const [, day] = /(?:^|\/)(\d{4}-\d{2}-\d{2})-[^/]*$/.exec(file) ?? [];
  const value = statedDate(day);
  return day === undefined || value === null ? [] : [{ value, source: 'file-name', form: day }];
}

/** Names that writers use for our fields. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  source: ['publisher'],
  author: ['authors', 'byline'],
  url: ['link', 'canonical', 'canonical_url'],
  language: ['lang'],
  date: ['published', 'pubDate', 'publishDate'],
  countries: ['country'],
  organisations: ['organizations', 'organisation', 'organization'],
};

/** What a page calls one of our fields. `published: true` is no date. */
function nameIn(data: Readonly<Record<string, unknown>>, field: string): string {
  if (data[field] !== undefined && data[field] !== null) return field;
  return ALIASES[field]?.find((alias) => data[alias] !== undefined && typeof data[alias] !== 'boolean') ?? field;
}

/** Our names for the fields, one value where a list is meant, numbers where text is. */
function toRecord(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const record: Record<string, unknown> = { ...data };
  for (const name of Object.keys(ALIASES)) record[name] = data[nameIn(data, name)];
  for (const name of ['countries', 'organisations'])
    if (typeof record[name] === 'string') record[name] = [record[name]];
  if (typeof record['date'] === 'number') record['date'] = String(record['date']);
  delete record['text'];
  delete record['html'];
  return record;
}

interface Block extends Paragraph {
  readonly line: number;
  /** Of a heading, 1–6. */
  readonly level?: number;
}

/** The blocks of the page, each as text with the line that it begins on. */
function readBlocks(content: string, firstLine: number): Block[] {
  const blocks: Block[] = [];
  let line = firstLine;
  const readable = content.replace(TOO_DEEP, (signs) => signs.slice(0, DEEPEST)).replace(LONG_WORD, asPlainWord);
  for (const token of marked.lexer(readable)) {
    const raw = token.raw;
    const lead = /^\s*/.exec(raw)![0].split('\n').length - 1;
    if (token.type !== 'space' && token.type !== 'hr' && token.type !== 'def') {
      for (const text of fragmentToText(marked.parser([token])).split(token.type === 'list' ? /\n/ : /\n{2,}/)) {
        const cleaned = cleanText(text);
        if (cleaned === '') continue;
        const level = token.type === 'heading' ? (token as { depth: number }).depth : undefined;
        blocks.push({
          text: cleaned,
          line: line + lead,
          kind: level === undefined ? 'prose' : 'subhead',
          ...(level === undefined ? {} : { level }),
        });
      }
    }
    line += raw.split('\n').length - 1;
  }
  return blocks;
}

import type { ArticleDraft } from '../../draft.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match } from '../../gazetteer/form-trie.ts';
import { toTokens, type Tokens } from '../../gazetteer/tokens.ts';
import type { Evidence } from '../../../core/document.ts';
import { findCredit } from '../picture-credit.ts';

export type Zone = Evidence['zone'];

/** One piece of an article — title, paragraph, caption — with its words and the names found in them. */
export interface Passage {
  readonly zone: Zone;
  readonly tokens: Tokens;
  readonly matches: readonly Match[];
  /** Where the passage begins in `title` or `body`; undefined when it is part of neither. */
  readonly offset: number | undefined;
  readonly line: number | undefined;
  /** Written in capitals throughout, so that case tells nothing. */
  readonly capitals: boolean;
  /** Words before this one are a dateline (`ERBIL, Kurdistan Region –`). */
  readonly datelineTokens: number;
}

export interface ArticleReading {
  readonly passages: readonly Passage[];
  readonly language: string | undefined;
}

/**
 * The last reading: three steps read the same article one after the other, and steps copy drafts but share the body. One
 * and no WeakMap, whose values outlive every collection of young objects and so made a third of the garbage collector's work.
 */
let last: { readonly draft: ArticleDraft; readonly gazetteer: Gazetteer; readonly reading: ArticleReading } | undefined;

/** Splits the article into words once and finds every name of the gazetteer in one pass. */
export function readArticle(draft: ArticleDraft, gazetteer: Gazetteer): ArticleReading {
  if (last === undefined || last.gazetteer !== gazetteer || !sameText(last.draft, draft))
    last = { draft, gazetteer, reading: read(draft, gazetteer) };
  return last.reading;
}

function sameText(one: ArticleDraft, other: ArticleDraft): boolean {
  return (
    one.body === other.body &&
    one.title === other.title &&
    one.language === other.language &&
    one.captions === other.captions &&
    one.credits === other.credits &&
    one.dateline === other.dateline
  );
}

/** A lead shorter than this is a teaser or a dateline: the next paragraph leads as well. */
const SHORT_LEAD = 120;

function read(draft: ArticleDraft, gazetteer: Gazetteer): ArticleReading {
  const language = draft.language?.split('-', 1)[0];
  const passages: Passage[] = [];
  const dateline = draft.dateline?.text ?? '';
  // Recorded by an earlier step; the words themselves stay in the lead.
  const opensWithDateline = dateline !== '' && (draft.body[0]?.text.startsWith(dateline) ?? false);
  const add = (zone: Zone, text: string, offset?: number, line?: number): void => {
    const tokens = toTokens(text);
    const { capitals } = tokens;
    const datelineTokens =
      opensWithDateline && zone === 'lead' && offset === 0 ? tokensBefore(tokens, dateline.length) : 0;
    const matches = gazetteer.forms.match(tokens, { language, capitals });
    passages.push({ zone, tokens, matches, offset, line, capitals, datelineTokens });
  };
  add('title', draft.title, 0);
  let offset = 0;
  let leading = true;
  for (const paragraph of draft.body) {
    const lead = leading && paragraph.kind === 'prose';
    add(paragraph.kind === 'subhead' ? 'subhead' : lead ? 'lead' : 'body', paragraph.text, offset, paragraph.line);
    if (lead && paragraph.text.length >= SHORT_LEAD) leading = false;
    offset += paragraph.text.length + 2; // bodyText joins with a blank line
  }
  if (draft.dateline !== undefined && !opensWithDateline)
    add('dateline', draft.dateline.text, undefined, draft.dateline.line);
  for (const { text, line } of draft.captions) add('caption', withoutCredit(text), undefined, line);
  for (const credit of draft.credits) add('credit', credit.text, undefined, credit.line);
  return { passages, language };
}

/** `A camp near Marib. (EPA)` → `A camp near Marib.`: the credit is a passage of its own, and no part of what the picture shows. */
function withoutCredit(caption: string): string {
  return caption.slice(0, findCredit(caption)?.start);
}

/** The match that a word is part of, by binary search: matches stand in order. */
export function matchOver({ matches }: Passage, token: number): Match | undefined {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (matches[middle]!.to > token) high = middle;
    else low = middle + 1;
  }
  const match = matches[low];
  return match !== undefined && match.from <= token ? match : undefined;
}

/** The match whose first word is this one. */
export function matchStarting(passage: Passage, token: number): Match | undefined {
  const match = matchOver(passage, token);
  return match?.from === token ? match : undefined;
}

/** The match whose last word stands right before this one. */
export function matchEnding(passage: Passage, token: number): Match | undefined {
  const match = matchOver(passage, token - 1);
  return match?.to === token ? match : undefined;
}

function tokensBefore(tokens: Tokens, end: number): number {
  let count = 0;
  while (count < tokens.count && tokens.ends[count]! <= end) count++;
  return count;
}

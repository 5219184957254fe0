import type { Hit, MatchRange } from '../../core/result.ts';
import { makeSnippets } from '../../core/snippets.ts';
import type { ByteMatch } from './byte-ranges.ts';
import { toWordRanges } from './byte-ranges.ts';
import { isRewritten } from './engine-words.ts';
import { findWanted, mergeRanges } from './mark-words.ts';
import { summaryOf } from './to-record.ts';
import type { ArticleRecord } from './to-record.ts';
import type { Wanted } from './to-words.ts';

/** A record as a search gives it back. */
export type FoundRecord = Omit<ArticleRecord, 'evidence'> & {
  readonly _matchesPosition?: Readonly<Partial<Record<string, readonly ByteMatch[]>>>;
};

export interface HighlightOptions {
  readonly highlight: boolean;
  readonly snippets: number;
  readonly wanted: readonly Wanted[];
}

/** A hit with match ranges and snippets. */
export function toHit(record: FoundRecord, { highlight, snippets, wanted }: HighlightOptions): Hit {
  const document = summaryOf(record);
  if (!highlight) return { document, titleRanges: [], snippets: [] };
  const { title, body } = rangesOf(record, wanted);
  return { document, titleRanges: title, snippets: makeSnippets(record.body, body, snippets) };
}

/**
 * Where the words stand in the text as written. Meilisearch tells it, except where its own reading of the text differs
 * from ours (`ß`, `½`, a phrase across a full stop) and for relaxed searches, which ask it for articles, not for words.
 */
function rangesOf(
  { title, body, _matchesPosition: matches }: FoundRecord,
  wanted: readonly Wanted[],
): { title: MatchRange[]; body: MatchRange[] } {
  const told = {
    title: toWordRanges(title, matches?.['title'] ?? []),
    body: toWordRanges(body, matches?.['body'] ?? []),
  };
  const unknown = wanted.some(({ words }) => words.some(isRewritten));
  if ((told.title.length + told.body.length > 0 && !unknown) || wanted.length === 0) return told;
  return { title: mergeRanges(findWanted(title, wanted).found), body: mergeRanges(findWanted(body, wanted).found) };
}

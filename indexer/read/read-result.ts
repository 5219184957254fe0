import type { Message } from '../../core/message.ts';
import type { ArticleDraft } from '../draft.ts';

/** What one reader made of one file or record: the articles in it, and what there is to say about it. */
export interface ReadResult {
  readonly articles: readonly ArticleDraft[];
  readonly messages: readonly Message[];
}

/** A result without articles that says why. */
export function unreadable(
  file: string,
  rule: string,
  reason: string,
  place: { line?: number; record?: string } = {},
): ReadResult {
  return { articles: [], messages: [{ severity: 'error', rule, reason, file, ...place }] };
}

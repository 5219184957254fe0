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

/** What `read` makes of a file or record; a reader that fails costs a message, not the run. */
export async function readOrSay(
  file: string,
  read: () => ReadResult | Promise<ReadResult>,
  place: { line?: number; record?: string } = {},
): Promise<ReadResult> {
  try {
    return await read();
  } catch (error) {
    const reason = `the reader failed: ${error instanceof Error ? error.message : String(error)}`;
    return unreadable(file, 'reader-failed', reason, place);
  }
}

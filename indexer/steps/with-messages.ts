import type { Message } from '../../core/message.ts';
import type { ArticleDraft } from '../draft.ts';

/** A warning of a step; where it belongs the draft knows. */
export type Said = Pick<Message, 'rule' | 'reason' | 'actual'>;

/** The draft with warnings about it. */
export function withMessages(draft: ArticleDraft, said: readonly Said[]): ArticleDraft {
  const { file, line, record } = draft;
  const place = { file, ...(line !== undefined && { line }), ...(record !== undefined && { record }) };
  const messages = said.map((one): Message => ({ severity: 'warning', ...one, ...place }));
  return { ...draft, messages: [...draft.messages, ...messages] };
}

import { expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../../core/document.ts';
import { emptyDraft } from '../draft.ts';
import { checkSize } from './check-size.ts';
import { toDocument } from './to-document.ts';

const draftOf = (title: number, body: number, author: number) => ({
  ...emptyDraft('long.txt'),
  title: 't'.repeat(title),
  body: [{ text: 'b'.repeat(body), kind: 'prose' as const }],
  stated: { author: 'a'.repeat(author) },
});

test('what fits is kept without a word', () => {
  const draft = draftOf(DOCUMENT_LIMITS.title, DOCUMENT_LIMITS.body, DOCUMENT_LIMITS.author);
  expect(checkSize(draft)).toBe(draft);
  const { document } = toDocument(draft);
  expect([document.title, document.body, document.author]).toEqual([
    draft.title,
    draft.body[0]!.text,
    draft.stated.author,
  ]);
});

test('what is cut off is said, field by field', () => {
  const { messages } = checkSize(
    draftOf(DOCUMENT_LIMITS.title + 1, DOCUMENT_LIMITS.body + 1, DOCUMENT_LIMITS.author + 1),
  );
  expect(messages.map(({ rule, severity, file }) => [rule, severity, file])).toEqual(
    Array.from({ length: 3 }, () => ['cut-off', 'warning', 'long.txt']),
  );
  expect(messages.map(({ reason }) => reason).join()).toMatch(/title.*body.*author/);
});

test('a title made of the lead is cut between characters, not inside one', () => {
  const body = [{ text: `a${'\u{1f309}'.repeat(100)}`, kind: 'prose' as const }];
  const { document } = toDocument({ ...emptyDraft('bridges.txt'), body });
  expect(document.title).toBe(`a${'\u{1f309}'.repeat(59)}…`);
});

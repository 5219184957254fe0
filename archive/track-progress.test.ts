import { expect, test } from 'vitest';
import { trackProgress } from './track-progress.ts';

test('the time left follows the pace of each phase', () => {
  let now = 0;
  const tracker = trackProgress(() => now);
  const corpus = { filesDone: 0, filesTotal: 4, articles: 0, repeatsMerged: 0 };
  expect(tracker.progress).toMatchObject({ phase: 'reading', remainingMs: null });
  now = 1_000;
  tracker.read({ ...corpus, filesDone: 1, articles: 30 });
  expect(tracker.progress).toMatchObject({ phase: 'reading', filesDone: 1, remainingMs: 3_000 });
  now = 4_000;
  tracker.read({ ...corpus, filesDone: 4, articles: 100, repeatsMerged: 20 });
  expect(tracker.progress).toMatchObject({ phase: 'indexing', articles: 100, remainingMs: null });
  now = 4_400;
  tracker.advance(40);
  expect(tracker.progress.remainingMs).toBe(400);
  tracker.read({ ...corpus, filesDone: 4, articles: 100, repeatsMerged: 30 });
  expect(tracker.progress.remainingMs).toBe(300);
  tracker.enter('checking', 70);
  expect(tracker.progress).toMatchObject({ phase: 'checking', remainingMs: null });
  now = 4_500;
  tracker.advance(35);
  expect(tracker.progress.remainingMs).toBe(100);
  tracker.advance(50); // more than was thought
  expect(tracker.progress.remainingMs).toBe(0);
});

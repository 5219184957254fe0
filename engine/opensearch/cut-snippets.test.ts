import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutSnippets } from './cut-snippets.ts';

const long = `${'before '.repeat(40)}needle ${'between '.repeat(60)}needle ${'after '.repeat(40)}`.trim();
const needles = [...long.matchAll(/needle/g)].map(({ index }) => ({ start: index, end: index + 6 }));

test('each distant match has a snippet of its own, cut between words', () => {
  const snippets = cutSnippets(long, needles, 5);
  expect(snippets).toHaveLength(2);
  for (const { text, ranges, cutBefore, cutAfter } of snippets) {
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['needle']);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
    for (const word of text.split(' ')) expect(['before', 'needle', 'between', 'after']).toContain(word);
  }
});

test('without matches the body begins', () => {
  expect(cutSnippets('Rain.', [], 3)).toEqual([{ text: 'Rain.', ranges: [], cutBefore: false, cutAfter: false }]);
  expect(cutSnippets('', [], 3)).toEqual([]);
});

test('whatever is marked where, snippets are parts of the body and hold their ranges', () => {
  const letters = fc.constantFrom('a', ' ', '\n', '🎉', 'é', 'ع', '中');
  const texts = fc.array(letters, { maxLength: 600 }).map((parts) => parts.join(''));
  const spots = fc.array(fc.tuple(fc.nat(600), fc.nat(20)), { maxLength: 6 });
  fc.assert(
    fc.property(texts, spots, fc.integer({ min: 0, max: 4 }), (body, places, limit) => {
      let last = 0;
      const ranges = places
        .map(([start, length]) => ({
          start: Math.min(start, body.length),
          end: Math.min(start + length + 1, body.length),
        }))
        .sort((a, b) => a.start - b.start)
        .filter(({ start, end }) => start >= last && end > start && (last = end) > 0);
      const snippets = cutSnippets(body, ranges, limit);
      expect(snippets.length).toBeLessThanOrEqual(limit);
      for (const snippet of snippets) {
        expect(body.includes(snippet.text)).toBe(true);
        for (const { start, end } of snippet.ranges)
          expect(start >= 0 && end <= snippet.text.length && start < end).toBe(true);
      }
    }),
  );
});

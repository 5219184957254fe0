import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMatches } from './match-text.ts';
import { makeSnippets } from './snippets.ts';
import { tokenize } from './text.ts';

const plain = (...words: string[]) => ({ words: new Set(words), prefixes: [], phrases: [] });
const filler = 'Nothing of note was said on that day. '.repeat(20);

test('the passage with more different matches comes first', () => {
  const text = `NATO met. ${filler}NATO and Iraq agreed on training. ${filler}The end.`;
  const [first, second] = makeSnippets(text, findMatches(tokenize(text), plain('nato', 'iraq')), 3);
  expect(first!.text).toContain('NATO and Iraq');
  expect(first).toMatchObject({ cutBefore: true, cutAfter: true });
  expect(second!.text.startsWith('NATO met.')).toBe(true);
  expect(second).toMatchObject({ cutBefore: false, cutAfter: true });
});

test('without a match the text begins; without text there is nothing', () => {
  expect(makeSnippets('Rain.', [], 3)).toEqual([{ text: 'Rain.', ranges: [], cutBefore: false, cutAfter: false }]);
  expect(makeSnippets(' \n', [], 3)).toEqual([]);
});

test('every snippet is a part of the text, and its ranges are the words searched', () => {
  const text = fc.array(fc.constantFrom('nato', 'iraq', 'Türkiye', '😀', 'a', '東京', '.', '\n\n'), { maxLength: 400 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 4 }), (pieces, limit) => {
      const body = pieces.join(' ');
      const snippets = makeSnippets(body, findMatches(tokenize(body), plain('nato', 'turkiye')), limit);
      expect(snippets.length).toBeLessThanOrEqual(limit);
      for (const { text: cut, ranges } of snippets) {
        expect(body).toContain(cut);
        for (const { start, end } of ranges) expect(['nato', 'Türkiye']).toContain(cut.slice(start, end));
      }
    }),
  );
});

test('whatever is marked where, the first snippet holds a mark, and marks are cut by no edge', () => {
  const letters = fc.constantFrom('a', ' ', '\n', '🎉', 'é', 'ع', '中');
  const texts = fc.array(letters, { maxLength: 600 }).map((parts) => parts.join(''));
  const places = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(texts, places, fc.integer({ min: 1, max: 4 }), (body, picks, limit) => {
      const tokens = tokenize(body);
      fc.pre(tokens.length > 0);
      const chosen = [...new Set(picks.map((pick) => pick % tokens.length))].sort((a, b) => a - b);
      const ranges = chosen.map((index) => ({ start: tokens[index]!.start, end: tokens[index]!.end }));
      const words = ranges.map(({ start, end }) => body.slice(start, end));
      const snippets = makeSnippets(body, ranges, limit);
      expect(snippets[0]!.ranges.length).toBeGreaterThan(0);
      for (const { text, ranges: inside } of snippets) {
        expect(body).toContain(text);
        for (const { start, end } of inside) expect(words).toContain(text.slice(start, end));
      }
    }),
  );
});

test('marks the words of a phrase where they stand together, and nowhere else', () => {
  const text = 'peace talks, talks on peace, peace and talks';
  const phrase = (slop: number) => ({
    words: new Set<string>(),
    prefixes: [],
    phrases: [{ words: ['peace', 'talks'], prefix: false, slop }],
  });
  const marked = (slop: number) => findMatches(tokenize(text), phrase(slop)).map(({ start }) => start);
  expect(marked(0)).toEqual([0, 6]);
  expect(marked(1)).toEqual([0, 6, 29, 39]);
});

test('the first snippet holds the window of which, counted one by one, no other has more', () => {
  const texts = fc.array(fc.constantFrom('nato', 'Nato', 'iraq', 'talks', 'and', 'x'.repeat(200)), { maxLength: 120 });
  const marked = ['nato', 'iraq', 'talks', 'x'.repeat(200)];
  fc.assert(
    fc.property(texts, (pieces) => {
      const body = pieces.join(' ');
      const ranges = tokenize(body).filter(({ term }) => marked.includes(term));
      fc.pre(ranges.length > 0);
      const worth = ranges.map(({ start }) => {
        const inside = ranges.filter((range) => range.start >= start && range.end <= start + 180);
        return inside.length + 7 * new Set(inside.map(({ term }) => term)).size;
      });
      const first = ranges[worth.indexOf(Math.max(...worth))]!;
      const inside = ranges.filter((range) => range.start >= first.start && range.end <= first.start + 180);
      const last = inside.at(-1) ?? first;
      const [snippet] = makeSnippets(body, ranges, 1);
      expect(snippet!.text).toContain(body.slice(first.start, last.end));
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Match } from '../../gazetteer/form-trie.ts';
import { matchEnding, matchOver, matchStarting, type Passage } from './read-article.ts';

test('finds the match over, at and before a word', () => {
  const gapsAndLengths = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 3 })));
  fc.assert(
    fc.property(gapsAndLengths, (places) => {
      const matches: Match[] = [];
      for (const [gap, length] of places) {
        const from = (matches.at(-1)?.to ?? 0) + gap;
        matches.push({ from, to: from + length, senses: [] });
      }
      const passage = { matches } as unknown as Passage;
      for (let word = 0; word <= (matches.at(-1)?.to ?? 0) + 1; word++) {
        expect(matchOver(passage, word)).toBe(matches.find(({ from, to }) => from <= word && word < to));
        expect(matchStarting(passage, word)).toBe(matches.find(({ from }) => from === word));
        expect(matchEnding(passage, word)).toBe(matches.find(({ to }) => to === word));
      }
    }),
  );
});

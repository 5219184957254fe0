import { expect, test } from 'vitest';
import { parseCanaries } from './canaries.ts';

test('one article must be found where nothing else is said, and none where none may be', () => {
  const canaries = parseCanaries(
    '{"q":"nato"}\n{"q":"zzz","atMost":0}\n{"q":"iraq","atLeast":3,"atMost":5}',
    'c.jsonl',
  );
  expect(canaries.map(({ atLeast }) => atLeast)).toEqual([1, 0, 3]);
});

test.each([
  ['{"q":1}', 'q: expected string, received number'],
  ['{"atLeast":1}', 'q: is missing'],
  ['{"q":"nato","within":200}', 'within: at most 100'],
  ['{"q":"nato","most":3}', 'unknown: most'],
  ['{"q":"nato","atLeast":2,"atMost":1}', 'atMost: less than atLeast'],
])('%s: the mistake is told in words, with file and line', (line, words) => {
  expect(() => parseCanaries(`\n${line}`, 'c.jsonl')).toThrow(`c.jsonl:2: ${words}`);
});

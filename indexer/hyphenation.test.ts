import { expect, test } from 'vitest';
import { Hyphenation } from './hyphenation.ts';
import { toPageLines } from './page-lines.ts';

const joined = (line: string, next: string, ...page: readonly string[]) => {
  const { dropsHyphen, gap } = new Hyphenation([line, next, ...page]).between(line, next);
  return (dropsHyphen ? line.slice(0, -1) : line) + gap + next;
};

test.each([
  ['the boats of the har-', 'bour lay still', 'They left the harbour.', 'the boats of the harbour lay still'],
  ['said the vice-', 'president of it', 'The vice-president left.', 'said the vice-president of it'],
  ['voted in the elec-', 'tion of May', '', 'voted in the election of May'],
  ['sagte die Regie-', 'rung am Abend', '', 'sagte die Regierung am Abend'],
  ['a town of self-', 'made houses', '', 'a town of self-made houses'],
  ['a plan of left-', 'wing members', '', 'a plan of left- wing members'],
  ['twelve miles off-', 'shore', 'off-shore and offshore', 'twelve miles off- shore'],
  ['it was late -', 'said the mayor', '', 'it was late - said the mayor'],
  ['a state-of-the-', 'art pier', '', 'a state-of-the- art pier'],
  ['the road Sandvik-', 'Galle', '', 'the road Sandvik- Galle'],
])('%j and %j where the page has %j', (line, next, page, expected) => {
  expect(joined(line, next, page)).toBe(expected);
});

test('a wrapped text has its broken words whole', () => {
  const text = [
    'The council met in the old hall on Tuesday and voted on the am-',
    'bitious plan for the harbour, as it had promised to do, and in the govern-',
    'ment nobody had asked for a wider harbour or for a better pier, so that more',
    'boats could come from the islands, where the men had wanted an ambitious har-',
    'bour for years.',
  ];
  const whole = toPageLines(text.join('\n'));
  expect(whole.map((line) => line.text)).toEqual([
    text.join(' ').replace('am- b', 'amb').replace('govern- m', 'governm').replace('har- b', 'harb'),
  ]);
});

test('one paragraph of broken lines takes time in proportion to its length', () => {
  const line = 'the council met in the old hall on tuesday and voted on the elec-';
  const start = performance.now();
  expect(
    toPageLines(Array.from({ length: 20_000 }, (_, at) => (at % 2 ? `tion ${line}` : line)).join('\n')).length,
  ).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(4_000);
});

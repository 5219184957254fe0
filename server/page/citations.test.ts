import { expect, test } from 'vitest';
import { citationsOf } from './citations.ts';

const HERE = 'https://archive.example/articles/a';
const textsFor = (url?: string) =>
  citationsOf(
    { id: 'a', title: 'A bridge', date: null, datePrecision: null, ...(url !== undefined && { url }) },
    HERE,
    '2026-01-31',
  ).map(({ text }) => text);

test.each([[undefined], ['javascript:alert(1)'], ['not an address'], ['/posts/a']])(
  'an article whose source states the address %s is cited as it stands here',
  (url) => {
    for (const text of textsFor(url)) expect(text).toContain(HERE);
    if (url !== undefined) expect(textsFor(url).join()).not.toContain(` ${url}`);
  },
);

test('an address that a reader can follow is cited', () => {
  for (const text of textsFor('https://site.example/a')) expect(text).toContain('https://site.example/a');
});

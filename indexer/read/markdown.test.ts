import { expect, test } from 'vitest';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { runPipeline } from '../pipeline.ts';
import { readMarkdown } from './markdown.ts';

const dateOf = (page: string, file: string) => {
  const [article] = readMarkdown(page, file).articles;
  const { date } = runPipeline(article!, shippedContext);
  return date && [date.value, date.source];
};

test.each([
  ['posts/2019-07-08-a-bridge.md', '---\nlayout: post\n---\nThe text.', ['2019-07-08', 'file-name']],
  ['2019-07-08-a-bridge.md', '---\ndate: 2020-01-02\n---\nThe text.', ['2020-01-02', 'front-matter']],
  ['2019-07-08-a-bridge.md', '---\ndate: 2020\n---\nThe text.', ['2019-07-08', 'file-name']],
  ['2019-02-30-a-bridge.md', '---\nlayout: post\n---\nThe text.', null],
  ['2019-07-08-a-bridge/index.md', '---\nlayout: post\n---\nThe text.', null],
  ['2019-07-08-a-bridge.md', 'A page that was saved on that day.', null],
])('the date of %s (%j)', (file, page, date) => {
  expect(dateOf(page, file)).toEqual(date);
});

test.each([
  ['a word of nothing but emphasis', (count: number) => '_a'.repeat(count)],
  ['emphasis within emphasis', (count: number) => '*a '.repeat(count / 2) + 'a* '.repeat(count / 2)],
  ['a word that ends like a mailbox', (count: number) => `${'a'.repeat(2 * count)}@`],
])(
  '%s is read in no time, and kept to the letter',
  (_, page) => {
    const begun = process.cpuUsage();
    const [article] = readMarkdown(page(30_000), 'hostile.md').articles;
    const { user, system } = process.cpuUsage(begun);
    expect(article!.body.map(({ text }) => text)).toEqual([page(30_000).trim()]);
    expect((user + system) / 1000).toBeLessThan(3_000);
  },
  60_000,
);

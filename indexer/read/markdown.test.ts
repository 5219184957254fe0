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

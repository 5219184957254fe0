import { expect, test } from 'vitest';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { readFeed } from './feed.ts';
import { READ_LIMITS } from './limits.ts';

test('what a feed holds beyond its limit is said to be left out', async () => {
  const items = '<item><title>Pier opens</title></item>'.repeat(READ_LIMITS.feedItems + 1);
  const page = `<rss version="2.0"><channel><title>Coast</title>${items}</channel></rss>`;
  const { articles, messages } = await readFeed(page, 'feed.xml', shippedContext.boilerplate);
  expect(articles).toHaveLength(READ_LIMITS.feedItems);
  expect(messages).toMatchObject([{ severity: 'error', rule: 'feed-too-long', file: 'feed.xml' }]);
}, 60_000);

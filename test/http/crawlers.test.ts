import request from 'supertest';
import { expect, test } from 'vitest';
import { createPageRouter } from '../../server/page/page-router.ts';
import { openTestApp } from '../support/open-test-app.ts';
import { shippedAssets } from '../support/shipped-assets.ts';

const page = createPageRouter(shippedAssets);

test.each([
  ['/', true],
  ['/?lang=fr', true],
  ['/articles/iraq-mission', true],
  ['/?q=iraq', false],
  ['/?country=IQ', false],
  ['/?page=2', false],
  ['/admin', false],
])('a crawler may keep %s: %s', async (path, may) => {
  const { app } = await openTestApp({ page });
  const { text } = await request(app).get(path).expect(200);
  expect(!/<meta name="robots" content="noindex/.test(text)).toBe(may);
});

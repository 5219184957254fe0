import fc from 'fast-check';
import request from 'supertest';
import { expect, test } from 'vitest';
import { fuzzOverHttp } from '../support/fuzz-over-http.ts';
import { openTestApp } from '../support/open-test-app.ts';

test('any query string is answered or refused by name, never with a fault of ours', async () => {
  await fuzzOverHttp(await openTestApp(), 700);
});

test('any body is answered or refused', async () => {
  const { app } = await openTestApp();
  await fc.assert(
    fc.asyncProperty(
      fc.json(),
      fc.constantFrom('/multi-search', '/indexes/articles/search', '/indexes/articles/facet-search'),
      async (json, path) => {
        const response = await request(app).post(path).set('content-type', 'application/json').send(json);
        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: 200 },
  );
});

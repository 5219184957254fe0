import { test } from 'vitest';
import { fuzzOverHttp } from '../support/fuzz-over-http.ts';
import { openTestApp } from '../support/open-test-app.ts';

test('50,000 made-up query strings: no fault of ours', async () => {
  await fuzzOverHttp(await openTestApp(), 50_000);
});

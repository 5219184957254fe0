import { defineConfig } from 'vitest/config';

/** The proofs on a real Meilisearch: MEILI_URL, or a `meilisearch` binary on the PATH; skipped with the reason otherwise. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: ['test/engines/meilisearch*.slow.test.ts'],
    fileParallelism: false,
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

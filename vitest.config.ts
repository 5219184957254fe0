import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: ['**/*.test.ts'],
    // The long proofs (crashes, a real Meilisearch, a cluster, a browser) have their own configurations and scripts.
    exclude: ['node_modules/**', 'dist/**', '**/*.slow.test.ts'],
    pool: 'threads',
    isolate: false,
    env: { TZ: 'UTC' },
    testTimeout: 20_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: ['**/*.test.ts'],
    // The long proofs (crashes, a real Meilisearch, a cluster, a browser) have their own configurations and scripts.
    exclude: ['node_modules/**', 'dist/**', '**/*.slow.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%', // by default one fewer than there are cores: on two, half of them
    env: { TZ: 'UTC' },
    // far above what any takes: what is meant to be quick says so itself, and a busy machine is no fault
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

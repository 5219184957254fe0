import { defineConfig } from 'vitest/config';

/** The proofs against a real OpenSearch cluster (`npm run test:opensearch`): one file after the other, for each starts JVMs. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: ['test/engines/opensearch*.slow.test.ts', 'test/opensearch/**/*.slow.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // minutes pass between files: each case says when it is done
    reporters: ['verbose'],
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});

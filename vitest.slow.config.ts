import { defineConfig } from 'vitest/config';

/** The long proofs that need nothing but this machine: `npm run test:slow`. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: [
      '{indexer,test/archive,test/http}/**/*.slow.test.ts',
      'test/*.slow.test.ts',
      'engine/conformance/differential.test.ts',
    ],
    exclude: ['node_modules/**', 'dist/**'],
    fileParallelism: false,
    env: { TZ: 'UTC', DIFFERENTIAL_CASES: process.env['DIFFERENTIAL_CASES'] ?? '10000' },
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});

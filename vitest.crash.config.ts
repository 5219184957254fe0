import { defineConfig } from 'vitest/config';

/** What a kill, a torn file or a full disk leaves of the embedded index. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: ['test/crash/**/*.slow.test.ts', 'engine/embedded/**/*.slow.test.ts'],
    pool: 'forks',
    env: { TZ: 'UTC' },
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: the page in a real Chromium (CHROMIUM_PATH, or where Linux distributions put it). */
export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    include: ['test/browser/**/*.slow.test.ts'],
    globalSetup: ['test/support/own-temporary-folder.ts', 'test/browser/support/global-setup.ts'],
    pool: 'forks',
    // One browser at a time: what is measured should not depend on what else is running.
    fileParallelism: false,
    env: { TZ: 'UTC' },
    testTimeout: 60_000,
    // On a busy machine a browser now and then takes longer than a test waits; what fails always is still caught.
    retry: 2,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});

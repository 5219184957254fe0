import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT, startService } from './service.ts';
import { startStrangers } from './strangers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the service, started as its users start it. */
    site: string;
    /** Addresses of pages of other people that embed it. */
    strangers: string;
    adminKey: string;
  }
}

const ADMIN_KEY = 'admin-key-of-the-browser-tests';

/** One service over the shipped corpus, and one server of strangers' pages, for all files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const strangers = await startStrangers();
  const service = await startService((corpus) => cp(join(ROOT, 'corpus'), corpus, { recursive: true }), {
    DATELINE_ADMIN_KEY: ADMIN_KEY,
    CORS_ORIGINS: strangers.url,
  });
  strangers.embed(service.url);
  project.provide('site', service.url);
  project.provide('strangers', strangers.url);
  project.provide('adminKey', ADMIN_KEY);
  return async () => {
    await service.stop();
    await strangers.close();
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Express } from 'express';
import { onTestFinished } from 'vitest';
import type { ArchiveOptions } from '../../archive/open-archive.ts';
import { openArchive } from '../../archive/open-archive.ts';
import { openInsight } from '../../archive/open-insight.ts';
import type { Archive } from '../../core/archive.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { NOW, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine } from '../../engine/port.ts';
import type { AppDependencies } from '../../server/app.ts';
import { createApp } from '../../server/app.ts';
import { createKeyRing } from '../../server/key-ring.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import type { MemoryCorpus } from './memory-corpus.ts';
import { memoryCorpus } from './memory-corpus.ts';
import { TEST_VOCABULARY } from './test-vocabulary.ts';

export const ADMIN_KEY = 'admin-key-for-tests-0123456789';
export const SEARCH_KEY = 'search-key-for-tests-012345678';
export const IRAQ_KEY = 'iraq-only-key-for-tests-012345';

/** One key for searching, one that sees articles on Iraq only; callers without a key may search. */
export const KEYS = JSON.stringify([
  { name: 'site', key: SEARCH_KEY },
  { name: 'iraq-desk', key: IRAQ_KEY, filter: { country: ['IQ'] } },
  { name: 'public', anonymous: true },
]);

export const asAdmin = { authorization: `Bearer ${ADMIN_KEY}` };

export interface TestApp {
  readonly app: Express;
  readonly engine: Engine;
  readonly archive: Archive;
  readonly corpus: MemoryCorpus;
  /** Every log line, parsed. */
  readonly lines: Record<string, unknown>[];
  readonly folder: string;
}

export interface TestAppOptions extends Partial<AppDependencies> {
  readonly archiveOptions?: Partial<ArchiveOptions>;
  /** Published before the app is handed over; the newsroom by default, nothing when empty. */
  readonly articles?: typeof NEWSROOM;
}

/** The app on a brute-force engine with the newsroom published; closed and swept at the end of the test. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { archiveOptions = {}, articles = NEWSROOM, ...dependencies } = options;
  const folder = await mkdtemp(join(tmpdir(), 'dateline-http-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const engine = options.engine ?? openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  if (articles.length > 0) await publish(engine, articles);
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const logger = options.logger ?? pino({ level: 'info' }, { write });
  const corpus = memoryCorpus(articles);
  const now = options.now ?? (() => NOW);
  const archive = await openArchive({ engine, corpus, folder, log: logger, synonyms: 3, now, ...archiveOptions });
  const insight = await openInsight({ folder, enabled: true, retentionDays: 30, minimumCount: 2, now });
  onTestFinished(async () => {
    await archive.close();
    await insight.close();
  });
  const app = createApp({
    archive,
    insight,
    logger,
    vocabulary: TEST_VOCABULARY,
    keyRing: createKeyRing({ adminKey: ADMIN_KEY, entriesText: KEYS }),
    now,
    ...dependencies,
    engine,
    options: dependencies.options ?? {
      ...DEFAULT_SERVER_OPTIONS,
      limits: { ...DEFAULT_SERVER_OPTIONS.limits, requestsPerMinutePerAddress: 0, requestsPerMinutePerKey: 0 },
    },
  });
  return { app, engine, archive, corpus, lines, folder };
}

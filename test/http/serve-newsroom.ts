/** Serves the newsroom of the conformance suite without rate limits, for tools that test from outside. Prints its address. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openArchive } from '../../archive/open-archive.ts';
import { openInsight } from '../../archive/open-insight.ts';
import { publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { createKeyRing } from '../../server/key-ring.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import { startServer } from '../../server/start.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { TEST_VOCABULARY } from '../support/test-vocabulary.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-outside-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit());
const logger = pino({ level: 'error' }, pino.destination(2));
const engine = await openEmbeddedEngine({
  folder: join(folder, 'index'),
  settings: NEWSROOM_SETTINGS,
  searchThreads: Number(process.env['SEARCH_THREADS'] ?? 0),
});
await publish(engine, NEWSROOM);
const archive = await openArchive({ engine, corpus: memoryCorpus(NEWSROOM), folder, log: logger, synonyms: 3 });
const { limits } = DEFAULT_SERVER_OPTIONS;
const server = await startServer({
  engine,
  archive,
  vocabulary: TEST_VOCABULARY,
  insight: await openInsight({ folder, enabled: true, retentionDays: 2, minimumCount: 2 }),
  logger,
  keyRing: createKeyRing({ adminKey: process.env['ADMIN_KEY'] ?? 'admin-key-for-outside-tests' }),
  options: {
    ...DEFAULT_SERVER_OPTIONS,
    limits: { ...limits, requestsPerMinutePerAddress: 0, requestsPerMinutePerKey: 0 },
  },
  host: '127.0.0.1',
  port: 0,
});
process.stdout.write(`${server.url}\n`);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openArchive } from '../../archive/open-archive.ts';
import { openInsight } from '../../archive/open-insight.ts';
import { NOW } from '../../engine/conformance/build.ts';
import type { Engine } from '../../engine/port.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import { startServer } from '../../server/start.ts';
import { memoryCorpus } from './memory-corpus.ts';
import { TEST_VOCABULARY } from './test-vocabulary.ts';

/** Serves what an engine holds over HTTP, without rate limits; the engine itself stays the caller's. */
export async function serveEngine(
  engine: Engine,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-serve-'));
  const logger = pino({ level: 'silent' });
  const now = () => NOW;
  const archive = await openArchive({ engine, corpus: memoryCorpus([]), folder, log: logger, synonyms: 3, now });
  const insight = await openInsight({ folder, enabled: false, retentionDays: 1, minimumCount: 1, now });
  const { limits } = DEFAULT_SERVER_OPTIONS;
  const options = {
    ...DEFAULT_SERVER_OPTIONS,
    limits: { ...limits, requestsPerMinutePerAddress: 0, requestsPerMinutePerKey: 0 },
  };
  const server = await startServer({
    ...{ engine, archive, insight, logger, vocabulary: TEST_VOCABULARY, now, options },
    ...{ host: '127.0.0.1', port: 0, drainMs: 0 },
  });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await archive.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

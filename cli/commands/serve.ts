import { once } from 'node:events';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openInsight } from '../../archive/open-insight.ts';
import { isDatelineError } from '../../core/errors.ts';
import { openKeyRing } from '../open-key-ring.ts';
import type { KeyRing } from '../../server/key-ring.ts';
import { DEFAULT_SERVER_OPTIONS, type ServerOptions } from '../../server/options.ts';
import { loadAssets } from '../../server/page/load-assets.ts';
import { createPageRouter } from '../../server/page/page-router.ts';
import { startServer } from '../../server/start.ts';
import { adminKey } from '../admin-key.ts';
import type { CommandContext } from '../command.ts';
import { openService, type Service } from '../compose.ts';
import type { Config } from '../config.ts';
import { KEPT, makeDataFolder } from '../data-folder.ts';
import { createLogger } from '../logger.ts';
import { runJob } from '../run-job.ts';
import { stoppable } from '../stoppable.ts';
import { version } from '../version.ts';

const FULL = { mode: 'full', dryRun: false, force: false } as const;

/**
 * Serves until SIGINT or SIGTERM, and ends at once when one of them comes before. On the first start the corpus is indexed
 * before the address is printed.
 */
export function serve(context: CommandContext): Promise<boolean> {
  return stoppable(async (stop) => {
    const { config } = context;
    const logger = createLogger(config);
    makeDataFolder(config.DATA_DIR);
    const admin = adminKey(config);
    const keyRing = await openKeyRing(config, admin.key);
    const service = await openService(config, logger, [config.CORPUS_DIR]);
    try {
      const isThere = stop.aborted || (await ensureIndex(service, context, stop));
      if (isThere && !stop.aborted) await answerUntil(stop, context, { service, keyRing, logger, admin });
      return isThere || stop.aborted;
    } finally {
      await service.close();
    }
  });
}

interface Parts {
  readonly service: Service;
  readonly keyRing: KeyRing;
  readonly logger: Logger;
  readonly admin: ReturnType<typeof adminKey>;
}

async function answerUntil(stop: AbortSignal, { config, say }: CommandContext, parts: Parts): Promise<void> {
  const { service, keyRing, logger, admin } = parts;
  const insight = await openInsight({
    folder: join(config.DATA_DIR, KEPT.archive),
    enabled: config.DATELINE_INSIGHT,
    retentionDays: config.DATELINE_INSIGHT_DAYS,
    minimumCount: config.DATELINE_INSIGHT_MINIMUM,
  });
  try {
    const server = await startServer({
      engine: service.engine,
      archive: service.archive,
      vocabulary: service.gazetteer.vocabulary,
      insight,
      logger,
      keyRing,
      page: createPageRouter(await loadAssets()),
      options: serverOptions(config, `${version()} ${service.dataDigest}`),
      host: config.HOST,
      port: config.PORT,
    });
    if (admin.isNew) say(`Admin key, made for this data folder: ${admin.key}`);
    if (server.onAllAddresses) say(`It listens on all addresses of this machine: HOST is ${config.HOST}`);
    say(`Dateline is ready: ${server.url}`);
    if (!stop.aborted) await once(stop, 'abort');
    await server.close();
  } finally {
    await insight.close();
  }
}

/** False when there is no index and none could be made. */
async function ensureIndex({ engine, archive }: Service, context: CommandContext, stop: AbortSignal): Promise<boolean> {
  const { config, say } = context;
  const generations = await engine.generations();
  const live = generations.find((generation) => generation.live);
  const why = live ? await whyUnreadable(engine) : 'No index yet';
  if (live && why === null) {
    // whoever has named another folder since would look for its articles in vain
    const { createdAt, documents } = live;
    say(`Articles in the index of ${createdAt}: ${documents}. "dateline index" reads ${config.CORPUS_DIR} anew.`);
    return true;
  }
  say(`${why}: indexing ${config.CORPUS_DIR} (CORPUS_DIR)`);
  const job = await runJob(archive, FULL, context, stop);
  return job.status === 'succeeded';
}

/** Why nothing can be read of the live index, as of one that another version wrote; null otherwise. An engine that is away comes back while we serve. */
async function whyUnreadable(engine: Service['engine']): Promise<string | null> {
  try {
    await engine.state(Date.now());
    return null;
  } catch (error) {
    return isDatelineError(error, 'index_damaged') ? `The index cannot be read (${error.message})` : null;
  }
}

function serverOptions(config: Config, edition: string): ServerOptions {
  const hops = Number(config.TRUST_PROXY);
  return {
    ...DEFAULT_SERVER_OPTIONS,
    siteName: config.DATELINE_SITE_NAME,
    edition,
    ...(config.DATELINE_PUBLIC_URL !== undefined && { publicUrl: config.DATELINE_PUBLIC_URL }),
    trustProxy: config.TRUST_PROXY === '' ? false : Number.isInteger(hops) ? hops : config.TRUST_PROXY,
    cors: { origins: config.CORS_ORIGINS, credentials: config.CORS_CREDENTIALS },
    limits: {
      ...DEFAULT_SERVER_OPTIONS.limits,
      requestsPerMinutePerAddress: config.DATELINE_RATE_PER_ADDRESS,
      requestsPerMinutePerKey: config.DATELINE_RATE_PER_KEY,
      concurrentSearches: config.DATELINE_CONCURRENT_SEARCHES,
      searchTimeoutMs: config.DATELINE_SEARCH_TIMEOUT_MS,
    },
  };
}

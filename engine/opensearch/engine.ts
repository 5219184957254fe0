import { QUERY_LIMITS } from '../../core/query.ts';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { closeWhenIdle } from '../close-when-idle.ts';
import type { Engine, Health } from '../port.ts';
import type { IndexSettings } from '../settings.ts';
import type { Asking } from './ask.ts';
import { openBulkWriter } from './bulk-writer.ts';
import type { BulkOptions } from './bulk-writer.ts';
import { connect } from './connection.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import { openGenerations } from './generations.ts';
import type { Generations } from './generations.ts';
import { findBySearch, inPartitions, rememberPlaces } from './in-partitions.ts';
import { namesUnder } from './names.ts';
import { startPartitionScheduler } from './partition-scheduler.ts';
import type { SchedulerOptions } from './partition-scheduler.ts';
import { inOneIndex } from './placement.ts';
import type { OpenPlacement } from './placement.ts';
import { followPublished } from './published.ts';
import { openReader } from './reader.ts';
import { startRebuild } from './rebuild.ts';
import { openRegistry } from './registry.ts';
import { prepareSynonyms } from './synonym-runs.ts';
import type { Layout } from './to-settings.ts';
import { update } from './update.ts';

export interface OpenSearchOptions extends ConnectionOptions {
  readonly settings: IndexSettings;
  /** What all our indexes and the alias are called. Default `dateline`. */
  readonly indexPrefix?: string;
  /** Generations kept beside the live one. Default 2. */
  readonly keepGenerations?: number;
  readonly layout?: Layout;
  readonly bulk?: BulkOptions;
  /** Cuts generations built from now on into an index for each year, quarter or month, and looks after those. */
  readonly partitions?: SchedulerOptions;
}

const HEALTH_TIMEOUT_MS = 1_500;
/** The oldest line of the server that the suite has passed on. */
const OLDEST_VERSION = 2;

/**
 * An archive in an OpenSearch cluster. Opening asks nothing of the cluster, so that a service may start before it; every
 * call tells when it cannot be reached.
 */
export function openOpenSearchEngine(options: OpenSearchOptions): Engine {
  const { settings, indexPrefix = 'dateline', keepGenerations = 2, layout = {}, bulk = {}, partitions } = options;
  const connection = connect(options);
  const names = namesUnder(indexPrefix);
  const findSynonyms = prepareSynonyms(settings);
  const isInManyShards = partitions !== undefined || (layout.shards ?? 1) > 1;
  const asking: Asking = {
    connection,
    names,
    findSynonyms,
    countsWordsOverall: partitions !== undefined,
    isInManyShards,
  };
  const registry = openRegistry(connection, names);
  const generations = openGenerations(connection, names, registry, layout);
  const published = followPublished(connection, names, registry);
  const writer = openBulkWriter(connection, bulk);
  const openPlacement = toOpenPlacement(asking, generations, partitions);
  const scheduler = partitions && startPartitionScheduler(connection, names, generations, partitions);
  const forget = (): void => published.forget();
  let updates: Promise<unknown> = Promise.resolve();

  return closeWhenIdle({
    name: 'opensearch',
    supports: { or: true, fields: true, proximity: true, longPhrases: true, maxQueryWords: QUERY_LIMITS.terms },
    ...openReader(asking, () => published.locate(), forget),
    state: async (now, { signal } = {}) => {
      if (signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
      const located = await published.locate();
      return { generation: located.generation, revision: located.revisionAt(now) };
    },
    startRebuild: () =>
      startRebuild({ asking, registry, generations, writer, openPlacement, keepGenerations, onPublished: forget }),
    update: (changes) => {
      const done = updates.then(() => update({ registry, published, writer, openPlacement }, changes));
      updates = done.catch(() => undefined);
      return done;
    },
    generations: () => generations.list(),
    rollback: async (generation) => {
      await generations.rollback(generation);
      forget();
    },
    health: () => readHealth(connection),
    close: () => {
      scheduler?.stop();
      return connection.close();
    },
  });
}

/** A generation stays as it was built, whatever is configured since. */
function toOpenPlacement(
  asking: Asking,
  generations: Generations,
  partitions: OpenSearchOptions['partitions'],
): OpenPlacement {
  const { names } = asking;
  return async (generation, { isLive }) => {
    const isOneIndex = isLive && (await generations.indexesOf(generation)).includes(names.index(generation));
    if (partitions === undefined || isOneIndex) return inOneIndex(generation, names, generations);
    const { by } = partitions;
    if (isLive) {
      const find = findBySearch(asking, generation);
      return inPartitions(generation, asking, generations, { by, isLive, find });
    }
    return rememberPlaces(by, (find) => inPartitions(generation, asking, generations, { by, isLive, find }));
  };
}

async function readHealth(connection: Connection): Promise<Health> {
  const options = { timeoutMs: HEALTH_TIMEOUT_MS };
  try {
    const [server, cluster] = await Promise.all([
      connection.send<{ version: { number: string } }>({ method: 'GET', path: '/' }, options),
      connection.send<{ status: string; number_of_nodes: number }>(
        { method: 'GET', path: '/_cluster/health' },
        options,
      ),
    ]);
    const version = server.body.version.number;
    if (Number.parseInt(version, 10) < OLDEST_VERSION) {
      return {
        ok: false,
        detail: `OpenSearch ${version} is too old; ${OLDEST_VERSION}.x is the oldest that is known to work`,
        version,
      };
    }
    const { status, number_of_nodes } = cluster.body;
    return { ok: status !== 'red', detail: `${number_of_nodes} node(s), status ${status}`, version };
  } catch (error) {
    return { ok: false, detail: isDatelineError(error) ? error.message : 'OpenSearch cannot be asked.' };
  }
}

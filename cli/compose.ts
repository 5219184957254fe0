import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { parseCanaries, type Canary } from '../archive/canaries.ts';
import { openArchive } from '../archive/open-archive.ts';
import type { Archive } from '../core/archive.ts';
import { DatelineError } from '../core/errors.ts';
import { createEngine, type EngineConfig } from '../engine/create-engine.ts';
import type { Engine } from '../engine/port.ts';
import type { Gazetteer } from '../indexer/gazetteer/gazetteer.ts';
import { loadGazetteer } from '../indexer/gazetteer/load-gazetteer.ts';
import { openCorpus } from '../indexer/index-corpus.ts';
import { growingWorkshop } from '../indexer/growing-workshop.ts';
import { loadStepContext } from '../indexer/load-step-context.ts';
import type { StepContext } from '../indexer/step.ts';
import type { Workshop } from '../indexer/workshop.ts';
import type { Config } from './config.ts';
import { readConfiguredFile } from './configured-file.ts';
import { KEPT } from './data-folder.ts';

/** `data/` of this installation: beside the sources in a checkout, beside `dist/` where it is built. */
export function dataFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here, here.includes('/dist/') ? '../../data' : '../data');
}

/** What the chosen engine needs, from the configuration. */
export function engineConfig(config: Config, engine: Config['DATELINE_ENGINE'] = config.DATELINE_ENGINE): EngineConfig {
  const keepGenerations = config.DATELINE_KEEP_GENERATIONS;
  switch (engine) {
    case 'embedded':
      return {
        engine,
        folder: join(config.DATA_DIR, KEPT.index),
        keepGenerations,
        ...searchThreads(config.DATELINE_SEARCH_THREADS),
        fillThreads: Math.ceil(availableParallelism() / READERS_OF_ONE_FILLER),
      };
    case 'meilisearch':
      return {
        engine,
        url: config.MEILI_URL,
        masterKey: config.MEILI_MASTER_KEY,
        indexPrefix: config.MEILI_INDEX_PREFIX,
        keepGenerations,
      };
    case 'opensearch':
      return {
        engine,
        nodes: config.OPENSEARCH_URL,
        username: config.OPENSEARCH_USERNAME,
        password: config.OPENSEARCH_PASSWORD,
        caCertificate: config.OPENSEARCH_CA_FILE === undefined ? undefined : readCertificate(config.OPENSEARCH_CA_FILE),
        indexPrefix: config.OPENSEARCH_INDEX_PREFIX,
        shards: config.OPENSEARCH_SHARDS,
        replicas: config.OPENSEARCH_REPLICAS,
        partitionBy: config.OPENSEARCH_PARTITION_BY,
        keepGenerations,
      };
  }
}

/** So many cores that read articles and recognise what is in them keep one thread that indexes them busy. */
const READERS_OF_ONE_FILLER = 4;

/** From this many articles on one search takes so long that it would hold up those who wait for another answer. */
const THREADS_FROM_ARTICLES = 20_000;

/** By default one core stays with the serving thread, and at most two search: each holds parts of the index in memory. */
function searchThreads(asked: Config['DATELINE_SEARCH_THREADS']): { searchThreads: number; threadsFrom: number } {
  if (asked !== 'auto') return { searchThreads: asked, threadsFrom: 0 };
  return { searchThreads: Math.min(2, availableParallelism() - 1), threadsFrom: THREADS_FROM_ARTICLES };
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DatelineError('invalid_config', 'OPENSEARCH_CA_FILE cannot be read', { cause });
  }
}

/** Everything that indexing and serving share. `close` releases it in the right order. */
export interface Service {
  readonly engine: Engine;
  readonly archive: Archive;
  readonly gazetteer: Gazetteer;
  /** Changes when a file of `data/` does. */
  readonly dataDigest: string;
  close(): Promise<void>;
}

/** The parts of `dateline`, put together on a data folder that is there. @throws invalid_config, engine_unavailable, index_damaged */
export async function openService(config: Config, logger: Logger, roots: readonly string[]): Promise<Service> {
  const gazetteer = await loadGazetteer(dataFolder());
  const { synonyms } = gazetteer;
  const dataDigest = digestOfFolder(dataFolder());
  let context: Promise<StepContext> | undefined;
  const loadContext = () => (context ??= loadStepContext(dataFolder(), gazetteer));
  const canaries = await readCanaries(config);
  const engine = await createEngine(engineConfig(config), { synonyms }, { warn: (warning) => logger.warn(warning) });
  const workshop = openWorkshop(loadContext);
  const archive = await openArchive({
    engine,
    corpus: openCorpus({
      roots,
      loadContext,
      workshop,
      registryFile: join(config.DATA_DIR, KEPT.identities),
      memory: { file: join(config.DATA_DIR, KEPT.recognised), salt: dataDigest },
    }),
    folder: join(config.DATA_DIR, KEPT.archive),
    log: logger,
    synonyms: synonyms.length,
    canaries,
    thresholds: {
      lost: config.DATELINE_GUARD_LOST,
      faultRise: config.DATELINE_GUARD_FAULT_RISE,
      facetShift: config.DATELINE_GUARD_FACET_SHIFT,
      averageChange: config.DATELINE_GUARD_AVERAGE_CHANGE,
      yearShift: config.DATELINE_GUARD_YEAR_SHIFT,
    },
  }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return {
    engine,
    archive,
    gazetteer,
    dataDigest,
    async close() {
      await archive.close();
      await Promise.all([workshop.rest(), engine.close()]);
    },
  };
}

/** Changes when a file of the folder does: what was recognised by other data is not taken for what is recognised now. */
function digestOfFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** Where articles are read and recognised: here, and on as many threads as there are cores once there is much to do. */
export function openWorkshop(loadContext: () => Promise<StepContext>): Workshop {
  return growingWorkshop(loadContext, dataFolder(), availableParallelism());
}

/** The canary queries of the configured file; none without one. @throws invalid_config */
export async function readCanaries(config: Config): Promise<readonly Canary[]> {
  if (config.DATELINE_CANARIES_FILE === undefined) return [];
  const file = config.DATELINE_CANARIES_FILE;
  return readConfiguredFile('DATELINE_CANARIES_FILE', file, (text) => parseCanaries(text, file));
}

import type { Engine } from './port.ts';
import type { IndexSettings } from './settings.ts';

/** Which engine runs, with what it needs. The only file that names adapters; each is loaded only when it is chosen. */
export type EngineConfig =
  | {
      readonly engine: 'embedded';
      readonly folder: string;
      /** Generations kept beside the live one. */
      readonly keepGenerations: number;
      readonly searchThreads: number;
      /** Threads that fill a new generation together (1). */
      readonly fillThreads?: number;
      /** A smaller index is searched without them. */
      readonly threadsFrom: number;
    }
  | {
      readonly engine: 'meilisearch';
      readonly url: string;
      readonly masterKey?: string | undefined;
      readonly indexPrefix: string;
      readonly keepGenerations: number;
    }
  | {
      readonly engine: 'opensearch';
      readonly nodes: readonly string[];
      readonly username?: string | undefined;
      readonly password?: string | undefined;
      /** PEM of the authority that signed the nodes' certificates. */
      readonly caCertificate?: string | undefined;
      readonly indexPrefix: string;
      readonly shards: number;
      /** A number, or a range like `0-1`: as many as there are nodes for. */
      readonly replicas: string;
      readonly partitionBy: 'none' | 'year' | 'quarter' | 'month';
      readonly keepGenerations: number;
    };

export interface EngineHooks {
  /** Told, in one sentence each, what the engine cannot find or count of an article. */
  readonly warn?: (warning: string) => void;
}

/** Opens the engine that the configuration names. @throws engine_unavailable, invalid_config, index_damaged */
export async function createEngine(
  config: EngineConfig,
  settings: IndexSettings,
  hooks: EngineHooks = {},
): Promise<Engine> {
  switch (config.engine) {
    case 'embedded': {
      const { openEmbeddedEngine } = await import('./embedded/engine.ts');
      return openEmbeddedEngine({ ...config, settings });
    }
    case 'meilisearch': {
      const { openMeilisearchEngine } = await import('./meilisearch/engine.ts');
      return openMeilisearchEngine({ ...config, ...hooks, settings });
    }
    case 'opensearch': {
      const { openOpenSearchEngine } = await import('./opensearch/engine.ts');
      const { shards, replicas, partitionBy, ...rest } = config;
      const partitions = partitionBy === 'none' ? {} : { partitions: { by: partitionBy, onError: warnOf(hooks) } };
      return openOpenSearchEngine({ ...rest, settings, layout: { shards, replicas }, ...partitions });
    }
  }
}

function warnOf({ warn }: EngineHooks): (error: unknown) => void {
  return (error) => warn?.(`Partitions could not be looked after: ${String(error)}`);
}

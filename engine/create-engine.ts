import type { Engine } from './port.ts';
import type { IndexSettings } from './settings.ts';

/** Which engine runs, with what it needs. The only file that names adapters; each is loaded only when it is chosen. */
export type EngineConfig = {
  readonly engine: 'embedded';
  readonly folder: string;
  /** Generations kept beside the live one. */
  readonly keepGenerations: number;
  readonly searchThreads: number;
};

/** Opens the engine that the configuration names. @throws engine_unavailable, invalid_config, index_damaged */
export async function createEngine(config: EngineConfig, settings: IndexSettings): Promise<Engine> {
  const { openEmbeddedEngine } = await import('./embedded/engine.ts');
  return openEmbeddedEngine({ ...config, settings });
}

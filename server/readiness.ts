import { askTogether } from './ask-together.ts';
import type { Services } from './services.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly engine: string;
  readonly detail: string;
  readonly documents?: number;
  readonly generation?: string;
}

type EngineState = Omit<Readiness, 'engine'>;

/** Longest that the engine may take to tell how it is and which generation is live: health alone may take 2 s. */
const STATE_WAIT_MS = 4_000;
const SILENT: EngineState = { ready: false, detail: 'the engine does not tell which index is live' };

/** Asked by everybody without a key, at any rate: it costs the engine several requests. */
const stateOf = askTogether(
  async (engine): Promise<EngineState> => {
    const { ok, detail } = await engine.health();
    if (!ok) return { ready: false, detail };
    const generations = await engine.generations().catch(() => null);
    if (!generations) return SILENT;
    const live = generations.find((generation) => generation.live);
    if (!live) return { ready: false, detail: 'no index has been published yet' };
    return { ready: true, detail: 'ok', documents: live.documents, generation: live.id };
  },
  STATE_WAIT_MS,
  () => SILENT,
);

/** Whether searches can be answered now, and if not, why not. Never rejects. */
export async function isReady({ engine, lifecycle, metrics }: Services): Promise<Readiness> {
  if (lifecycle.draining) return { ready: false, engine: engine.name, detail: 'shutting down' };
  const state = await stateOf(engine);
  if (state.documents !== undefined) metrics.documents.set(state.documents);
  return { engine: engine.name, ...state };
}

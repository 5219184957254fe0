import type { Services } from './services.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly engine: string;
  readonly detail: string;
  readonly documents?: number;
  readonly generation?: string;
}

/** Longest that the engine may take to tell which generation is live. */
const GENERATIONS_WAIT_MS = 2_000;

/** Whether searches can be answered now, and if not, why not. Never rejects. */
export async function isReady({ engine, lifecycle, metrics }: Services): Promise<Readiness> {
  if (lifecycle.draining) return { ready: false, engine: engine.name, detail: 'shutting down' };
  const health = await engine.health();
  if (!health.ok) return { ready: false, engine: engine.name, detail: health.detail };
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('silent')), GENERATIONS_WAIT_MS);
  });
  try {
    const live = (await Promise.race([engine.generations(), silence])).find((generation) => generation.live);
    if (!live) return { ready: false, engine: engine.name, detail: 'no index has been published yet' };
    metrics.documents.set(live.documents);
    return { ready: true, engine: engine.name, detail: 'ok', documents: live.documents, generation: live.id };
  } catch {
    return { ready: false, engine: engine.name, detail: 'the engine does not tell which index is live' };
  } finally {
    clearTimeout(timer);
  }
}

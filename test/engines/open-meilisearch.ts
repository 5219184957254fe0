import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import type { Open } from '../../engine/conformance/case.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';

/** Opens engines on a server, each with index names of its own, deleted when the case is over. */
export function openOn(server: () => Pick<MeilisearchServer, 'url' | 'masterKey'>): Open {
  return async ({ settings, keepGenerations }) => {
    const { url, masterKey } = server();
    const indexPrefix = `t${randomBytes(5).toString('hex')}`;
    const start = () =>
      openMeilisearchEngine({
        url,
        masterKey,
        settings,
        indexPrefix,
        ...(keepGenerations === undefined ? {} : { keepGenerations }),
      });
    const opened = [await start()];
    return {
      engine: opened[0]!,
      reopen: async () => {
        const engine = await start();
        opened.push(engine);
        return engine;
      },
      cleanUp: async () => {
        await Promise.all(opened.map((engine) => engine.close()));
        await sweepPrefix(url, masterKey, indexPrefix);
      },
    };
  };
}

async function sweepPrefix(host: string, apiKey: string, prefix: string): Promise<void> {
  const admin = new Meilisearch({ host, apiKey });
  const { results } = await admin.getRawIndexes({ limit: 1_000 });
  await Promise.all(results.filter(({ uid }) => uid.startsWith(`${prefix}_`)).map(({ uid }) => admin.deleteIndex(uid)));
  const keys = await admin.getKeys({ limit: 1_000 });
  await Promise.all(
    keys.results.filter(({ indexes }) => indexes.includes(`${prefix}_*`)).map(({ uid }) => admin.deleteKey(uid)),
  );
}

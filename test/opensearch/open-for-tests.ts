import { randomUUID } from 'node:crypto';
import type { OpenedEngine, OpenOptions } from '../../engine/conformance/case.ts';
import { openOpenSearchEngine } from '../../engine/opensearch/engine.ts';
import type { OpenSearchOptions } from '../../engine/opensearch/engine.ts';

/** Opens an empty archive of its own in a cluster, and sweeps it afterwards. */
export function openIn(
  nodes: readonly string[],
  { settings, keepGenerations }: OpenOptions,
  more: Partial<OpenSearchOptions> = {},
): OpenedEngine {
  const indexPrefix = `test-${randomUUID().slice(0, 13)}`;
  const open = () =>
    openOpenSearchEngine({
      ...{ nodes, settings, indexPrefix, ...(keepGenerations === undefined ? {} : { keepGenerations }) },
      ...more,
    });
  let engine = open();
  return {
    engine,
    reopen: () => Promise.resolve((engine = open())),
    cleanUp: async () => {
      await engine.close();
      await removeIndexes(nodes[0]!, indexPrefix);
    },
  };
}

async function removeIndexes(url: string, prefix: string): Promise<void> {
  const found = (await (await fetch(`${url}/_cat/indices/${prefix}*?format=json&h=index`)).json()) as {
    index: string;
  }[];
  for (const { index } of found) await fetch(`${url}/${index}`, { method: 'DELETE' });
}

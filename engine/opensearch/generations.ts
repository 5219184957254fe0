import { DatelineError } from '../../core/errors.ts';
import { spareGenerations } from '../../core/spare-generations.ts';
import type { Generation } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import { readLiveGeneration } from './published.ts';
import type { Registry, RegistryContent } from './registry.ts';
import { changeGeneration } from './registry.ts';
import { toIndexBody, toLiveSettings } from './to-settings.ts';
import type { Layout } from './to-settings.ts';

/** What makes, publishes, lists and drops the generations of one archive. */
export interface Generations {
  list(): Promise<readonly Generation[]>;
  /** Makes an index, unless it is there. */
  makeIndex(index: string): Promise<void>;
  /** Gives an index made in the live generation what published ones have: copies, refreshes, the alias. */
  adopt(index: string): Promise<void>;
  /** Names of the indexes that a generation has. */
  indexesOf(generation: string): Promise<readonly string[]>;
  /** Documents that a search in it sees. */
  countDocuments(generation: string): Promise<number>;
  /** Makes what was written to a generation that is being built visible, in every shard. */
  refresh(generation: string): Promise<void>;
  /**
   * Gives it copies, waits until they are there, and lets the alias point at it, in one step. Returns the generation that
   * was live before.
   */
  publish(generation: string): Promise<string | null>;
  /** @throws not_found */
  rollback(generation: string): Promise<void>;
  /** Deletes the indexes of a generation and its entry in the registry. */
  drop(generation: string): Promise<void>;
  /** Drops published generations beyond those kept beside the live one, of which `before` is the first. */
  prune(keep: number, before: string | null): Promise<void>;
}

/** How long a new generation may take to get its copies before it is not published. */
const GREEN_TIMEOUT_MS = 120_000;

export function openGenerations(connection: Connection, names: Names, registry: Registry, layout: Layout): Generations {
  const indexesOf = async (generation: string): Promise<string[]> => {
    const { status, body } = await connection.send<readonly { readonly index: string }[]>(
      {
        method: 'GET',
        path: `/_cat/indices/${names.target(generation)}`,
        query: { format: 'json', h: 'index', expand_wildcards: 'open' },
      },
      { accept: [404] },
    );
    return status === 404 ? [] : body.map(({ index }) => index);
  };

  const swapAlias = async (generation: string): Promise<void> => {
    const indexes = await indexesOf(generation);
    if (indexes.length === 0) throw new DatelineError('not_found', 'This generation has no index.');
    const add = indexes.map((index) => ({ add: { index, alias: names.alias } }));
    const remove = { remove: { index: `${names.alias}-*`, alias: names.alias, must_exist: false } };
    await connection.send(
      { method: 'POST', path: '/_aliases', body: { actions: [remove, ...add] } },
      { isWrite: true },
    );
  };

  const drop = async (generation: string): Promise<void> => {
    // one by one: a cluster may forbid patterns where things are deleted
    for (const index of await indexesOf(generation)) {
      await connection.send({ method: 'DELETE', path: `/${index}` }, { accept: [404], isWrite: true });
    }
    await registry.change((content) => ({
      ...content,
      generations: content.generations.filter(({ id }) => id !== generation),
      rebuild: content.rebuild?.generation === generation ? null : content.rebuild,
    }));
  };

  const countDocuments = async (generation: string): Promise<number> => {
    const { status, body } = await connection.send<{ count: number; _shards: { failed: number } }>(
      { method: 'GET', path: `/${names.target(generation)}/_count` },
      { accept: [404] },
    );
    if (status === 404) return 0;
    if (body._shards.failed > 0) throw new DatelineError('engine_unavailable', 'A part of the index is missing.');
    return body.count;
  };

  return {
    indexesOf,
    drop,
    countDocuments,
    list: async () => {
      const [content, live] = await Promise.all([registry.read(), readLiveGeneration(connection, names)]);
      const published = (content?.generations ?? []).filter(({ id, isPublished }) => isPublished || id === live);
      return Promise.all(
        published.map(async ({ id, createdAt }) => ({
          id,
          createdAt,
          documents: await countDocuments(id),
          live: id === live,
        })),
      );
    },
    makeIndex: async (index) => {
      const { status, body } = await connection.send<{ error?: { type?: string; reason?: string } }>(
        { method: 'PUT', path: `/${index}`, body: toIndexBody(layout) },
        { accept: [400], isWrite: true },
      );
      if (status === 400 && body.error?.type !== 'resource_already_exists_exception') {
        throw new DatelineError('engine_rejected', `OpenSearch refused to make an index: ${body.error?.reason}`);
      }
    },
    adopt: async (index) => {
      await connection.send(
        { method: 'PUT', path: `/${index}/_settings`, body: toLiveSettings(layout) },
        { isWrite: true },
      );
      await connection.send({ method: 'PUT', path: `/${index}/_alias/${names.alias}` }, { isWrite: true });
    },
    refresh: async (generation) => {
      const { body } = await connection.send<{ _shards: { total: number; successful: number } }>(
        { method: 'POST', path: `/${names.target(generation)}/_refresh`, query: { allow_no_indices: true } },
        { isWrite: true },
      );
      // a shard that is missing counts neither as successful nor as failed
      if (body._shards.successful < body._shards.total)
        throw new DatelineError('engine_unavailable', 'A part of the index is missing.');
    },
    publish: async (generation) => {
      const target = names.target(generation);
      await connection.send(
        { method: 'PUT', path: `/${target}/_settings`, body: toLiveSettings(layout) },
        { isWrite: true },
      );
      await waitForCopies(connection, target);
      const before = await readLiveGeneration(connection, names);
      await swapAlias(generation);
      await registry.change((content) => toPublished(content, generation));
      return before;
    },
    rollback: async (generation) => {
      const content = await registry.read();
      if (!content?.generations.some(({ id, isPublished }) => id === generation && isPublished)) {
        throw new DatelineError('not_found', 'No such generation is kept.');
      }
      await swapAlias(generation);
    },
    prune: async (keep, before) => {
      const [content, live] = await Promise.all([registry.read(), readLiveGeneration(connection, names)]);
      const others = (content?.generations ?? []).filter(({ id, isPublished }) => isPublished && id !== live);
      const spared = spareGenerations(others, before, keep);
      for (const one of others) if (!spared.includes(one)) await drop(one.id);
    },
  };
}

function toPublished(content: RegistryContent, generation: string): RegistryContent {
  const published = changeGeneration(content, generation, (one) => ({ ...one, isPublished: true }));
  return { ...published, rebuild: content.rebuild?.generation === generation ? null : content.rebuild };
}

async function waitForCopies(connection: Connection, target: string): Promise<void> {
  const until = Date.now() + GREEN_TIMEOUT_MS;
  for (;;) {
    const { body } = await connection.send<{ status: string; timed_out: boolean }>(
      { method: 'GET', path: `/_cluster/health/${target}`, query: { wait_for_status: 'green', timeout: '1s' } },
      { accept: [408], timeoutMs: 10_000 },
    );
    if (body.status === 'green' && !body.timed_out) return;
    if (Date.now() > until) throw new DatelineError('engine_unavailable', 'The new index does not get its copies.');
  }
}

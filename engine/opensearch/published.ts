import { DatelineError } from '../../core/errors.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import type { Registry } from './registry.ts';

/** Where a search goes, and what its answer is signed with. */
export interface Located {
  readonly generation: string;
  /** The revision at an instant: it rises when an embargo ends. */
  revisionAt(nowMs: number): number;
  /** Signs cursors. */
  readonly secret: string;
}

/** The live generation, looked up at most once a second. */
export interface Published {
  /** @throws index_missing */
  locate(): Promise<Located>;
  /** After a change of our own: the next search looks again. */
  forget(): void;
}

/** What another process has published is seen after this time. A revision that is too low does no harm: see `registry.ts`. */
const FRESH_MS = 1_000;
/** Embargoes with different ends that are told apart. */
const MAX_EMBARGOES = 10_000;

export function followPublished(connection: Connection, names: Names, registry: Registry): Published {
  let known: { readonly at: number; readonly located: Promise<Located> } | undefined;
  const load = async (): Promise<Located> => {
    const [generation, content] = await Promise.all([readLiveGeneration(connection, names), registry.read()]);
    const entry = content?.generations.find(({ id }) => id === generation);
    if (generation === null || !content || !entry) throw new DatelineError('index_missing', 'Nothing is published.');
    const ends = await readEmbargoes(connection, names.target(generation));
    const lapsedAt = (nowMs: number): number =>
      ends.reduce((sum, { key, doc_count }) => sum + (key <= nowMs ? doc_count : 0), 0);
    return { generation, secret: content.secret, revisionAt: (nowMs) => entry.revision + lapsedAt(nowMs) };
  };
  return {
    locate: () => {
      if (known === undefined || Date.now() - known.at > FRESH_MS) {
        const looked = { at: Date.now(), located: load() };
        known = looked;
        looked.located.catch(() => {
          if (known === looked) known = undefined;
        });
      }
      return known.located;
    },
    forget: () => (known = undefined),
  };
}

/** The generation that the alias points at, or null. */
export async function readLiveGeneration(connection: Connection, names: Names): Promise<string | null> {
  const { status, body } = await connection.send<Record<string, unknown>>(
    { method: 'GET', path: `/${names.generations}/_alias/${names.alias}`, query: { local: true } },
    { accept: [404] },
  );
  const [index] = status === 404 ? [] : Object.keys(body);
  return index === undefined ? null : names.generationOf(index);
}

interface EmbargoAnswer {
  readonly aggregations: { readonly ends: { readonly buckets: readonly { key: number; doc_count: number }[] } };
}

async function readEmbargoes(
  connection: Connection,
  target: string,
): Promise<readonly { key: number; doc_count: number }[]> {
  const { body } = await connection.send<EmbargoAnswer>({
    method: 'POST',
    path: `/${target}/_search`,
    query: { allow_partial_search_results: false },
    body: {
      size: 0,
      query: { range: { visible_from: { gt: 0 } } },
      aggs: { ends: { terms: { field: 'visible_from', size: MAX_EMBARGOES } } },
    },
  });
  return body.aggregations.ends.buckets;
}

import type { Meilisearch, MultiSearchQuery, SearchParams } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import { catalogueQuery, generationUid, liveOf, loadCatalogue, readCatalogue } from './catalogue.ts';
import type { KeptGeneration } from './catalogue.ts';
import { toDatelineError } from './from-error.ts';
import { readPart, totalOf } from './from-response.ts';

/** One generation, for the time of one call. */
export interface View {
  readonly generation: string;
  /** Name of the generation's index. */
  readonly uid: string;
  readonly client: Meilisearch;
  /** Sends sub-queries on the generation as one request. @throws Outdated when another generation is live by now */
  readonly ask: (queries: readonly SearchParams[], now: number, signal?: AbortSignal) => Promise<Answer>;
  /** @throws Outdated when another generation is live by now */
  readonly check: () => Promise<KeptGeneration>;
}

export interface Answer {
  readonly results: readonly unknown[];
  /** Rises with every update and every embargo that lapses. */
  readonly revision: number;
}

/** Runs a read on one generation, and again on the next one when that was published in between. */
export type WithView = <T>(read: (view: View) => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** The generation looked at is not the live one any more. */
class Outdated extends Error {}

const ATTEMPTS = 4;

/**
 * Reads of the live generation. Its index is asked by its own name, never by one that can be swapped: Meilisearch opens
 * the index anew for each sub-query of a multi-search, and a swap between two of them would mix two generations. The
 * catalogue travels in the same request and tells whether the generation was live.
 */
export function liveViews(client: () => Promise<Meilisearch>, prefix: string): WithView {
  let known: KeptGeneration | undefined;
  const note = (seen: KeptGeneration, generation: string): KeptGeneration => {
    known = seen;
    if (seen.id !== generation) throw new Outdated();
    return seen;
  };
  return async (read, signal) => {
    for (let attempt = 1; ; attempt++) {
      try {
        if (signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
        const search = await client();
        const { id } = (known ??= liveOf(await loadCatalogue(search, prefix)));
        const uid = generationUid(prefix, id);
        const ask: View['ask'] = async (queries, now, given) => {
          const [first, ...results] = await send(
            search,
            [catalogueQuery(prefix), ...onIndex(uid, queries), lapsed(uid, now)],
            given,
          );
          const seen = note(liveOf(readCatalogue(readPart(first).hits)), id);
          return { results, revision: seen.revision + totalOf(readPart(results.at(-1))) };
        };
        const check: View['check'] = async () => note(liveOf(await loadCatalogue(search, prefix)), id);
        return await read({ generation: id, uid, client: search, ask, check });
      } catch (error) {
        if (!(error instanceof Outdated)) {
          const ours = toDatelineError(error);
          if (ours.code !== 'index_missing') throw ours;
          known = undefined; // its index has been dropped: ask which one is live now
          if (attempt === ATTEMPTS) throw ours;
          liveOf(await loadCatalogue(await client(), prefix)); // nothing published: that is the answer
        } else if (attempt === ATTEMPTS) {
          throw new DatelineError('overloaded', 'Generations are published faster than they can be read.', {
            cause: error,
          });
        }
      }
    }
  };
}

/** Reads of a generation that is not published yet. */
export function candidateViews(
  client: () => Promise<Meilisearch>,
  prefix: string,
  candidate: KeptGeneration,
): WithView {
  const uid = generationUid(prefix, candidate.id);
  return async (read, signal) => {
    if (signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
    try {
      const write = await client();
      return await read({
        generation: candidate.id,
        uid,
        client: write,
        ask: async (queries, now, given) => {
          const results = await send(write, [...onIndex(uid, queries), lapsed(uid, now)], given);
          return { results, revision: candidate.revision + totalOf(readPart(results.at(-1))) };
        },
        check: () => Promise.resolve(candidate),
      });
    } catch (error) {
      throw toDatelineError(error);
    }
  };
}

const onIndex = (indexUid: string, queries: readonly SearchParams[]): MultiSearchQuery[] =>
  queries.map((query) => ({ ...query, indexUid }));

/** Counts the embargoes that have lapsed: each has raised the revision by one. */
const lapsed = (indexUid: string, now: number): MultiSearchQuery => ({
  indexUid,
  q: '',
  filter: `embargo <= ${Math.trunc(now)}`,
  hitsPerPage: 0,
  page: 1,
});

async function send(client: Meilisearch, queries: MultiSearchQuery[], signal?: AbortSignal): Promise<unknown[]> {
  const { results } = await client.multiSearch({ queries }, signal ? { signal } : undefined);
  return results;
}

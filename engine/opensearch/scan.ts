import { isDatelineError, DatelineError } from '../../core/errors.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { ScanPage } from '../../core/result.ts';
import type { CallOptions } from '../port.ts';
import { ask, askRelaxing, mayRelax } from './ask.ts';
import type { Asking, SearchAnswer } from './ask.ts';
import { readScanCursor, writeCursor } from './cursor.ts';
import type { ScanCursor } from './cursor.ts';
import type { Located } from './published.ts';
import { filtersBut, toFilterParts, toScope } from './to-filters.ts';
import type { Dsl } from './to-term-query.ts';

/** How long the cluster keeps the state that a scan reads, from one page to the next. */
const KEEP_ALIVE = '2m';
/** OpenSearch's own bound on one answer, less one to see whether more follow. */
const MAX_PAGE = 9_999;

type Answer = SearchAnswer<{ words?: { doc_count: number } }>;

/** One page of all documents that match, by id. All pages read the same point in time, whatever is written meanwhile. */
export async function scan(
  asking: Asking,
  located: Located,
  query: SearchQuery,
  cursor: string | undefined,
  limit: number,
  options?: CallOptions,
): Promise<ScanPage> {
  const known = cursor === undefined ? undefined : readScanCursor(cursor, located.secret);
  const size = Math.min(Math.max(1, limit), MAX_PAGE);
  let pit = known?.pit ?? (await openPointInTime(asking, located.generation, options));
  try {
    const run = async (text: Dsl | null): Promise<Answer> => {
      const answer: Answer = await ask(asking, null, toBody(query, text, { pit, size, after: known?.after }), options);
      pit = answer.pit_id ?? pit;
      return answer;
    };
    const { answer, relaxed } = await askRelaxing(query, asking, run, known);
    const hits = answer.hits.hits.slice(0, size);
    const after = hits.at(-1)?.sort;
    const documents = hits.map(({ _source }) => _source.document);
    if (answer.hits.hits.length <= size || after === undefined) {
      await closePointInTime(asking, pit);
      return { documents };
    }
    const next: ScanCursor = { kind: 'scan', relaxed, pit, after: [...after] };
    return { documents, nextCursor: writeCursor(next, located.secret) };
  } catch (error) {
    if (known === undefined) await closePointInTime(asking, pit);
    else if (isDatelineError(error, 'index_missing')) {
      throw new DatelineError('conflict', 'What was scanned is gone.', { cause: error });
    }
    throw error;
  }
}

function toBody(
  query: SearchQuery,
  text: Dsl | null,
  { pit, size, after }: { pit: string; size: number; after: ScanCursor['after'] | undefined },
): Dsl {
  const filters = filtersBut(toFilterParts(query.filters));
  // as in a search, whether it is relaxed depends on the words alone, not on the filters
  const counted = mayRelax(query) && after === undefined;
  return {
    query: { bool: { must: text === null ? [] : [text], filter: [...toScope(query), ...(counted ? [] : filters)] } },
    ...(counted ? { aggs: { words: { filter: { match_all: {} } } }, post_filter: { bool: { filter: filters } } } : {}),
    pit: { id: pit, keep_alive: KEEP_ALIVE },
    sort: [{ id: 'asc' }],
    size: size + 1,
    track_total_hits: false,
    ...(after === undefined ? {} : { search_after: after }),
  };
}

async function openPointInTime(asking: Asking, generation: string, options?: CallOptions): Promise<string> {
  const { body } = await asking.connection.send<{ pit_id: string }>(
    {
      method: 'POST',
      path: `/${asking.names.target(generation)}/_search/point_in_time`,
      query: { keep_alive: KEEP_ALIVE, allow_partial_pit_creation: false },
    },
    options,
  );
  return body.pit_id;
}

/** Lets go of the state; when that fails, `KEEP_ALIVE` ends it. */
async function closePointInTime({ connection }: Asking, pit: string): Promise<void> {
  const request = { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [pit] } } as const;
  await connection.send(request, { accept: [404] }).catch(() => undefined);
}

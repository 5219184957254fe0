import { DatelineError, isDatelineError } from '../../core/errors.ts';
import type { CallOptions, SearchReader } from '../port.ts';
import type { Asking } from './ask.ts';
import { facetValues } from './facet-values.ts';
import { findRelated, getDocument } from './look-up.ts';
import type { Located } from './published.ts';
import { scan } from './scan.ts';
import { search } from './search.ts';
import { suggest } from './suggest.ts';

/** Reads a generation; `locate` tells which, `forget` makes it look again. */
export function openReader(asking: Asking, locate: () => Promise<Located>, forget: () => void): SearchReader {
  const read = async <T>(run: (located: Located) => Promise<T>, options?: CallOptions): Promise<T> => {
    if (options?.signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
    try {
      return await run(await locate());
    } catch (error) {
      // another process published the next generation and dropped this one since we looked
      if (!isDatelineError(error, 'index_missing')) throw error;
      forget();
      return run(await locate());
    }
  };
  return {
    search: (query, options) => read((located) => search(asking, located, query, options), options),
    get: (id, scope, options) => read((located) => getDocument(asking, located, id, scope, options), options),
    suggest: (typed, limit, scope, options) =>
      read((located) => suggest(asking, located, typed, limit, scope, options), options),
    facetValues: (request, options) => read((located) => facetValues(asking, located, request, options), options),
    related: (id, limit, scope, options) =>
      read((located) => findRelated(asking, located, id, limit, scope, options), options),
    scan: (query, cursor, limit, options) =>
      read((located) => scan(asking, located, query, cursor, limit, options), options),
  };
}

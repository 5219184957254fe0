import { asDatelineError, DatelineError, isFullDisk } from '../../core/errors.ts';
import { isMissingFile } from './index/durable-file.ts';
import { IndexError } from './index/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { IndexErrorCode } from './index/errors.ts';

const CODES = {
  damaged: 'index_damaged',
  locked: 'conflict',
  missing: 'index_missing',
  unknown: 'not_found',
  empty: 'publish_refused',
  storage: 'engine_unavailable',
} as const satisfies Record<IndexErrorCode, ErrorCode>;

/** Whatever the index or the file system throws, as an error of the port. */
export function toError(error: unknown): DatelineError {
  if (error instanceof DatelineError) return error;
  if (error instanceof IndexError)
    return new DatelineError(CODES[error.code], sentence(error.message), { cause: error });
  if (isFullDisk(error)) return asDatelineError(error);
  if (isMissingFile(error))
    return new DatelineError('index_damaged', `A file of the index is gone: ${error.message}.`, { cause: error });
  if (error instanceof Error && 'syscall' in error) {
    return new DatelineError('engine_unavailable', `The file system refused: ${error.message}.`, { cause: error });
  }
  return new DatelineError('internal', error instanceof Error ? error.message : String(error), { cause: error });
}

/** Runs `work` and translates what it throws; a caller that has given up is told so at once. */
export async function atTheEdge<T>(work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal?.aborted) throw new DatelineError('aborted', 'The caller has given up.');
  try {
    return await work();
  } catch (error) {
    throw toError(error);
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

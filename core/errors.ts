/**
 * Every error that crosses a module boundary. `server/problem.ts` maps each code to a status in a table that does not
 * compile while a code is missing. Faults of *content* are a `Message`, never an error.
 */
export const ERROR_CODES = [
  'invalid_parameter', // a request asks for something that cannot be; `parameter` names it
  'invalid_config', // start-up configuration; the message lists every mistake at once
  'unauthorized', // no key, or not a known one
  'forbidden', // a known key without the scope
  'not_found',
  'method_not_allowed', // the address exists, the method does not
  'unsupported_media_type', // a request body that is not JSON
  'conflict', // a job is running, or another writer holds the index
  'page_too_deep', // beyond what page numbers reach; use a cursor
  'payload_too_large',
  'rate_limited',
  'overloaded', // the service or the engine refuses more work now; retry later
  'engine_unavailable', // the engine does not answer
  'engine_timeout',
  'engine_rejected', // the engine refused a request that should have been valid: a fault of an adapter or of its version
  'index_missing', // no generation has been published yet
  'index_damaged', // checksum or format does not hold; rebuild
  'storage_full', // there is no room left on a disk that the service writes to
  'publish_refused', // the guard will not publish a candidate generation
  'aborted', // the caller gave up
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Details that an error answer may show. Nothing secret belongs here. */
export interface ErrorDetails {
  /** The request parameter, configuration name or field at fault. */
  readonly parameter?: string;
  readonly retryAfterSeconds?: number;
  /** Reasons, one sentence each (refused publication, configuration mistakes). */
  readonly reasons?: readonly string[];
  /** Id of the job or generation that is in the way. */
  readonly conflictingId?: string;
}

export class DatelineError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DatelineError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** True when `error` is ours and, if a code is given, has that code. */
export function isDatelineError(error: unknown, code?: ErrorCode): error is DatelineError {
  return error instanceof DatelineError && (code === undefined || error.code === code);
}

/** True when the file system says that it has no room left, be it the disk's or our share of it. */
export function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Any error as one of ours; what nobody foresaw is `internal`, and its own words stay in the log. */
export function asDatelineError(error: unknown): DatelineError {
  if (isDatelineError(error)) return error;
  return isFullDisk(error)
    ? new DatelineError('storage_full', 'there is no room left on the disk', { cause: error })
    : new DatelineError('internal', 'unexpected error; see the log', { cause: error });
}

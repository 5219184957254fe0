import { MeilisearchError } from 'meilisearch';
import { errors } from 'undici';
import { DatelineError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';

const UNREACHABLE_RETRY_SECONDS = 2;
const OVERLOADED_RETRY_SECONDS = 1;

/** Meilisearch's own error codes that mean something to us; all others are requests it should have taken. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  index_not_found: 'index_missing',
  too_many_search_requests: 'overloaded',
  invalid_api_key: 'unauthorized',
  missing_authorization_header: 'unauthorized',
  no_space_left_on_device: 'overloaded',
  too_many_open_files: 'overloaded',
  payload_too_large: 'payload_too_large',
};

/** The error of an answer that is not a success. Its text is Meilisearch's; host and key never stand in it. */
export function errorFromAnswer(status: number, answer: unknown, retryAfter?: string): DatelineError {
  const { code, message } = readBody(answer);
  const ours =
    CODES[code] ?? (status >= 500 ? 'engine_unavailable' : status === 429 ? 'overloaded' : 'engine_rejected');
  const seconds = Number(retryAfter);
  const retryAfterSeconds = Number.isFinite(seconds) && seconds > 0 ? seconds : OVERLOADED_RETRY_SECONDS;
  const retry = ours === 'overloaded' || ours === 'engine_unavailable' ? { details: { retryAfterSeconds } } : {};
  return new DatelineError(ours, `Meilisearch answered ${status} ${code}: ${message}`, retry);
}

/** The error of a task that Meilisearch accepted and then failed. */
export function errorFromTask(task: {
  readonly uid: number;
  readonly type: string;
  readonly error: unknown;
}): DatelineError {
  const { code, message } = readBody(task.error);
  return new DatelineError(CODES[code] ?? 'engine_rejected', `Meilisearch failed at ${task.type}: ${code}: ${message}`);
}

/** The error of a request that got no answer. */
export function errorFromTransport(error: unknown): DatelineError {
  if (error instanceof DatelineError) return error;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return new DatelineError('engine_timeout', 'Meilisearch did not answer in time.', { cause: error });
  }
  return new DatelineError('engine_unavailable', 'Meilisearch cannot be reached.', {
    cause: error,
    details: { retryAfterSeconds: UNREACHABLE_RETRY_SECONDS },
  });
}

/**
 * Whatever the client library throws, as the port throws it. A key that is refused once we are connected is no fault of
 * the reader's, who would be asked for one.
 */
export function toDatelineError(error: unknown): DatelineError {
  const ours = unwrapError(error);
  if (ours.code !== 'unauthorized') return ours;
  return new DatelineError('engine_unavailable', 'Meilisearch refuses the key that we were given at start.', {
    cause: ours,
    details: { retryAfterSeconds: UNREACHABLE_RETRY_SECONDS },
  });
}

/** Whatever the client library throws, as an error of ours: it wraps what our transport has thrown. */
export function unwrapError(error: unknown): DatelineError {
  if (error instanceof DatelineError) return error;
  if (error instanceof MeilisearchError && error.cause instanceof DatelineError) return error.cause;
  return new DatelineError('internal', 'The Meilisearch adapter failed.', { cause: error });
}

function readBody(answer: unknown): { code: string; message: string } {
  const body = typeof answer === 'object' && answer !== null ? answer : {};
  return {
    code: 'code' in body && typeof body.code === 'string' ? body.code : 'unknown',
    message: 'message' in body && typeof body.message === 'string' ? body.message.slice(0, 500) : 'no reason given',
  };
}

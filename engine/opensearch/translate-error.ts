import { errors } from '@opensearch-project/opensearch';
import { DatelineError, isDatelineError } from '../../core/errors.ts';

interface ErrorBody {
  readonly error?: {
    readonly type?: string;
    readonly reason?: string;
    readonly root_cause?: readonly { readonly type?: string }[];
  };
}

/** An error of the client or the cluster as one of ours. No host and no request gets into its message. */
export function translateError(error: unknown): DatelineError {
  if (isDatelineError(error)) return error;
  if (error instanceof errors.ResponseError) return fromResponse(error);
  if (error instanceof errors.RequestAbortedError)
    return new DatelineError('aborted', 'The caller gave up.', { cause: error });
  if (error instanceof errors.TimeoutError)
    return new DatelineError('engine_timeout', 'OpenSearch did not answer in time.', {
      cause: error,
      details: { retryAfterSeconds: 1 },
    });
  if (error instanceof errors.OpenSearchClientError) return unavailable(error);
  return new DatelineError('internal', 'A fault in the OpenSearch adapter.', { cause: error });
}

function fromResponse(error: InstanceType<typeof errors.ResponseError>): DatelineError {
  const fault = (error.body as ErrorBody | null)?.error; // a proxy may answer anything, `null` as well
  const kinds = [fault?.type, ...(fault?.root_cause ?? []).map(({ type }) => type)];
  const is = (...names: readonly string[]): boolean => kinds.some((kind) => kind !== undefined && names.includes(kind));
  if (error.statusCode === 429)
    return new DatelineError('overloaded', 'OpenSearch refuses more work now.', {
      cause: error,
      details: { retryAfterSeconds: 2 },
    });
  if (is('index_not_found_exception', 'alias_not_found_exception'))
    return new DatelineError('index_missing', 'No generation has been published.', { cause: error });
  if (is('search_context_missing_exception', 'version_conflict_engine_exception'))
    return new DatelineError('conflict', 'What was read has changed meanwhile.', { cause: error });
  if (error.statusCode === 408 || error.statusCode === 504)
    return new DatelineError('engine_timeout', 'OpenSearch did not answer in time.', {
      cause: error,
      details: { retryAfterSeconds: 1 },
    });
  if (error.statusCode === 401 || error.statusCode === 403)
    return new DatelineError('engine_unavailable', 'OpenSearch refuses our credentials.', { cause: error });
  if (error.statusCode >= 500) return unavailable(error);
  return new DatelineError('engine_rejected', `OpenSearch refused a request: ${kinds[0] ?? error.statusCode}.`, {
    cause: error,
  });
}

function unavailable(cause: Error): DatelineError {
  return new DatelineError('engine_unavailable', 'OpenSearch cannot answer now.', {
    cause,
    details: { retryAfterSeconds: 1 },
  });
}

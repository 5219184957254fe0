import type { DatelineError } from '../../core/errors.ts';
import type { Failure } from '../../web/view/view.ts';
import { retryAfterOf, STATUS_OF, toProblem } from '../problem.ts';

/** Where nothing better is known. */
const RETRY_SECONDS = 5;

/** How an error of the search is shown to a reader. */
export function toFailure(error: DatelineError): Failure {
  const { detail } = toProblem(error, '');
  if (STATUS_OF[error.code] < 500 && error.code !== 'rate_limited') return { kind: 'request', detail };
  return { kind: 'service', detail, retryInSeconds: retryAfterOf(error) ?? RETRY_SECONDS };
}

import type { DatelineError } from '../../core/errors.ts';
import type { Failure } from '../../web/view/view.ts';
import { retryAfterOf, STATUS_OF } from '../problem.ts';

/** Where nothing better is known. */
const RETRY_SECONDS = 5;

/** How an error of the search is shown to a reader. */
export function toFailure(error: DatelineError): Failure {
  const { code, details } = error;
  if (STATUS_OF[code] < 500 && code !== 'rate_limited')
    return { kind: 'request', reason: { code, parameter: details.parameter } };
  return { kind: 'service', retryInSeconds: retryAfterOf(error) ?? RETRY_SECONDS };
}

import type { Problem } from '../schemas/problem.ts';

/** An error in the form that Meilisearch's clients read. */
export interface MeilisearchError {
  readonly message: string;
  readonly code: string;
  readonly type: 'invalid_request' | 'auth' | 'internal' | 'system';
  readonly link: string;
}

const CODES: Partial<Record<Problem['code'], string>> = {
  unauthorized: 'missing_authorization_header',
  forbidden: 'invalid_api_key',
  not_found: 'index_not_found',
  invalid_parameter: 'bad_request',
  payload_too_large: 'payload_too_large',
  overloaded: 'too_many_search_requests',
  rate_limited: 'too_many_search_requests',
};

/** A problem as Meilisearch would say it; the status of the answer is the same. */
export function meilisearchError(problem: Problem): MeilisearchError {
  const auth = problem.code === 'unauthorized' || problem.code === 'forbidden';
  return {
    message: problem.detail,
    code: CODES[problem.code] ?? (problem.status < 500 ? 'bad_request' : 'internal'),
    type: auth ? 'auth' : problem.status < 500 ? 'invalid_request' : 'internal',
    link: 'https://docs.meilisearch.com/errors',
  };
}

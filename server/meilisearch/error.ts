import { z } from 'zod';
import { namedSchemas } from '../schemas/answers.ts';
import type { Problem } from '../schemas/problem.ts';

/** An error in the form that Meilisearch's clients read. */
export const meilisearchErrorSchema = z
  .object({
    message: z.string().describe('What went wrong, for people.'),
    code: z.string().meta({ description: 'A code of Meilisearch’s.', examples: ['bad_request'] }),
    type: z.enum(['invalid_request', 'auth', 'internal', 'system']).describe('Whose fault it is.'),
    link: z.string().describe('Meilisearch’s page about its errors.'),
  })
  .describe('A problem in the form that Meilisearch’s clients read.')
  .register(namedSchemas, { id: 'MeilisearchError' });
export type MeilisearchError = z.infer<typeof meilisearchErrorSchema>;

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

import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
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
  unsupported_media_type: 'invalid_content_type',
  overloaded: 'too_many_search_requests',
  rate_limited: 'too_many_search_requests',
};

/** What these statuses mean there, for the OpenAPI document; the others mean what they do everywhere. */
export const MEILISEARCH_MEANING: Readonly<Partial<Record<number, string>>> = {
  401: 'A key is needed. Send `Authorization: Bearer <key>`.',
  403: 'The key is not known, or does not have the scope. Use one that has it.',
};

/** Meilisearch calls a caller without a key unauthorized; a key that it does not know is forbidden. */
export function asMeilisearchJudges(error: DatelineError, authorization = ''): DatelineError {
  const wrongKey = error.code === 'unauthorized' && /^Bearer\b/i.test(authorization);
  return wrongKey ? new DatelineError('forbidden', error.message) : error;
}

/** A problem as Meilisearch would say it; the status of the answer is the same. */
export function meilisearchError(problem: Problem): MeilisearchError {
  const code = CODES[problem.code] ?? (problem.status < 500 ? 'bad_request' : 'internal');
  return { message: problem.detail, code, type: typeOf(problem), link: `https://docs.meilisearch.com/errors#${code}` };
}

function typeOf({ code, status }: Problem): MeilisearchError['type'] {
  if (code === 'unauthorized' || code === 'forbidden') return 'auth';
  if (code === 'overloaded') return 'system';
  return status < 500 ? 'invalid_request' : 'internal';
}

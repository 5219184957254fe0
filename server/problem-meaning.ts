import type { ErrorCode } from '../core/errors.ts';

/**
 * What each code of a problem means and what is to be done, for the OpenAPI document and docs/api.md. Does not compile while
 * a code has no words.
 */
export const PROBLEM_MEANING = {
  invalid_parameter: 'What was sent is unknown, given twice or impossible, and named in the answer. Mend the request.',
  page_too_deep: 'Page numbers reach the first 1,000 hits. Follow `nextCursor` instead.',
  unauthorized: 'A key is needed, or the one that was sent is not known. Send `Authorization: Bearer <key>`.',
  forbidden: 'The key does not have the scope. Use one that has it.',
  not_found: 'There is no such thing, or the key may not see it.',
  method_not_allowed: 'The address does not know this method. `Allow` lists those that it knows.',
  conflict:
    'Something else is going on or stands against it; `conflictingId` names it where it has a name. Wait for it, or end it.',
  publish_refused:
    'The guard will not publish; `reasons` say why. Mend the corpus, or overrule the guard with `force`.',
  payload_too_large: 'The body is too large. Send less.',
  unsupported_media_type: 'The body is not JSON as it is read here. Send `application/json` in UTF-8, not compressed.',
  rate_limited: 'Too many requests. Wait as long as `Retry-After` says; `RateLimit` tells what is left.',
  aborted: 'The caller gave up; nobody sees this but the log.',
  internal: 'A fault of the service. Its log tells more under `requestId`.',
  invalid_config: 'The service is not set up rightly. Its log tells more under `requestId`.',
  engine_rejected:
    'The engine refused what should have been valid: a fault of the service, or a version that it does not know.',
  overloaded: 'Too much to do at the moment. Ask again after `Retry-After`.',
  engine_unavailable: 'The engine does not answer. Ask again after `Retry-After`.',
  engine_timeout: 'The engine took too long. Ask again after `Retry-After`, or for less.',
  index_missing: 'No index has been published yet. Reindex, or ask again after `Retry-After`.',
  index_damaged: 'The index cannot be read. Reindex.',
  storage_full: 'A disk of the service is full. Make room, then ask again.',
} as const satisfies Record<ErrorCode, string>;

import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { ErrorCode } from '../core/errors.ts';
import { asDatelineError, DatelineError, isDatelineError } from '../core/errors.ts';
import { issueWords } from '../core/issue-words.ts';
import { asMeilisearchJudges, meilisearchError } from './meilisearch/error.ts';
import { contextOf } from './request-context.ts';
import type { Problem } from './schemas/problem.ts';

/** Does not compile while a code has no status. */
export const STATUS_OF = {
  invalid_parameter: 400,
  page_too_deep: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  publish_refused: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  aborted: 499,
  internal: 500,
  invalid_config: 500,
  engine_rejected: 502,
  overloaded: 503,
  engine_unavailable: 503,
  engine_timeout: 503,
  index_missing: 503,
  index_damaged: 503,
  storage_full: 507,
} as const satisfies Record<ErrorCode, number>;

/** Said instead of the error's own words where those may name hosts, files or code. */
const GUARDED_DETAIL: Partial<Record<ErrorCode, string>> = {
  internal: 'Something went wrong on our side. The request id finds it in the log.',
  invalid_config: 'The service is not set up rightly. The request id finds it in the log.',
  engine_rejected: 'The search engine refused the request.',
  engine_unavailable: 'The search engine does not answer. Try again soon.',
  engine_timeout: 'The search took too long.',
  index_damaged: 'The index must be rebuilt.',
  index_missing: 'No index has been published yet.',
  storage_full: 'There is no room left on the disk of the service. Ask again once there is.',
  overloaded: 'Too much to do at the moment. Try again soon.',
};

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  overloaded: 1,
  engine_unavailable: 5,
  engine_timeout: 2,
  index_missing: 10,
  index_damaged: 60,
};

/** When to ask again, in seconds, where that makes sense. */
export function retryAfterOf({ code, details }: DatelineError): number | undefined {
  return details.retryAfterSeconds ?? RETRY_AFTER_SECONDS[code];
}

const TITLES: Partial<Record<ErrorCode, string>> = { invalid_parameter: 'Invalid parameter', not_found: 'Not found' };

/** What is wrong with an input, naming the parameter. */
export function invalidInput(error: z.ZodError, place: 'query' | 'path' | 'body'): DatelineError {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const parameter = issue.keys[0] ?? place;
    return new DatelineError('invalid_parameter', `unknown parameter: ${parameter.slice(0, 80)}`, {
      details: { parameter: parameter.slice(0, 80) },
    });
  }
  const parameter = issue === undefined ? place : (nameOf(issue.path) ?? place);
  return new DatelineError('invalid_parameter', `${parameter}: ${issue ? issueWords(issue) : 'not valid'}`, {
    details: { parameter },
  });
}

/** `queries.0.q`; of a value of a list the list. */
function nameOf(path: readonly PropertyKey[]): string | undefined {
  const named = path.slice(0, path.findLastIndex((part) => typeof part === 'string') + 1);
  return named.length === 0 ? undefined : named.join('.');
}

/** Any error as one of ours. Errors of `raw-body` carry a `type`. */
export function toDatelineError(error: unknown): DatelineError {
  if (isDatelineError(error)) return error;
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new DatelineError('payload_too_large', 'the body is too large');
  if (type === 'request.aborted') return new DatelineError('aborted', 'the request was given up');
  if (type === 'request.size.invalid') {
    return new DatelineError('invalid_parameter', 'the body is not as long as was said', {
      details: { parameter: 'body' },
    });
  }
  if (error instanceof URIError) {
    return new DatelineError('invalid_parameter', 'the address is not encoded rightly', {
      details: { parameter: 'path' },
    });
  }
  if (error instanceof Error && error.name === 'AbortError') return new DatelineError('aborted', 'given up');
  return asDatelineError(error);
}

export function toProblem(error: DatelineError, requestId: string): Problem {
  const { parameter, reasons, conflictingId } = error.details;
  return {
    type: `urn:dateline:problem:${error.code}`,
    title: TITLES[error.code] ?? error.code.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase()),
    status: STATUS_OF[error.code],
    detail: GUARDED_DETAIL[error.code] ?? error.message,
    code: error.code,
    requestId,
    ...(parameter !== undefined && { parameter }),
    ...(reasons !== undefined && { reasons }),
    ...(conflictingId !== undefined && { conflictingId }),
  };
}

/**
 * The one place where errors become answers: problem documents, a page for readers, or Meilisearch's own form on its
 * routes.
 */
export const answerProblems: ErrorRequestHandler = (thrown, req, res, _next) => {
  const context = contextOf(res);
  const inMeilisearchForm = context.errorForm === 'meilisearch';
  const ours = toDatelineError(thrown);
  const error = inMeilisearchForm ? asMeilisearchJudges(ours, req.get('authorization')) : ours;
  context.facts.errorCode = error.code;
  const status = STATUS_OF[error.code];
  if (status >= 500 && error.code !== 'overloaded') {
    context.log.error({ requestId: context.requestId, code: error.code, err: thrown as unknown }, 'request failed');
  }
  if (res.headersSent) {
    res.destroy(); // a stream that broke off must not look whole
    return;
  }
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
  if (error.code === 'unauthorized') res.set('WWW-Authenticate', 'Bearer');
  // The rest of a body that is too large is not waited for.
  if (error.code === 'payload_too_large') res.set('Connection', 'close');
  res.set('Cache-Control', 'no-store').removeHeader('ETag');
  const problem = toProblem(error, context.requestId);
  res.status(status);
  if (inMeilisearchForm) res.json(meilisearchError(problem));
  else if (context.problemPage && req.accepts(['json', 'html']) === 'html')
    res.type('html').send(context.problemPage(problem));
  else res.type('application/problem+json').send(JSON.stringify(problem));
};

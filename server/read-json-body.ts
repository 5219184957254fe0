import type { RequestHandler } from 'express';
import getRawBody from 'raw-body';
import { DatelineError } from '../core/errors.ts';

function unsupported(what: string): DatelineError {
  return new DatelineError('unsupported_media_type', what);
}

/**
 * Reads a JSON body of at most `limitBytes` into `req.body`; undefined when there is none. Express' own parser reads a
 * body that is too large to its end before it answers; this one stops at the limit.
 * @throws payload_too_large, unsupported_media_type, invalid_parameter
 */
export function readJsonBody(limitBytes: number): RequestHandler {
  return async (req, _res, next) => {
    const length = req.headers['content-length'];
    if (req.headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) {
      next();
      return;
    }
    if (!req.is('application/json')) throw unsupported('the body must be application/json');
    if ((req.headers['content-encoding'] ?? 'identity') !== 'identity')
      throw unsupported('the body must not be encoded');
    const charset = /charset=["']?([\w-]+)/i.exec(req.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    if (!/^(utf-?8|us-ascii)$/i.test(charset)) throw unsupported('the body must be in UTF-8');
    const text = decode(await getRawBody(req, { limit: limitBytes, length: length ?? null }));
    try {
      req.body = text === '' ? undefined : (JSON.parse(text) as unknown);
    } catch {
      throw new DatelineError('invalid_parameter', 'the body is not JSON', { details: { parameter: 'body' } });
    }
    next();
  };
}

/** Bytes that are no UTF-8 are refused: replaced, they would be another text than was handed in. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DatelineError('invalid_parameter', 'the body is not in UTF-8', { details: { parameter: 'body' } });
  }
}

import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ErrorCode } from '../core/errors.ts';
import type { Caller } from './key-ring.ts';
import type { Problem } from './schemas/problem.ts';

/** What the access log tells about a request; routes add to it. */
export interface RequestFacts {
  /** The route's pattern, `/api/articles/:id`; never the address as asked for. */
  route?: string;
  q?: string;
  filters?: unknown;
  hits?: number;
  generation?: string;
  engineMs?: number;
  errorCode?: ErrorCode;
}

export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context: the caller's trace, or one of our own. */
  readonly traceId: string;
  readonly spanId: string;
  /** The caller's; the connection forgets it when it closes. */
  readonly address: string;
  readonly startedAt: number;
  readonly log: Logger;
  readonly facts: RequestFacts;
  caller?: Caller;
  errorForm: 'problem' | 'meilisearch';
  /** How a problem is told on a page, where pages are served; whoever asks for one is a reader. */
  problemPage?: (problem: Problem) => string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
const ZERO_TRACE = '0'.repeat(32);

/** Told of a request when its answer has ended, or its reader has gone. */
export type RequestObserver = (req: Request, res: Response, context: RequestContext) => void;

/**
 * Gives every request an id, a trace and a place for facts, names the first two in the answer, and tells the observers
 * when it is over: by then the reader has the answer and waits for none of them.
 */
export function requestContext(logger: Logger, observers: readonly RequestObserver[]): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const parent = TRACEPARENT.exec(req.get('traceparent') ?? '');
    const traceId = parent && parent[1] !== ZERO_TRACE ? parent[1]! : randomHex(32);
    const spanId = randomHex(16);
    const context: RequestContext = {
      requestId,
      traceId,
      spanId,
      address: req.ip ?? '',
      startedAt: performance.now(),
      log: logger,
      facts: {},
      errorForm: 'problem',
    };
    res.locals['context'] = context;
    res.once('close', () => {
      for (const observe of observers) observe(req, res, context);
    });
    res.setHeader('X-Request-Id', requestId);
    res.setHeader('traceparent', `00-${traceId}-${spanId}-01`);
    next();
  };
}

export function contextOf(res: Response): RequestContext {
  return res.locals['context'] as RequestContext;
}

/** At most 32 hexadecimal digits. From UUIDs, whose randomness Node fetches for many at once. */
function randomHex(digits: number): string {
  return randomUUID().replaceAll('-', '').slice(0, digits);
}

const GONE = 499;

/** The status of an answer that has ended; 499, as nginx says it, when the reader went before it did. */
export function finalStatus(res: Response): number {
  return res.writableFinished || res.headersSent ? res.statusCode : GONE;
}

const SALT_LIFE_MS = 86_400_000;
let salt = randomBytes(32);
let saltMadeAt = Date.now();
/** Labels of the addresses of late, so that a busy one is not hashed again and again. */
const labels = new Map<string, string>();
const LABELS_KEPT = 10_000;

/**
 * A name for an address that holds for at most a day: a keyed hash whose salt lives in memory only and is replaced, so
 * that nobody can go back from the log to the address.
 */
export function clientLabel(address: string): string {
  if (Date.now() - saltMadeAt > SALT_LIFE_MS) {
    salt = randomBytes(32);
    saltMadeAt = Date.now();
    labels.clear();
  }
  let label = labels.get(address);
  if (label === undefined) {
    label = createHmac('sha256', salt).update(address).digest('hex').slice(0, 12);
    if (labels.size >= LABELS_KEPT) labels.clear();
    labels.set(address, label);
  }
  return label;
}

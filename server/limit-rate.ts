import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { DatelineError } from '../core/errors.ts';
import type { ServerLimits } from './options.ts';
import { contextOf } from './request-context.ts';

const WINDOW_MS = 60_000;
/** Subscribers are given whole networks of IPv6 addresses; one network counts as one caller. */
const IPV6_SUBNET = 56;

const refuse: RequestHandler = (_req, _res, next) =>
  next(new DatelineError('rate_limited', 'too many requests; see the RateLimit headers'));

/** Counted once for all that a process answers: a reader's pages and what their scripts ask for are of one address. */
export interface RateLimits {
  readonly ofAddress: RequestHandler;
  readonly ofKey: RequestHandler;
}

export function createRateLimits(limits: ServerLimits): RateLimits {
  return { ofAddress: limitRateOfAddress(limits), ofKey: limitRateOfKey(limits) };
}

/** Requests a minute for each address (or IPv6 network), with the standard `RateLimit` headers. */
function limitRateOfAddress(limits: ServerLimits): RequestHandler {
  if (limits.requestsPerMinutePerAddress === 0) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: limits.requestsPerMinutePerAddress,
    standardHeaders: 'draft-8',
    identifier: 'address',
    legacyHeaders: false,
    keyGenerator: (req) => ipKeyGenerator(req.ip ?? '', IPV6_SUBNET),
    handler: refuse,
    // A proxy's header without `TRUST_PROXY` is not believed; that is a choice, not an accident.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
  });
}

/**
 * Requests a minute for each key. Callers without a key have the limit of their address alone, unless the entry that
 * stands for them names one, which they share.
 */
function limitRateOfKey(limits: ServerLimits): RequestHandler {
  const limited = rateLimit({
    windowMs: WINDOW_MS,
    limit: (_req, res) => contextOf(res).caller?.requestsPerMinute ?? limits.requestsPerMinutePerKey,
    standardHeaders: 'draft-8',
    identifier: 'key',
    legacyHeaders: false,
    keyGenerator: (_req, res) => contextOf(res).caller?.name ?? '',
    handler: refuse,
  });
  return (req, res, next) => {
    const { caller } = contextOf(res);
    const keyless = caller === undefined || caller.anonymous === true;
    const free = (keyless || limits.requestsPerMinutePerKey === 0) && caller?.requestsPerMinute === undefined;
    if (free) next();
    else void limited(req, res, next);
  };
}

import type { RequestHandler } from 'express';
import { DatelineError } from '../core/errors.ts';
import type { Services } from './services.ts';

/**
 * Lets a bounded number of searches in at the same time. What is too much is refused at once, so that a flood costs a
 * few microseconds a request and those that were let in are answered in time.
 */
export function admitSearch({ lifecycle, options }: Services): RequestHandler {
  return (_req, res, next) => {
    if (lifecycle.searchesInFlight >= options.limits.concurrentSearches) {
      throw new DatelineError('overloaded', 'too many searches at the same time');
    }
    lifecycle.searchesInFlight++;
    res.once('close', () => {
      lifecycle.searchesInFlight--;
    });
    next();
  };
}

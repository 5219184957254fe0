import type { RequestHandler, Response } from 'express';
import { DatelineError } from '../core/errors.ts';
import type { Services } from './services.ts';

/**
 * Lets a bounded number of searches in at the same time. What is too much is refused at once, so that a flood costs a
 * few microseconds a request and those that were let in are answered in time.
 */
export function admitSearch(services: Services): RequestHandler {
  return (_req, res, next) => {
    takePlaces(services, res, 1);
    next();
  };
}

/** Takes so many places among the searches at the same time, until the answer has ended. @throws overloaded */
export function takePlaces({ lifecycle, options }: Services, res: Response, searches: number): void {
  if (lifecycle.searchesInFlight + searches > options.limits.concurrentSearches) {
    throw new DatelineError('overloaded', 'too many searches at the same time');
  }
  lifecycle.searchesInFlight += searches;
  res.once('close', () => {
    lifecycle.searchesInFlight -= searches;
  });
}

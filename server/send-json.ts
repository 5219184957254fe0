import type { Response } from 'express';

/**
 * Sends JSON as a string, which Node writes in one piece with the headers; Express makes a buffer of it first, which
 * costs a tenth of a millisecond with ten hits.
 */
export function sendJson(res: Response, value: unknown): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify(value));
}

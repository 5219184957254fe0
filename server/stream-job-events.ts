import type { Response } from 'express';
import { DatelineError } from '../core/errors.ts';
import type { ReindexJob } from '../core/reindex-job.ts';
import type { Services } from './services.ts';

/** A comment now and then keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

const hasEnded = (job: ReindexJob): boolean => job.finishedAt !== undefined;

/**
 * Sends a job, and then every change of it, until it has ended, the listener has gone or the server drains. A listener
 * that reads too slowly misses states in between, never the last one. @throws overloaded when too many listen, or the server drains
 */
export function streamJobEvents(res: Response, { archive, lifecycle, options }: Services, job: ReindexJob): void {
  if (lifecycle.draining) throw new DatelineError('overloaded', 'shutting down');
  if (lifecycle.openStreams.size >= options.limits.eventStreams) {
    throw new DatelineError('overloaded', 'too many listeners');
  }
  res.status(200).set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  let waiting: ReindexJob | undefined;
  let blocked = false;

  function send(state: ReindexJob): void {
    if (blocked) {
      waiting = state;
      return;
    }
    blocked = !res.write(`event: job\ndata: ${JSON.stringify(state)}\n\n`);
    if (hasEnded(state)) end();
  }
  function end(): void {
    unwatch();
    clearInterval(heartbeat);
    lifecycle.openStreams.delete(end);
    res.end();
  }
  res.on('drain', () => {
    blocked = false;
    const state = waiting;
    waiting = undefined;
    if (state) send(state);
  });
  const heartbeat = setInterval(() => {
    if (!blocked) blocked = !res.write(': still here\n\n');
  }, HEARTBEAT_MS);
  const unwatch = hasEnded(job) ? () => undefined : archive.watch(job.id, send);
  lifecycle.openStreams.add(end);
  res.on('close', end);
  send(job);
}

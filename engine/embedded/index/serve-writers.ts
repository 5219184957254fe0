import type { MessagePort } from 'node:worker_threads';
import { serveCalls } from './call-thread.ts';
import { IndexError } from './errors.ts';
import { SegmentPool } from './segment-pool.ts';
import { localWriters } from './writer-port.ts';
import type { Manifest } from './manifest.ts';
import type { IndexSchema } from './schema.ts';
import type { WriterPort } from './writer-port.ts';

/** Carries out the calls of a `WriterThread`. */
export function serveWriters(schema: IndexSchema, port: MessagePort): void {
  const open = localWriters(schema, new SegmentPool());
  const writers = new Map<number, WriterPort>();
  serveCalls(port, async (method, [given, ...args]) => {
    const number = given as number;
    if (method === 'open') {
      writers.set(number, await open(...(args as [string, Manifest])));
      return undefined;
    }
    const writer = writers.get(number);
    if (!writer) throw new IndexError('unknown', 'there is no such writer');
    if (method === 'close') writers.delete(number);
    return (writer[method as keyof WriterPort] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
  });
}

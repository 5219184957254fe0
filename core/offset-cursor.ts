import { z } from 'zod';
import { DatelineError } from './errors.ts';

/** Cursors of engines that count hits from the beginning: opaque to whoever gets one, and checked when it comes back. */
const offset = z.int().min(0).max(1_000_000_000);
const searchCursor = z.strictObject({ offset });
const scanCursor = z.strictObject({ offset, generation: z.string().max(100), revision: z.int().min(0) });

export type ScanCursor = z.infer<typeof scanCursor>;

/** How many hits come before those that a search goes on with. @throws invalid_parameter */
export function readSearchCursor(cursor: string): number {
  return read(cursor, searchCursor).offset;
}

/** Where a scan goes on, and in which state of the index. @throws invalid_parameter */
export function readScanCursor(cursor: string): ScanCursor {
  return read(cursor, scanCursor);
}

export function writeCursor(cursor: ScanCursor | { readonly offset: number }): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function read<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new DatelineError('invalid_parameter', 'Not a cursor of this engine.', {
      cause,
      details: { parameter: 'cursor' },
    });
  }
}

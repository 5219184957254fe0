import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';

const searchCursor = z.strictObject({ offset: z.int().min(0).max(1_000_000_000) });
const scanCursor = z.strictObject({
  offset: z.int().min(0).max(1_000_000_000),
  generation: z.string().max(100),
  revision: z.int().min(0),
});

export type ScanCursor = z.infer<typeof scanCursor>;

/** Where a search continues. @throws invalid_parameter */
export function readSearchCursor(cursor: string): number {
  return read(cursor, searchCursor).offset;
}

/** Where a scan continues, and of which state. @throws invalid_parameter */
export function readScanCursor(cursor: string): ScanCursor {
  return read(cursor, scanCursor);
}

/** A cursor, opaque to whoever gets it. */
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

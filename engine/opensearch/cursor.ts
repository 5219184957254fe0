import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';

const sortValues = z
  .array(z.union([z.number(), z.string(), z.null()]))
  .min(1)
  .max(4);

const searchCursor = z.strictObject({
  kind: z.literal('search'),
  generation: z.string(),
  relaxed: z.boolean(),
  /** Hits before it. */
  offset: z.int().min(0),
  after: sortValues,
});

const scanCursor = z.strictObject({
  kind: z.literal('scan'),
  relaxed: z.boolean(),
  /** The point in time that the scan reads; forged, it could name an index that is none of ours. Hence the signature. */
  pit: z.string(),
  after: sortValues,
});

export type SearchCursor = z.infer<typeof searchCursor>;
export type ScanCursor = z.infer<typeof scanCursor>;

/** The cursor as a caller keeps it: opaque, and signed with the archive's secret. */
export function writeCursor(cursor: SearchCursor | ScanCursor, secret: string): string {
  const content = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${content}.${sign(content, secret).toString('base64url')}`;
}

/** @throws invalid_parameter when it was not written by `writeCursor` with this secret */
export function readSearchCursor(text: string, secret: string): SearchCursor {
  return read(text, secret, searchCursor);
}

/** @throws invalid_parameter when it was not written by `writeCursor` with this secret */
export function readScanCursor(text: string, secret: string): ScanCursor {
  return read(text, secret, scanCursor);
}

function read<T>(text: string, secret: string, shape: z.ZodType<T>): T {
  const [content = '', signature = ''] = text.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(content, secret);
  try {
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      return shape.parse(JSON.parse(Buffer.from(content, 'base64url').toString()));
    }
  } catch {
    // a cursor of the other kind: refused below like any other
  }
  throw new DatelineError('invalid_parameter', 'Not a cursor of ours.', { details: { parameter: 'cursor' } });
}

function sign(content: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(content).digest();
}

import { DatelineError } from '../../core/errors.ts';

/** Where the next page of a search begins. */
export interface SearchCursor {
  readonly offset: number;
}

/** Where a scan goes on, and in which state of the index. */
export interface ScanCursor {
  readonly generation: string;
  readonly revision: number;
  /** Number of documents given so far. */
  readonly offset: number;
}

export function encodeCursor(cursor: SearchCursor | ScanCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws invalid_parameter */
export function decodeSearchCursor(text: string): SearchCursor {
  const { offset } = parse(text);
  if (!isCount(offset)) throw notOurs();
  return { offset };
}

/** @throws invalid_parameter */
export function decodeScanCursor(text: string): ScanCursor {
  const { generation, revision, offset } = parse(text);
  if (typeof generation !== 'string' || !isCount(revision) || !isCount(offset)) throw notOurs();
  return { generation, revision, offset };
}

function parse(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  } catch {
    // told below
  }
  throw notOurs();
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function notOurs(): DatelineError {
  return new DatelineError('invalid_parameter', 'The cursor is not one of this service.', {
    details: { parameter: 'cursor' },
  });
}

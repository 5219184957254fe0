import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDatelineError } from '../../core/errors.ts';
import { readScanCursor, readSearchCursor, writeCursor } from './cursor.ts';

const search = { kind: 'search', generation: 'g1', relaxed: false, offset: 10, after: [1.5, null, 'id'] } as const;
const written = writeCursor({ ...search, after: [...search.after] }, 'secret');

test('a cursor is read as it was written', () => {
  expect(readSearchCursor(written, 'secret')).toEqual(search);
});

test('a cursor of another kind or another archive is refused', () => {
  expect(() => readScanCursor(written, 'secret')).toThrow(/cursor/);
  expect(() => readSearchCursor(written, 'other')).toThrow(/cursor/);
});

/** What reading it came to: the cursor, or the code of the error. */
function outcome(text: string): unknown {
  try {
    return readSearchCursor(text, 'secret');
  } catch (error) {
    return isDatelineError(error) ? error.code : error;
  }
}

test('nothing that was not written is read', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()),
      (text) => outcome(text) === 'invalid_parameter',
    ),
  );
  const forged = Array.from(
    written,
    (letter, at) => written.slice(0, at) + (letter === 'A' ? 'B' : 'A') + written.slice(at + 1),
  );
  const outcomes = forged.map(outcome);
  expect(outcomes.filter((one) => one === 'invalid_parameter').length).toBeGreaterThanOrEqual(forged.length - 1);
  // the last letter of the signature has bits that do not count
  for (const one of outcomes) expect([search, 'invalid_parameter']).toContainEqual(one);
});

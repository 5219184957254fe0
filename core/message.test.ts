import { expect, test } from 'vitest';
import { formatMessage } from './message.ts';

test('a message names place, record and what was found, on one line and no longer than it need be', () => {
  const message = { severity: 'warning', rule: 'date-unreadable', reason: 'no date', file: 'a.jsonl' } as const;
  expect(formatMessage(message)).toBe('a.jsonl: warning date-unreadable: no date');
  expect(formatMessage({ ...message, line: 3, record: 'r1', actual: '30\n2' })).toBe(
    'a.jsonl:3 [r1]: warning date-unreadable: no date (30\\u000a2)',
  );
  expect(formatMessage({ ...message, actual: 'x'.repeat(5_000) }).length).toBeLessThan(200);
});

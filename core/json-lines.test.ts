import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseJsonLines } from './json-lines.ts';

const schema = z.strictObject({ q: z.string(), names: z.array(z.string()).optional() });

test('entries are read, also behind the mark that editors on Windows put before them', () => {
  expect(parseJsonLines('\uFEFF{"q":"a"}\r\n\r\n{"q":"b"}\r\n', 'file', schema)).toEqual([{ q: 'a' }, { q: 'b' }]);
  expect(parseJsonLines('', 'file', schema)).toEqual([]);
});

test('every mistake is told with its line, its field and what is wanted', () => {
  const reasons = [
    'file:1: q: expected string, received number, unknown: most',
    'file:3: not JSON',
    'file:4: names.1: expected string, received number',
    'file:5: expected object, received array',
  ];
  expect(() =>
    parseJsonLines('{"q":1,"most":3}\n{"q":"a"}\nq: a\n{"q":"b","names":["c",2]}\n[]', 'file', schema),
  ).toThrow(expect.objectContaining({ code: 'invalid_config', message: reasons.join('; '), details: { reasons } }));
});

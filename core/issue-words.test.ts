import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueWords } from './issue-words.ts';

test.each<[z.ZodType, unknown, string]>([
  [z.number().max(1_000), 1_001, 'at most 1000'],
  [z.number().min(1), 0, 'at least 1'],
  [z.string().max(2), 'abc', 'at most 2 characters'],
  [z.string().min(1), '', 'at least 1 character'],
  [z.array(z.string()).max(1), ['a', 'b'], 'at most 1 value'],
  [z.enum(['csv', 'jsonl']), 'xml', 'one of csv, jsonl'],
  [z.literal(false), true, 'only false'],
  [z.object({}), [], 'expected object, received array'],
  [z.string(), undefined, 'is missing'],
  [z.number(), '3', 'expected number, received string'],
  [z.int(), 1.5, 'expected a whole number'],
  [z.union([z.string(), z.number()]), [], 'expected string or number'],
  [z.union([z.literal('auto'), z.number()], 'auto, or 0 to 64'), 'x', 'auto, or 0 to 64'],
  [z.union([z.string(), z.array(z.string())]), ['a', 5], '1: expected string, received number'],
  [z.strictObject({}), { most: 3, more: 1 }, 'unknown: most, more'],
  [z.string().regex(/x/, 'not an id'), 'a', 'not an id'],
])('a bound is said in plain words, and the words of a schema are kept (%#)', (schema, input, words) => {
  expect(issueWords(schema.safeParse(input).error!.issues[0]!)).toBe(words);
});

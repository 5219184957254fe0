import { expect, test } from 'vitest';
import { article } from '../engine/conformance/build.ts';
import { readEverything } from './read-everything.ts';

test('others have their turn between two pages of an engine that answers at once', async () => {
  const scan = (_query: unknown, cursor = '0') =>
    Promise.resolve({
      documents: [article({ id: `a${cursor}` })],
      ...(cursor !== '2' && { nextCursor: `${Number(cursor) + 1}` }),
    });
  const seen: string[] = [];
  setImmediate(() => seen.push('another'));
  for await (const documents of readEverything({ scan })) seen.push(...documents.map(({ id }) => id));
  expect(seen).toEqual(['a0', 'another', 'a1', 'a2']);
});

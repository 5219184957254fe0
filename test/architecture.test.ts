import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sourceFiles } from './support/source-files.ts';

test('no source file has grown beyond one theme (250 lines)', async () => {
  const long: string[] = [];
  for (const file of await sourceFiles()) {
    const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
    if (lines > 250) long.push(`${file}: ${lines}`);
  }
  expect(long).toEqual([]);
});

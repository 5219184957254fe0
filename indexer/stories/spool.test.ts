import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Spool } from './spool.ts';

test('texts set aside are read back in any order, and their file has no name that a kill could leave behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-parent-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spool = new Spool(folder);
  expect(readdirSync(folder)).toEqual([]);
  // some of them larger than what is written at once
  const texts = Array.from({ length: 40 }, (_, index) => `${index} é `.repeat(index % 7 === 3 ? 300_000 : index));
  for (const text of texts) await spool.append(text);
  expect(spool.length).toBe(texts.length);
  for (const index of [39, 3, 0, 10, 38]) expect((await spool.read(index)) === texts[index]).toBe(true);
  await spool.close();
});

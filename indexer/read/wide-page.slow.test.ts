import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { readPage } from './read-page.ts';

const SENTENCE = 'The ferry leaves the island at noon, the harbour master said on Monday.';

test('a page of more blocks than a call takes arguments is read like any other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-wide-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const blocks = `<p>${SENTENCE}</p>`.repeat(3) + '<p>x y</p>'.repeat(150_000);
  const path = join(folder, 'wide.html');
  writeFileSync(path, `<article><h1>Ferry</h1>${blocks}</article>`);
  const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
  const { articles, messages } = await readPage({ path, name: 'wide.html', format: 'html' }, boilerplate);
  expect(articles).toHaveLength(1);
  expect(messages).toEqual([]);
});

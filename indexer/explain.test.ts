import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { explainFile } from './explain.ts';
import { loadStepContext } from './load-step-context.ts';

const context = await loadStepContext(join(import.meta.dirname, '..', 'data'));
const folder = mkdtempSync(join(tmpdir(), 'dateline-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines for a file with this text, and what it ended with. */
async function explained(text: string): Promise<{ lines: string[]; error: unknown }> {
  const file = join(folder, 'page.md');
  writeFileSync(file, text);
  const lines: string[] = [];
  try {
    for await (const line of explainFile(file, context)) lines.push(line);
    return { lines, error: undefined };
  } catch (error) {
    return { lines, error };
  }
}

test('a file without an article fails, after what it says of the file', async () => {
  const { lines, error } = await explained('');
  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('page.md') as string });
  expect(lines).toEqual([expect.stringContaining('page.md')]);
});

test('a file with an article ends well', async () => {
  const { lines, error } = await explained('---\ntitle: Ministers meet\n---\nThey met in Amman on Monday.\n');
  expect(error).toBeUndefined();
  expect(lines[0]).toContain('Ministers meet');
});

import { readdirSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArticleDocument } from '../core/document.ts';
import { shippedContext } from '../test/support/shipped-context.ts';
import { normaliseFiles } from './normalise-files.ts';
import { threadWorkshop } from './thread-workshop.ts';
import { localWorkshop, type Workshop } from './workshop.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'test', 'fixtures', 'pages');
let threads: Workshop;
let folder: string;
beforeAll(() => {
  threads = threadWorkshop(join(ROOT, 'data'), 1);
  folder = mkdtempSync(join(tmpdir(), 'dateline-threads-'));
});
afterAll(async () => {
  await threads.rest();
  await threads.rest(); // twice is fine
  rmSync(folder, { recursive: true, force: true });
});

async function documentsOf(workshop: Workshop, path: string): Promise<ArticleDocument[]> {
  const documents: ArticleDocument[] = [];
  for await (const item of normaliseFiles([path], workshop, { keepRepeats: true }))
    if ('json' in item) documents.push(JSON.parse(item.json) as ArticleDocument);
  return documents;
}

test('threads make the same documents in the same order', async () => {
  const here = await documentsOf(localWorkshop(shippedContext), PAGES);
  expect(here.length).toBeGreaterThan(readdirSync(PAGES).length / 2);
  expect(await documentsOf(threads, PAGES)).toEqual(here);
}, 120_000);

test('threads that rested work again', async () => {
  writeFileSync(join(folder, 'late.jsonl'), JSON.stringify({ title: 'Late', text: 'It came late to Nairobi.' }));
  const before = await documentsOf(threads, join(folder, 'late.jsonl'));
  await threads.rest();
  expect(await documentsOf(threads, join(folder, 'late.jsonl'))).toEqual(before);
  expect(before).toHaveLength(1);
  rmSync(join(folder, 'late.jsonl'));
}, 120_000);

test('an item that breaks its thread costs a message, and the next one is read', async () => {
  writeFileSync(
    join(folder, 'page.txt'),
    'Bridge opens early\n\nThe bridge over the bay opened a week early, the city said on Sunday.\n',
  );
  const broken = {
    kind: 'page',
    file: { path: join(folder, 'page.txt'), name: 'page.txt', format: 'nonsense' },
  } as never;
  expect(await threads.work(broken)).toMatchObject({
    articles: [],
    messages: [{ rule: 'worker-failed', severity: 'error' }],
  });
  expect(await documentsOf(threads, folder)).toHaveLength(1);
}, 120_000);

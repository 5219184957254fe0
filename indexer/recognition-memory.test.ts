import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRecognitionMemory } from './recognition-memory.ts';
import type { WorkItem } from './work-item.ts';
import type { Workshop } from './workshop.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-memory-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SAMPLES = Uint32Array.from([1, 2, 4_000_000_000]);
const records = (text: string): WorkItem => ({ kind: 'records', file: 'wire.jsonl', lines: [{ line: 1, text }] });

/** One run over some lines. @returns the lines that were recognised, not recalled */
async function run(texts: readonly string[], { recall = true, salt = 'data', ends = true } = {}): Promise<string[]> {
  const done: string[] = [];
  const workshop: Workshop = {
    parallel: 0,
    work(item) {
      const { text } = (item as Extract<WorkItem, { kind: 'records' }>).lines[0]!;
      done.push(text);
      const fingerprint = { samples: SAMPLES, bodyKey: [1, 2], day: null } as never;
      return Promise.resolve({ articles: [{ json: text, fingerprint }], messages: [] });
    },
    rest: () => Promise.resolve(),
  };
  const memory = await openRecognitionMemory(join(folder, 'recognised'), salt, recall);
  const remembering = memory.remembering(workshop);
  const results = await Promise.all(texts.map((text) => remembering.work(records(text))));
  expect(results.map(({ articles }) => articles[0]!.json)).toEqual(texts);
  for (const { articles } of results) expect(articles[0]!.fingerprint.samples).toEqual(SAMPLES);
  if (ends) await memory.keep();
  await memory.close();
  return done;
}

test('what has not changed is recalled, what has is done; a full run does all', async () => {
  expect(await run(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(await run(['a', 'B', 'c', 'd'])).toEqual(['B', 'd']);
  expect(await run(['a', 'b'])).toEqual(['b']); // gone with the run before
  expect(await run(['a', 'b'], { recall: false })).toEqual(['a', 'b']);
  expect(await run(['a', 'b'])).toEqual([]);
});

test('other data recognises anew', async () => {
  await run(['a']);
  expect(await run(['a'], { salt: 'other data' })).toEqual(['a']);
});

test('a run that breaks off leaves the memory as it was, and nothing else', async () => {
  await run(['a']);
  await run(['b'], { ends: false });
  expect(readdirSync(folder)).toEqual(['recognised']);
  expect(await run(['a', 'b'])).toEqual(['b']);
});

test('damage costs work, never a wrong result', async () => {
  await run(['a', 'b', 'c']);
  const whole = readFileSync(join(folder, 'recognised'));
  for (let at = 0; at < whole.length; at += 7) {
    const flipped = Buffer.from(whole);
    flipped[at] = flipped[at]! ^ 0x55;
    writeFileSync(join(folder, 'recognised'), flipped);
    await run(['a', 'b', 'c'], { ends: false });
    writeFileSync(join(folder, 'recognised'), whole.subarray(0, at));
    await run(['a', 'b', 'c'], { ends: false });
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { expect, onTestFinished, test } from 'vitest';
import { readRecordLines, type RecordLine } from './jsonl.ts';

async function linesOf(bytes: Buffer, name = 'records.jsonl'): Promise<RecordLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-jsonl-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const found: RecordLine[] = [];
  for await (const line of readRecordLines(path)) found.push(line);
  return found;
}

const record = JSON.stringify({
  text: 'Les élèves du lycée ont été reçus à la préfecture, où le préfet a salué leurs idées.',
});

test('a line in another charset is read, and said', async () => {
  const bytes = Buffer.concat([Buffer.from('{"text":"café"}\n'), iconv.encode(`${record}\n`, 'windows-1252')]);
  expect(await linesOf(bytes)).toEqual([
    { line: 1, text: '{"text":"café"}' },
    { line: 2, text: record, doubt: expect.stringContaining('not UTF-8; read as') as string },
  ]);
});

test('a torn character costs itself alone, and is said; one that was replaced before is text', async () => {
  const torn = Buffer.concat([Buffer.from(record.slice(0, -2)), Buffer.from([0xf0, 0x9f, 0x98]), Buffer.from('"}')]);
  expect(await linesOf(torn)).toEqual([
    { line: 1, text: `${record.slice(0, -2)}\ufffd"}`, doubt: 'not UTF-8 throughout; broken characters: 1' },
  ]);
  expect(await linesOf(Buffer.from('{"text":"caf\ufffd"}'))).toEqual([{ line: 1, text: '{"text":"caf\ufffd"}' }]);
});

test('a file in UTF-16 is said to be one, once', async () => {
  const bytes = iconv.encode(`${record}\n${record}\n`, 'utf-16le', { addBOM: true });
  expect(await linesOf(bytes)).toEqual([{ line: 1, fault: expect.stringContaining('UTF-16') as string }]);
});

test('a file that is called packed and is not', async () => {
  expect(await linesOf(Buffer.from(record), 'records.jsonl.gz')).toEqual([
    { line: 1, fault: 'the packed data is damaged from here on' },
  ]);
});

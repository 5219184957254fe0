import type { Message } from '../core/message.ts';
import type { PageFormat } from './read/file-format.ts';
import type { SourceFile } from './read/find-files.ts';
import { readRecordLines } from './read/jsonl.ts';
import type { CapturedPage } from './read/warc.ts';
import type { WorkItem } from './work-item.ts';

/** Records and pages of a file go together up to so many. */
const PARTS_PER_ITEM = 25;
const BYTES_PER_ITEM = 1024 * 1024;

/** The work that the files hold, in order; `onFileDone` is called when all of a file has been handed out. */
export async function* workItems(
  files: readonly SourceFile[],
  onMessage: (message: Message) => void,
  onFileDone: () => void,
  signal?: AbortSignal,
): AsyncGenerator<WorkItem> {
  for (const file of files) {
    signal?.throwIfAborted();
    if (file.format === 'unknown')
      onMessage({
        severity: 'warning',
        rule: 'format-unknown',
        reason: 'no reader for this kind of file',
        file: file.name,
      });
    else if (file.format === 'records')
      yield* items(recordLines(file, onMessage, signal), (lines) => ({ kind: 'records', file: file.name, lines }));
    else if (file.format === 'crawl')
      yield* items(capturedPages(file, onMessage, signal), (pages) => ({ kind: 'captures', file: file.name, pages }));
    else yield { kind: 'page', file: file as SourceFile & { format: PageFormat } };
    onFileDone();
  }
}

/** Parts of a file that are small by themselves, several to an item. */
async function* items<Part>(
  parts: AsyncIterable<{ readonly part: Part; readonly length: number }>,
  toItem: (parts: Part[]) => WorkItem,
): AsyncGenerator<WorkItem> {
  let gathered: Part[] = [];
  let lengths = 0;
  for await (const { part, length } of parts) {
    gathered.push(part);
    lengths += length;
    if (gathered.length < PARTS_PER_ITEM && lengths < BYTES_PER_ITEM) continue;
    yield toItem(gathered);
    gathered = [];
    lengths = 0;
  }
  if (gathered.length > 0) yield toItem(gathered);
}

async function* recordLines(
  file: SourceFile,
  onMessage: (message: Message) => void,
  signal?: AbortSignal,
): AsyncGenerator<{ part: { line: number; text: string }; length: number }> {
  for await (const entry of readRecordLines(file.path, signal)) {
    const place = { file: file.name, line: entry.line };
    if ('fault' in entry) {
      onMessage({ severity: 'error', rule: 'record-unreadable', reason: entry.fault, ...place });
      continue;
    }
    const { line, text, doubt } = entry;
    if (doubt !== undefined) onMessage({ severity: 'warning', rule: 'charset-wrong', reason: doubt, ...place });
    yield { part: { line, text }, length: text.length };
  }
}

async function* capturedPages(
  file: SourceFile,
  onMessage: (message: Message) => void,
  signal?: AbortSignal,
): AsyncGenerator<{ part: CapturedPage; length: number }> {
  const { readWarcPages } = await import('./read/warc.ts'); // its library takes a tenth of a second, and few have crawls
  for await (const entry of readWarcPages(file.path, signal)) {
    if (!('fault' in entry)) yield { part: entry, length: entry.bytes.length };
    else {
      const place = { file: file.name, ...(entry.url !== undefined && { record: entry.url }) };
      onMessage({ severity: 'error', rule: 'record-unreadable', reason: entry.fault, ...place });
    }
  }
}

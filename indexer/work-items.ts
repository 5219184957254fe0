import type { Message } from '../core/message.ts';
import type { PageFormat } from './read/file-format.ts';
import type { SourceFile } from './read/find-files.ts';
import { readRecordLines } from './read/jsonl.ts';
import type { WorkItem } from './work-item.ts';

const RECORDS_PER_ITEM = 25;
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
    else if (file.format === 'records') yield* recordItems(file, onMessage, signal);
    else yield { kind: 'page', file: file as SourceFile & { format: PageFormat } };
    onFileDone();
  }
}

async function* recordItems(
  file: SourceFile,
  onMessage: (message: Message) => void,
  signal?: AbortSignal,
): AsyncGenerator<WorkItem> {
  let lines: { line: number; text: string }[] = [];
  let length = 0;
  for await (const entry of readRecordLines(file.path, signal)) {
    const place = { file: file.name, line: entry.line };
    if ('fault' in entry) {
      onMessage({ severity: 'error', rule: 'record-unreadable', reason: entry.fault, ...place });
      continue;
    }
    const { line, text, doubt } = entry;
    if (doubt !== undefined) onMessage({ severity: 'warning', rule: 'charset-wrong', reason: doubt, ...place });
    lines.push({ line, text });
    length += text.length;
    if (lines.length < RECORDS_PER_ITEM && length < BYTES_PER_ITEM) continue;
    yield { kind: 'records', file: file.name, lines };
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield { kind: 'records', file: file.name, lines };
}

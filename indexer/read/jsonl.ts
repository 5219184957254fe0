import { BrokenStream, readChunks } from './byte-stream.ts';
import { decodeLine, isMarkedWide } from './decode.ts';
import { READ_LIMITS } from './limits.ts';

/** One line of a JSON Lines file, with what is doubtful about its charset, or what is wrong at that place. */
export type RecordLine =
  | { readonly line: number; readonly text: string; readonly doubt?: string }
  | { readonly line: number; readonly fault: string };

const NEWLINE = 0x0a;
/** The smaller the chunks, the more lines are cut in two and the more often another thread is asked to unpack. */
const CHUNK_BYTES = 256 * 1024;

/**
 * The lines of a JSON Lines file, read as a stream: memory stays at one line. Over-long lines are skipped, a packed file that
 * unpacks beyond reason is left, and either is said with its line.
 */
export async function* readRecordLines(path: string, signal?: AbortSignal): AsyncGenerator<RecordLine> {
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;
  let isFirst = true;
  const take = (): RecordLine | null => {
    const [only] = parts;
    const bytes = only !== undefined && parts.length === 1 ? only : Buffer.concat(parts);
    const { text: decoded, doubt } = decodeLine(bytes);
    const text = decoded.replace(/^\ufeff/, '');
    const isTooLong = length > READ_LIMITS.recordBytes;
    parts = [];
    length = 0;
    if (isTooLong) return { line: line++, fault: `the line is longer than ${READ_LIMITS.recordBytes} bytes` };
    return text.trim() === '' ? (line++, null) : { line: line++, text, ...(doubt === undefined ? {} : { doubt }) };
  };
  try {
    for await (const chunk of readChunks(path, CHUNK_BYTES, signal)) {
      if (isFirst && isMarkedWide(chunk)) {
        yield { line, fault: 'the file is UTF-16, and JSON Lines are UTF-8; it is not read' };
        return;
      }
      isFirst = false;
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end));
        const record = take();
        if (record) yield record;
        start = end + 1;
      }
      keep(chunk.subarray(start));
    }
    const last = take();
    if (last) yield last;
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    yield { line, fault: error.message };
  }

  function keep(part: Buffer): void {
    length += part.length;
    if (length <= READ_LIMITS.recordBytes) parts.push(part);
    else parts = [];
  }
}

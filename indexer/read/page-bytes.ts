import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isPacked } from './file-format.ts';
import { READ_LIMITS } from './limits.ts';

const gunzipAsync = promisify(gunzip);

export type PageBytes =
  { readonly bytes: Buffer; readonly changed: boolean } | { readonly rule: string; readonly reason: string };

/** The bytes of a page file, unpacked, or why they cannot be had. Never more memory than the page limit allows. */
export async function readPageBytes(path: string): Promise<PageBytes> {
  let handle;
  try {
    handle = await open(path);
  } catch (error) {
    return {
      rule: 'file-unreadable',
      reason: `cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    };
  }
  try {
    const before = await handle.stat();
    if (!before.isFile()) return { rule: 'file-unreadable', reason: 'not a regular file' };
    if (before.size > READ_LIMITS.pageBytes) return tooLarge(`${before.size} bytes`);
    const bytes = await readAtMost(handle, before.size);
    const after = await handle.stat();
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size;
    if (!isPacked(path)) return { bytes, changed };
    try {
      return { bytes: await gunzipAsync(bytes, { maxOutputLength: READ_LIMITS.pageBytes }), changed };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge('unpacks to more');
      return { rule: 'gzip-damaged', reason: 'the packed data is damaged' };
    }
  } catch (error) {
    return {
      rule: 'file-unreadable',
      reason: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    };
  } finally {
    await handle.close();
  }
}

function tooLarge(what: string): PageBytes {
  return { rule: 'file-too-large', reason: `larger than ${READ_LIMITS.pageBytes} bytes (${what})` };
}

/** A file may grow while it is read: never more than it had at first. */
async function readAtMost(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(buffer, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

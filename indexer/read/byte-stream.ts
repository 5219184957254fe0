import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isPacked } from './file-format.ts';
import { READ_LIMITS } from './limits.ts';

/** A file cannot be read on; the message says why, in words for an editor. */
export class BrokenStream extends Error {}

/** A packed file may unpack to so many bytes before its ratio counts. */
const SMALL_ENOUGH_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of a file of any length, unpacked, in chunks of at most so many bytes: memory stays at a few of them.
 * @throws BrokenStream where the file cannot be read on or unpacks beyond reason; the signal's reason when aborted
 */
export async function* readChunks(path: string, chunkBytes: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: chunkBytes, ...(signal ? { signal } : {}) });
  const stream: Readable = isPacked(path) ? source.pipe(createGunzip({ chunkSize: chunkBytes })) : source;
  source.on('error', (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (isPacked(path) && isBomb(total, source.bytesRead))
        throw new BrokenStream(`unpacks to more than ${READ_LIMITS.unpackRatio} times its size; the rest is not read`);
      yield chunk;
    }
  } catch (error) {
    if (signal?.aborted || error instanceof BrokenStream) throw error;
    const { code = 'damaged' } = error as NodeJS.ErrnoException;
    throw new BrokenStream(
      code.startsWith('Z_') ? 'the packed data is damaged from here on' : `cannot be read on (${code})`,
    );
  } finally {
    source.destroy();
    stream.destroy();
  }
}

function isBomb(unpacked: number, packed: number): boolean {
  if (unpacked > READ_LIMITS.streamBytes) return true;
  return unpacked > SMALL_ENOUGH_BYTES && unpacked > packed * READ_LIMITS.unpackRatio;
}

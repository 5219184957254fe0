import { once } from 'node:events';

let readerHasGone = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  readerHasGone = true;
});

/**
 * Writes to standard output, and waits while the reader is slower than we are.
 * @returns false when the reader has seen enough, as `head` has after some lines: no fault, but nothing is left to do
 */
export async function print(text: string): Promise<boolean> {
  if (!readerHasGone && !process.stdout.write(text)) await once(process.stdout, 'drain').catch(() => undefined);
  return !readerHasGone;
}

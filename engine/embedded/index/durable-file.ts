import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { IndexError } from './errors.ts';

/** Makes names in a folder durable. Windows cannot open folders and needs no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Replaces a file in one step: a kill at any moment leaves the old content or the new one. */
export function replaceFile(path: string, content: Uint8Array): void {
  const temporary = join(dirname(path), `${basename(path)}.tmp`);
  writeDurably(temporary, content, 'w');
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Writes a whole file and waits until the disk has it; the folder entry is the caller's. */
export function writeDurably(path: string, content: Uint8Array, flag: 'w' | 'wx'): void {
  const fd = openSync(path, flag);
  try {
    for (let done = 0; done < content.length;) done += writeSync(fd, content, done);
    fsyncSync(fd);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Data as one line of JSON after a line with its checksum, for people and programs to read. */
export function encodeChecked(data: unknown): Uint8Array {
  return encodeLine(JSON.stringify(data));
}

/** Hexadecimal digits of a CRC-32. */
const CHECKSUM_LENGTH = 8;

function encodeLine(json: string): Buffer {
  return Buffer.from(`${crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0')}\n${json}\n`);
}

/** @throws IndexError damaged; an error with code ENOENT when there is no such file */
export function readChecked(path: string): unknown {
  const content = readFileSync(path);
  const json = content.subarray(CHECKSUM_LENGTH + 1, -1).toString();
  // Every byte counts, the last line break too: a file that lost its end is torn, whatever its checksum says.
  if (!content.equals(encodeLine(json))) {
    throw new IndexError('damaged', `${path}: the checksum does not hold`);
  }
  return JSON.parse(json);
}

/** True for the error of a file that is not there. */
export function isMissingFile(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

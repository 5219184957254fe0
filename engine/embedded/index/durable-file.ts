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
  const json = JSON.stringify(data);
  return Buffer.from(`${crc32(json).toString(16).padStart(8, '0')}\n${json}\n`);
}

/** @throws IndexError damaged; an error with code ENOENT when there is no such file */
export function readChecked(path: string): unknown {
  const [crc = '', json = ''] = readFileSync(path, 'utf8').split('\n');
  if (crc32(json).toString(16).padStart(8, '0') !== crc) {
    throw new IndexError('damaged', `${path}: the checksum does not hold`);
  }
  return JSON.parse(json);
}

/** True for the error of a file that is not there. */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

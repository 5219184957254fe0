import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { countBits, makeBits } from './bits.ts';
import { encodeChecked, readChecked, replaceFile, syncFolder, writeDurably } from './durable-file.ts';
import { IndexError } from './errors.ts';
import type { Bits } from './bits.ts';

const FORMAT = 1;

export interface SegmentEntry {
  /** File name in the folder of the generation. */
  readonly file: string;
  readonly documents: number;
  readonly sizeBytes: number;
  /** The file that tells which documents are deleted; null when none is. */
  readonly dead: string | null;
  readonly deleted: number;
}

/** What a generation consists of. Files that it does not name do not count. */
export interface Manifest {
  readonly format: number;
  readonly generation: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Rises with every change of what can be found. */
  readonly revision: number;
  readonly nextFile: number;
  /** Words whose pairs are terms in its segments. */
  readonly commonWords: readonly string[];
  readonly segments: readonly SegmentEntry[];
}

const NAME = 'manifest';

/** That of a generation which nothing has been added to. */
export function emptyManifest(generation: string, createdAt: Date, commonWords: readonly string[] = []): Manifest {
  const beginning = { revision: 0, nextFile: 1, commonWords, segments: [] };
  return { format: FORMAT, generation, createdAt: createdAt.toISOString(), ...beginning };
}

/** Makes this the state of the generation, once the files that it names are sure to be found. */
export function publishManifest(folder: string, manifest: Manifest): void {
  syncFolder(folder);
  replaceFile(join(folder, NAME), encodeChecked(manifest));
}

/** @throws IndexError damaged; an error with code ENOENT when there is none */
export function readManifest(folder: string): Manifest {
  const path = join(folder, NAME);
  const manifest = readChecked(path) as Omit<Manifest, 'commonWords'> & Partial<Manifest>;
  if (manifest.format !== FORMAT) {
    throw new IndexError('damaged', `${path}: format ${manifest.format}, this program reads ${FORMAT}`);
  }
  return { ...manifest, commonWords: manifest.commonWords ?? [] }; // older ones have none, and are read without pairs
}

/** The living documents of a generation. */
export function liveDocuments(manifest: Manifest): number {
  return manifest.segments.reduce((sum, segment) => sum + segment.documents - segment.deleted, 0);
}

/** Writes which documents of a segment live: the bits, then their checksum. */
export function writeLive(path: string, live: Bits): void {
  const bytes = Buffer.from(live.buffer, live.byteOffset, live.byteLength);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(crc32(bytes));
  writeDurably(path, Buffer.concat([bytes, tail]), 'wx');
}

/** The living documents of a segment as bits; null when all live. @throws IndexError damaged */
export function readLive(folder: string, entry: SegmentEntry): Bits | null {
  if (entry.dead === null) return null;
  const path = join(folder, entry.dead);
  const content = readFileSync(path);
  if (content.length !== Math.ceil(entry.documents / 32) * 4 + 4)
    throw new IndexError('damaged', `${path}: the length does not fit`);
  const live = makeBits(entry.documents);
  const bytes = content.subarray(0, live.byteLength);
  if (crc32(bytes) !== content.readUInt32LE(live.byteLength)) {
    throw new IndexError('damaged', `${path}: the checksum does not hold`);
  }
  new Uint8Array(live.buffer).set(bytes);
  const deleted = entry.documents - countBits(live);
  if (deleted !== entry.deleted) {
    throw new IndexError('damaged', `${path}: ${deleted} documents are deleted, the manifest says ${entry.deleted}`);
  }
  return live;
}

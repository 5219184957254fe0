import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { IndexError } from './errors.ts';

/** Data is checked in blocks of this many bytes, each with a CRC-32 of its own. */
export const BLOCK_BYTES = 65_536;
export const FORMAT_VERSION = 7;
const MAGIC = Buffer.from('SEGIDX\r\n', 'latin1');
/** Lengths of table and meta, length of data, CRC of all of these, version, magic. */
const TAIL_BYTES = 4 + 4 + 8 + 4 + 4 + MAGIC.length;

/** Writes a file of data, a CRC for every block of it, and a footer with `meta`; nothing is durable before `finish`. */
export class BlockFileWriter {
  readonly path: string;
  #fd: number;
  #buffer = new Uint8Array(BLOCK_BYTES);
  #used = 0;
  #written = 0;
  #crcs: number[] = [];

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'wx');
  }

  /** Bytes of data so far. */
  get position(): number {
    return this.#written + this.#used;
  }

  write(bytes: Uint8Array): void {
    let taken = 0;
    while (taken < bytes.length) {
      const part = Math.min(bytes.length - taken, BLOCK_BYTES - this.#used);
      this.#buffer.set(bytes.subarray(taken, taken + part), this.#used);
      this.#used += part;
      taken += part;
      if (this.#used === BLOCK_BYTES) this.#flush();
    }
  }

  /** Pads with zeros, so that typed arrays can be laid over what follows. */
  align(): void {
    const over = this.position % 8;
    if (over !== 0) this.write(new Uint8Array(8 - over));
  }

  #flush(): void {
    if (this.#used === 0) return;
    const block = this.#buffer.subarray(0, this.#used);
    this.#crcs.push(crc32(block));
    writeAll(this.#fd, block);
    this.#written += this.#used;
    this.#used = 0;
  }

  /** Writes the footer and returns the file's size; with `durable`, waits until the disk has all of it. */
  finish(meta: object, durable: boolean): number {
    this.#flush();
    const table = Buffer.from(Uint32Array.from(this.#crcs).buffer);
    const json = Buffer.from(JSON.stringify(meta));
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeUInt32LE(table.length, 0);
    tail.writeUInt32LE(json.length, 4);
    tail.writeBigUInt64LE(BigInt(this.#written), 8);
    tail.writeUInt32LE(FORMAT_VERSION, 20);
    MAGIC.copy(tail, 24);
    tail.writeUInt32LE(crc32(Buffer.concat([table, json, tail.subarray(0, 16)])), 16);
    writeAll(this.#fd, Buffer.concat([table, json, tail]));
    if (durable) fsyncSync(this.#fd);
    closeSync(this.#fd);
    this.#fd = -1;
    return this.#written + table.length + json.length + TAIL_BYTES;
  }

  /** Lets go of a file that will not be finished. */
  abandon(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }
}

const makeBytes = (length: number): Uint8Array => new Uint8Array(length);

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done);
}

/** Reads a file of `BlockFileWriter`; a block is checked when it is first touched. */
export class BlockFile {
  readonly path: string;
  readonly dataBytes: number;
  readonly sizeBytes: number;
  readonly meta: unknown;
  #fd: number;
  #crcs: Uint32Array;
  #checked: Uint8Array;
  #block = new Uint8Array(0);

  /** @throws IndexError damaged: not such a file, cut short, of another version, or with a wrong footer */
  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'r');
    try {
      this.sizeBytes = fstatSync(this.#fd).size;
      if (this.sizeBytes < TAIL_BYTES) throw this.#damaged('too short to be a segment');
      const tail = this.#readAt(this.sizeBytes - TAIL_BYTES, TAIL_BYTES);
      const view = Buffer.from(tail.buffer, tail.byteOffset, tail.length);
      if (!view.subarray(24).equals(MAGIC)) throw this.#damaged('the end of the file is not that of a segment');
      const version = view.readUInt32LE(20);
      if (version !== FORMAT_VERSION) throw this.#damaged(`format ${version}, this program reads ${FORMAT_VERSION}`);
      const [tableBytes, metaBytes] = [view.readUInt32LE(0), view.readUInt32LE(4)];
      this.dataBytes = Number(view.readBigUInt64LE(8));
      const footer = tableBytes + metaBytes;
      const blocks = Math.ceil(this.dataBytes / BLOCK_BYTES);
      if (this.dataBytes + footer + TAIL_BYTES !== this.sizeBytes || tableBytes !== blocks * 4)
        throw this.#damaged('the lengths do not add up');
      const both = this.#readAt(this.dataBytes, footer);
      const crc = crc32(view.subarray(0, 16), crc32(both));
      if (crc !== view.readUInt32LE(16)) throw this.#damaged('the checksum of the footer does not hold');
      this.#crcs = new Uint32Array(both.slice(0, tableBytes).buffer);
      this.#checked = new Uint8Array(this.#crcs.length);
      this.meta = JSON.parse(Buffer.from(both.subarray(tableBytes)).toString('utf8'));
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
  }

  /**
   * So many bytes from `offset` of the data on, in an array that `make` gives.
   * @throws IndexError damaged, naming the block, or that there are no such bytes: before room is made for them
   */
  read(offset: number, length: number, make = makeBytes): Uint8Array {
    const end = offset + length;
    if (!Number.isInteger(offset) || !(offset >= 0 && end >= offset && end <= this.dataBytes)) {
      throw this.#damaged(`there are no ${length} bytes from byte ${offset} on`);
    }
    const bytes = make(length);
    for (let block = Math.floor(offset / BLOCK_BYTES); block * BLOCK_BYTES < end; block++) {
      if (this.#checked[block] !== 1) this.#check(block);
    }
    this.#fill(offset, bytes);
    return bytes;
  }

  /** The blocks whose checksum does not hold. */
  damagedBlocks(): number[] {
    const damaged: number[] = [];
    for (let block = 0; block < this.#crcs.length; block++) {
      this.#checked[block] = 0;
      try {
        this.#check(block);
      } catch {
        damaged.push(block);
      }
    }
    return damaged;
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }

  #check(block: number): void {
    const start = block * BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES, this.dataBytes - start);
    if (this.#block.length === 0) this.#block = new Uint8Array(BLOCK_BYTES);
    const bytes = this.#block.subarray(0, length);
    this.#fill(start, bytes);
    if (crc32(bytes) !== this.#crcs[block])
      throw this.#damaged(`the checksum of bytes ${start} to ${start + length} does not hold`);
    this.#checked[block] = 1;
  }

  #readAt(offset: number, length: number): Uint8Array {
    const bytes = makeBytes(length);
    this.#fill(offset, bytes);
    return bytes;
  }

  #fill(offset: number, target: Uint8Array): void {
    for (let done = 0; done < target.length;) {
      const count = readSync(this.#fd, target, done, target.length - done, offset + done);
      if (count === 0) throw this.#damaged('the file ends too early');
      done += count;
    }
  }

  #damaged(what: string): IndexError {
    return new IndexError('damaged', `${this.path}: ${what}`);
  }
}

/** A growing buffer for numbers of variable length: seven bits a byte, least significant first, the high bit says "more". */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `extra` more bytes. */
  reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extra));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** `value` is an integer from 0 to 2^32 - 1. */
  varint(value: number): void {
    if (this.length + 5 > this.bytes.length) this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /**
   * A number that is mostly below a few hundred, as from place to place in a text: itself in a byte below 240; up to
   * 4,079 in two, the first of 240 to 254; above in five, the first of them 255.
   */
  gap(value: number): void {
    if (this.length + 5 > this.bytes.length) this.reserve(5);
    const { bytes } = this;
    if (value < ONE_BYTE) bytes[this.length++] = value;
    else if (value < TWO_BYTES) {
      bytes[this.length++] = ONE_BYTE + ((value - ONE_BYTE) >>> 8);
      bytes[this.length++] = (value - ONE_BYTE) & 255;
    } else {
      bytes[this.length++] = 255;
      for (let shift = 0; shift < 32; shift += 8) bytes[this.length++] = (value >>> shift) & 255;
    }
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A range of bytes; of a few, without a view of them. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > FEW) {
      this.raw(bytes.subarray(from, to));
      return;
    }
    if (this.length + FEW > this.bytes.length) this.reserve(FEW);
    const target = this.bytes;
    let at = this.length;
    for (let index = from; index < to; index++) target[at++] = bytes[index]!;
    this.length = at;
  }

  /** What has been written, as a view that the next write may invalidate. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}

/** Below this a loop over the bytes is quicker than a call that handles them at once. */
const FEW = 32;
const ONE_BYTE = 240;
const TWO_BYTES = ONE_BYTE + 15 * 256;

/** Gaps that are passed together where each is one byte. */
const AT_ONCE = 8;

/** Whether one of eight bytes is `ONE_BYTE` or more, which is to say that its upper four bits are set. */
function anyLong(four: number, more: number): boolean {
  const highest = (four & (four << 1) & (four << 2) & (four << 3)) | (more & (more << 1) & (more << 2) & (more << 3));
  return (highest & 0x80808080) !== 0;
}

/** Where the gap begins that comes so many behind the one at `position`. */
function pass(bytes: Uint8Array, position: number, count: number): number {
  let at = position;
  for (let left = count; left > 0; left--) {
    const byte = bytes[at]!;
    // one, two or five bytes: no branch can guess
    at += 1 + ((ONE_BYTE - 1 - byte) >>> 31) + ((254 - byte) >>> 31) * 3;
  }
  return at;
}

/** Reads what `ByteWriter` wrote, at a position that moves on. */
export class ByteReader {
  readonly bytes: Uint8Array;
  position: number;
  /** The same bytes, several at a time. */
  #view: DataView | undefined;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.position++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    let shift = 7;
    do {
      byte = bytes[this.position++]!;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value >>> 0;
  }

  /** Reads so many gaps, and writes where each of them ends, counted from `origin`, into `out` from `at` on. */
  places(count: number, origin: number, out: Uint32Array, at: number): void {
    const { bytes } = this;
    let { position } = this;
    let place = origin;
    for (let index = at; index < at + count; index++) {
      let gap = bytes[position++]!;
      if (gap >= ONE_BYTE) {
        if (gap < 255) gap = ONE_BYTE + ((gap - ONE_BYTE) << 8) + bytes[position++]!;
        else {
          gap = 0;
          for (let shift = 0; shift < 32; shift += 8) gap |= bytes[position++]! << shift;
          gap >>>= 0;
        }
      }
      out[index] = place += gap;
    }
    this.position = position;
  }

  skipGaps(count: number): void {
    const { bytes } = this;
    let { position } = this;
    let left = count;
    if (left >= AT_ONCE) {
      // Of a frequent word nearly all gaps are one byte.
      const view = (this.#view ??= new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      for (; left >= AT_ONCE && position + AT_ONCE <= bytes.length; left -= AT_ONCE) {
        const long = anyLong(view.getInt32(position), view.getInt32(position + 4));
        position = long ? pass(bytes, position, AT_ONCE) : position + AT_ONCE;
      }
    }
    this.position = pass(bytes, position, left);
  }

  raw(length: number): Uint8Array {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }
}

const encoder = new TextEncoder();
/** U+FEFF is a letter like others, at the beginning too. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  if (text.length > FEW) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return encoder.encode(text);
    bytes[index] = code;
  }
  return bytes;
}

/** Of a few plain letters without a call of the decoder, which takes longer than they do. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length < FEW) {
    let text = '';
    for (const byte of bytes) {
      if (byte > 127) return decoder.decode(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes);
}

const HALVES = /[\ud800-\udfff]/;

/** A text as it is read back: half a letter of two units, which is none, becomes U+FFFD. */
export function wellFormed(text: string): string {
  return HALVES.test(text) ? decodeUtf8(encodeUtf8(text)) : text;
}

/** Takes texts apart into their UTF-16 units, one after the other. */
export class TextUnits {
  #units = new Uint16Array(4_096);
  #bytes = Buffer.from(this.#units.buffer);

  /** Units that begin with those of the text, until the next one. */
  of(text: string): Uint16Array {
    if (text.length > this.#units.length) {
      this.#units = new Uint16Array(text.length * 2);
      this.#bytes = Buffer.from(this.#units.buffer);
    }
    const units = this.#units;
    if (text.length > FEW) this.#bytes.write(text, 'utf16le');
    else for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    return units;
  }
}

/** Byte order, which for UTF-8 is the order of code points. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return compareRanges(a, 0, a.length, b, 0, b.length);
}

/** As `compareBytes`, of `aLength` bytes of `a` from `aStart` on, and so many of `b`. */
export function compareRanges(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
): number {
  const shorter = Math.min(aLength, bLength);
  for (let at = 0; at < shorter; at++) {
    const difference = a[aStart + at]! - b[bStart + at]!;
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

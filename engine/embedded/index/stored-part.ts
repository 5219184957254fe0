import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Shorter parts stay as they are: unpacking would cost more than it saves. */
const SHORT = 400;
const PLAIN = 0;
const DEFLATED = 1;
/** The most that a part may inflate to, bytes: a damaged length must not exhaust memory. */
const MAX_BYTES = 1 << 28;

/** A stored part as it lies in a segment: a byte that tells how, then the bytes. */
export function packStored(part: Uint8Array): Uint8Array {
  const deflated = part.length < SHORT ? part : deflateRawSync(part, { level: 6 });
  const plain = deflated.length >= part.length;
  const packed = new Uint8Array(1 + (plain ? part : deflated).length);
  packed[0] = plain ? PLAIN : DEFLATED;
  packed.set(plain ? part : deflated, 1);
  return packed;
}

/** @throws when the bytes are not what `packStored` made */
export function unpackStored(packed: Uint8Array): Uint8Array {
  const rest = packed.subarray(1);
  if (packed[0] === PLAIN) return rest;
  if (packed[0] === DEFLATED) return inflateRawSync(rest, { maxOutputLength: MAX_BYTES });
  throw new Error('neither plain nor deflated');
}

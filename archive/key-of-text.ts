import { createHash } from 'node:crypto';
import type { Key } from '../core/key-set.ts';

/** What stands for a text where millions of them are told apart: 16 bytes of memory in a set, however long the text is. */
export function keyOfText(text: string): Key {
  const digest = createHash('sha256').update(text).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeChecked, readChecked } from './durable-file.ts';

const DATA = { live: 'g1', kept: ['g1', 'Türkiye'] };
const folder = mkdtempSync(join(tmpdir(), 'dateline-checked-'));
const path = join(folder, 'current');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was written is read back', () => {
  writeFileSync(path, encodeChecked(DATA));
  expect(readChecked(path)).toEqual(DATA);
});

test('a file torn at any byte, the last line break too, or with one bit flipped, is damaged', () => {
  const whole = Buffer.from(encodeChecked(DATA));
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(() => readChecked(path), `${length} bytes`).toThrow(/checksum/);
  }
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const broken = Buffer.from(whole);
    broken[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, broken);
    expect(() => readChecked(path), `bit ${bit}`).toThrow(/checksum/);
  }
  expect(readFileSync(path)).not.toEqual(whole);
});

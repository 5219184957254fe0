import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, ByteWriter } from './bytes.ts';

const short = fc.nat(239);
const gaps = fc.array(
  fc.oneof({ arbitrary: short, weight: 12 }, fc.integer({ min: 240, max: 4_079 }), fc.nat(2 ** 32 - 1)),
  {
    maxLength: 400,
    size: 'max',
  },
);

test('gaps are passed over, however many and wherever they begin, as if each had been read', () => {
  fc.assert(
    fc.property(gaps, fc.array(fc.nat(60), { maxLength: 20 }), (written, skips) => {
      const writer = new ByteWriter();
      for (const gap of written) writer.gap(gap);
      const [passing, reading] = [new ByteReader(writer.view()), new ByteReader(writer.view())];
      let left = written.length;
      for (const skip of skips) {
        const count = Math.min(skip, left);
        passing.skipGaps(count);
        const places = new Uint32Array(count + 1).fill(7);
        reading.places(count, 10, places, 1);
        let place = 10;
        const ends = written
          .slice(written.length - left)
          .slice(0, count)
          .map((gap) => (place += gap) >>> 0);
        expect(Array.from(places)).toEqual([7, ...ends]);
        left -= count;
        expect(passing.position).toBe(reading.position);
      }
    }),
  );
});

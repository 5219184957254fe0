import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyMap, KeySet, type Key } from './key-set.ts';

/** Few different halves, so that keys come again and share one of them. */
const half = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0xffffff00, max: 0xffffffff }));
const keys = fc.array(
  fc.tuple(half, half).filter(([high, low]) => high !== 0 || low !== 0),
  { maxLength: 3_000 },
);
const text = ([high, low]: Key): string => `${high} ${low}`;

test('a set of keys holds what a set of texts holds', () => {
  fc.assert(
    fc.property(keys, keys, (added, others) => {
      const own = new KeySet();
      const model = new Set<string>();
      for (const key of added) {
        expect(own.add(key)).toBe(!model.has(text(key)));
        model.add(text(key));
      }
      expect(own.size).toBe(model.size);
      for (const key of others) expect(own.has(key)).toBe(model.has(text(key)));
    }),
    { numRuns: 20 },
  );
});

test('a map of keys gives back the number that was set last', () => {
  fc.assert(
    fc.property(keys, keys, (added, others) => {
      const own = new KeyMap();
      const model = new Map<string, number>();
      for (const [at, key] of added.entries()) {
        own.set(key, Date.UTC(2026, 0, 1) + at);
        model.set(text(key), Date.UTC(2026, 0, 1) + at);
      }
      for (const key of [...added, ...others]) expect(own.get(key)).toBe(model.get(text(key)));
    }),
    { numRuns: 20 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBit } from './bits.ts';
import { DaySets, passesDays } from './day-sets.ts';
import { NO_DAY } from './schema.ts';

/** Columns of documents that begin on these days and last so many more. */
function columnsOf(
  spans: readonly (readonly [first: number, more: number] | null)[],
): ConstructorParameters<typeof DaySets>[0] {
  const dayFirst = Int32Array.from(spans, (span) => span?.[0] ?? NO_DAY);
  return {
    documents: spans.length,
    dayFirst,
    dayLast: Int32Array.from(spans, (span) => (span === null ? NO_DAY : span[0] + span[1])),
    dayOrder: Uint32Array.from(spans.keys()).sort((a, b) => dayFirst[b]! - dayFirst[a]! || a - b),
  };
}

const day = fc.integer({ min: -40, max: 40 });
const span = fc.oneof(
  { arbitrary: fc.tuple(day, fc.constant(0)), weight: 8 },
  { arbitrary: fc.tuple(day, fc.integer({ min: 1, max: 30 })), weight: 1 },
  { arbitrary: fc.constant(null), weight: 1 },
);
const bound = fc.oneof(day, fc.constantFrom(-Infinity, Infinity, -(2 ** 40), 2 ** 40));
const condition = fc.record({
  days: fc.option(fc.record({ first: bound, last: bound })),
  undated: fc.constantFrom('only' as const, 'exclude' as const, null),
});

test('a set of days holds what passes the conditions on dates, whatever stretches it is put together from', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 0, maxLength: 40 }), fc.integer({ min: 1, max: 90 }), (few, copies) => {
      const columns = columnsOf(Array.from({ length: copies }, () => few).flat());
      const sets = new DaySets(columns);
      for (const filter of fc.sample(condition, { numRuns: 12, seed: copies })) {
        if (filter.days === null && filter.undated === null) continue;
        const bits = sets.find(filter);
        const documents = [...columns.dayFirst.keys()];
        const expected = documents.filter((document) => passesDays(columns, document, filter));
        expect(documents.filter((document) => hasBit(bits, document))).toEqual(expected);
      }
    }),
    { numRuns: 40 },
  );
});

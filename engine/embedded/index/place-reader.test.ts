import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_PLACES, PlaceReader } from './place-reader.ts';
import { PostingCursor } from './posting-list.ts';
import { PostingsEncoder } from './postings-format.ts';

const SIZE = 3_000;
const FIELDS = 2;

/** Places by field; gaps of one, two and five bytes, and frequencies that share a byte or do not. */
const gaps = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 8, arbitrary: fc.nat(300) }, fc.integer({ min: 4_000, max: 90_000 })), { maxLength });
const places: fc.Arbitrary<readonly (readonly number[])[]> = fc
  .oneof(
    { weight: 4, arbitrary: fc.constant<number[][]>([[], [7]]) },
    { weight: 4, arbitrary: fc.tuple(gaps(5), gaps(6)) },
    { weight: 1, arbitrary: fc.tuple(gaps(2), gaps(90)) },
  )
  .filter((fields) => fields.some((own) => own.length > 0));

function encode(postings: ReadonlyMap<number, readonly (readonly number[])[]>): PostingCursor {
  const encoder = new PostingsEncoder(FIELDS, SIZE, () => 1);
  for (const [document, fields] of postings) {
    encoder.begin();
    for (const gap of fields.flat()) encoder.positions.gap(gap);
    encoder.end(
      document,
      Uint32Array.from(fields, ({ length }) => length),
    );
  }
  const bytes: number[] = [];
  const location = encoder.writeTo({ position: 0, write: (more) => bytes.push(...more) });
  return new PostingCursor(location, FIELDS, SIZE, (at, length) => Uint8Array.from(bytes.slice(at, at + length)));
}

function entriesOf(fields: readonly (readonly number[])[], counted: number): number[] {
  return fields.flatMap((own, field) => {
    let place = field * FIELD_PLACES;
    return (counted >>> field) & 1 ? own.map((gap) => (place += gap)) : [];
  });
}

test.each([
  ['of one block', 40],
  ['of several blocks', 170],
  ['that is dense', 800],
])('reads the places in any documents of a list %s, told in stretches', (_, listed) => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(SIZE - 1), { minLength: listed, maxLength: listed }),
      fc.array(places, { minLength: 1, maxLength: 30 }),
      fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 3 }),
      (documents, kinds, others, stretch, counted) => {
        const postings = new Map(
          documents.toSorted((a, b) => a - b).map((document, index) => [document, kinds[index % kinds.length]!]),
        );
        const reader = new PlaceReader(encode(postings), counted);
        const asked = [...new Set([...others, ...documents.filter((document) => document % 3 === 0)])];
        const wanted = Uint32Array.from(asked).sort();
        const out = { entries: new Uint32Array(1), starts: new Uint32Array(60), ends: new Uint32Array(60) };
        for (let from = 0; from < wanted.length; from += stretch) {
          const some = wanted.subarray(from, from + stretch);
          reader.read(some, some.length, out);
          some.forEach((document, index) => {
            const found = [...out.entries.subarray(out.starts[index], out.ends[index])];
            expect(found, String(document)).toEqual(entriesOf(postings.get(document) ?? [], counted));
          });
        }
      },
    ),
    { numRuns: 40 },
  );
});

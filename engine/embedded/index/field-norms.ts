import { DECODED_LENGTHS } from './field-length.ts';
import type { Impact } from './postings-format.ts';
import type { FieldSchema } from './schema.ts';

/** For each field and length code, what one occurrence counts (BM25F), before saturation. */
export function lengthNorms(fields: readonly FieldWeights[], averageWords: readonly number[]): Float64Array[] {
  return fields.map(({ weight, lengthWeight }, field) =>
    DECODED_LENGTHS.map((length) => weight / (1 - lengthWeight + (lengthWeight * length) / (averageWords[field] ?? 1))),
  );
}

/** How a field weighs, and how much its length matters (see `FieldSchema`). */
export type FieldWeights = Pick<FieldSchema, 'weight' | 'lengthWeight'>;

/** Names the weights that norms are made with: bounds that were stored under other ones say nothing. */
export function normsId(fields: readonly FieldSchema[]): string {
  return fields.map(({ weight, lengthWeight }) => `${weight}/${lengthWeight}`).join(' ');
}

/** The weights that `normsId` has named. */
export function weightsOf(id: string): FieldWeights[] {
  return id.split(' ').map((one) => {
    const [weight, lengthWeight] = one.split('/').map(Number) as [number, number];
    return { weight, lengthWeight };
  });
}

/** The mean words of each field, from their sums over so many documents. */
export function meanWords(words: readonly number[], documents: number): number[] {
  return words.map((sum) => Math.max(1, sum / Math.max(1, documents)));
}

/**
 * By how much more an occurrence may count, at most, when fields are longer on average than was thought: the quotient of
 * its two norms grows with the length of the document towards that of the averages.
 */
export function normGrowth(then: readonly number[], now: readonly number[]): number {
  return then.reduce((most, words, field) => Math.max(most, now[field]! / words), 1);
}

/** What occurrences count in the documents of a segment whose fields have `words` words, all together. */
export function impactIn(
  fields: readonly FieldWeights[],
  lengths: readonly Uint8Array[],
  words: readonly number[],
  documents: number,
): Impact {
  const norms = lengthNorms(fields, meanWords(words, documents));
  return (document, frequencies) => {
    let sum = 0;
    for (let field = 0; field < norms.length; field++) {
      sum += frequencies[field]! * norms[field]![lengths[field]![document]!]!;
    }
    return sum;
  };
}

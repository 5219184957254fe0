import { NumberColumn } from './number-column.ts';
import { END } from './posting-list.ts';
import { StoredWriter } from './stored-writer.ts';
import { WordTable } from './word-table.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { MergeSource } from './merge-source.ts';
import type { StoredDocuments } from './stored-documents.ts';
import type { StoredPlaces } from './write-columns.ts';

/** So many documents are handled in one step. */
const STEP = 64;

/**
 * Writes what is stored of the documents that stay, in steps. Symbols are carried over by number, so no text is made of
 * them; they are read twice, since their codes depend on how often they come.
 */
export function* mergeStored(
  sources: readonly MergeSource[],
  numbering: readonly Uint32Array[],
  file: BlockFileWriter,
): Generator<void, StoredPlaces> {
  const table = new WordTable();
  const frequencies = new NumberColumn();
  const numbers: Uint32Array[] = [];
  for (const [index, source] of sources.entries()) {
    numbers.push(yield* countSymbols(source, numbering[index]!, table, frequencies));
  }
  const writer = new StoredWriter(file, table, frequencies.view());
  for (const [index, source] of sources.entries()) {
    yield* copyDocuments(source, numbering[index]!, table, numbers[index]!, writer);
  }
  return writer.finish();
}

/** Adds the symbols of a segment to a table and counts them. Gives the number in the table of each rank that comes. */
function* countSymbols(
  { segment }: MergeSource,
  numbering: Uint32Array,
  table: WordTable,
  frequencies: NumberColumn,
): Generator<void, Uint32Array> {
  const stored = segment.storedInOrder();
  const { codebook } = stored;
  const ranked = new Uint32Array(codebook.count);
  yield* visitLiving(stored, numbering, (counts) => {
    for (const count of counts) {
      const { ranks, inFull } = codebook.read(count);
      for (let at = 0; at < count; at++) ranked[ranks[at]!]!++;
      for (const symbol of inFull) frequencies.add(table.numberOf(symbol, 0, symbol.length), 1);
    }
  });
  return ranked.map((count, rank) => {
    if (count === 0 || rank === codebook.escape) return 0;
    const symbol = codebook.symbol(rank);
    const number = table.numberOf(symbol, 0, symbol.length);
    frequencies.add(number, count);
    return number;
  });
}

/** Hands the documents of a segment on to the writer; `numbers` tells which symbol of the table each rank is. */
function* copyDocuments(
  { segment }: MergeSource,
  numbering: Uint32Array,
  table: WordTable,
  numbers: Uint32Array,
  writer: StoredWriter,
): Generator<void, void> {
  const stored = segment.storedInOrder();
  const { codebook } = stored;
  yield* visitLiving(stored, numbering, (counts) => {
    writer.begin(counts);
    for (const count of counts) {
      const { ranks, inFull } = codebook.read(count);
      for (let at = 0, full = 0; at < count; at++) {
        const rank = ranks[at]!;
        if (rank !== codebook.escape) writer.symbol(numbers[rank]!);
        else {
          const symbol = inFull[full++]!;
          writer.symbol(table.numberOf(symbol, 0, symbol.length));
        }
      }
    }
    writer.end();
  });
}

/** Calls `visit` for each document that stays, in steps, with how many symbols each part has: the codebook stands before the first. */
function* visitLiving(
  stored: StoredDocuments,
  numbering: Uint32Array,
  visit: (counts: readonly number[]) => void,
): Generator<void, void> {
  for (let document = 0; document < numbering.length; document++) {
    if (document % STEP === 0) yield;
    if (numbering[document] !== END) visit(stored.begin(document));
  }
}

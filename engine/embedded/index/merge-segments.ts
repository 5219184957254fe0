import { BlockFileWriter } from './block-file.ts';
import { countBits, hasBit } from './bits.ts';
import { decodeUtf8 } from './bytes.ts';
import { isPair, pairsId } from './common-pairs.ts';
import { MergedColumns } from './merged-columns.ts';
import { mergeStored } from './merge-stored.ts';
import { END } from './posting-list.ts';
import { impactIn } from './field-norms.ts';
import { PostingsEncoder } from './postings-format.ts';
import { PrefixListsBuilder } from './prefix-lists.ts';
import { finishSegment } from './segment-builder.ts';
import { TermDictionaryBuilder } from './term-dictionary.ts';
import { TermWalker } from './term-walker.ts';
import type { MergeSource } from './merge-source.ts';
import type { IndexSchema } from './schema.ts';
import type { WrittenLists, WrittenSegment } from './segment-builder.ts';
import type { Columns } from './write-columns.ts';

/** So many documents are handled in one step. */
const STEP = 512;

/**
 * Writes one segment that holds the living documents of several, in their order, step by step: whoever takes the steps
 * decides what else happens between them. Returned before the last step, it leaves an unfinished file.
 */
export function* mergeSegments(
  schema: IndexSchema,
  sources: readonly MergeSource[],
  path: string,
  durable: boolean,
): Generator<void, WrittenSegment> {
  const file = new BlockFileWriter(path);
  try {
    const numbering = renumber(sources);
    const own = pairsId(schema.commonWords);
    const pairs = sources.every(({ segment }) => segment.meta.pairs === own) ? own : '';
    const count = numbering.reduce((sum, numbers) => sum + numbers.filter((number) => number !== END).length, 0);
    const columns = new MergedColumns(sources, numbering, count, mergedWords(schema, sources));
    const lists = yield* mergeLists(schema, sources, numbering, columns, file, pairs !== '');
    const stored = yield* mergeStored(sources, numbering, file);
    return yield* finishSegment(file, schema, lists, columns, stored, pairs, durable);
  } finally {
    file.abandon();
  }
}

/** Words of the living documents, for each field; their share is taken to be that of the documents. */
function mergedWords(schema: IndexSchema, sources: readonly MergeSource[]): number[] {
  const shares = sources.map(({ segment, live }) =>
    live === null ? 1 : countBits(live) / Math.max(1, segment.documents),
  );
  return schema.fields.map((_, field) =>
    sources.reduce((sum, { segment }, index) => sum + Math.round(segment.meta.words[field]! * shares[index]!), 0),
  );
}

/** For each source the new number of each document; `END` for the deleted. */
function renumber(sources: readonly MergeSource[]): Uint32Array[] {
  let next = 0;
  return sources.map(({ segment, live }) => {
    const numbers = new Uint32Array(segment.documents);
    for (let document = 0; document < segment.documents; document++) {
      numbers[document] = live === null || hasBit(live, document) ? next++ : END;
    }
    return numbers;
  });
}

function* mergeLists(
  schema: IndexSchema,
  sources: readonly MergeSource[],
  numbering: readonly Uint32Array[],
  columns: Columns,
  file: BlockFileWriter,
  withPairs: boolean,
): Generator<void, WrittenLists> {
  const dictionary = new TermDictionaryBuilder();
  const { count: documents, words } = columns;
  const lengths = schema.fields.map((_, field) => columns.lengths(field));
  const impact = impactIn(schema.fields, lengths, words, documents);
  const encoder = new PostingsEncoder(schema.fields.length, documents, impact);
  const prefixLists = new PrefixListsBuilder(documents, schema.fields.length, impact);
  const walkers = sources.map(({ segment }) => new TermWalker(segment.terms, 0));
  const windows = sources.map(({ segment }) => segment.sequentialLists());
  for (;;) {
    let least: TermWalker | null = null;
    for (const walker of walkers) {
      if (!walker.ended && (least === null || walker.compare(least.bytes, least.length) < 0)) least = walker;
    }
    if (least === null) return { dictionary, prefixes: prefixLists.finish(file) };
    const current = least.bytes.slice(0, least.length);
    const isWord = !isPair(current);
    const keep = withPairs || isWord;
    for (let source = 0; source < sources.length; source++) {
      const walker = walkers[source]!;
      if (walker.ended || walker.compare(current, current.length) !== 0) continue;
      const cursor = sources[source]!.segment.postings(walker.ordinal, windows[source]);
      const numbers = numbering[source]!;
      for (let read = 1; keep && cursor.next() !== END; read++) {
        if (read % STEP === 0) yield;
        const number = numbers[cursor.document]!;
        if (number === END) continue;
        // not before: a word that is gone ends no list, as it would not had it never been
        if (isWord && encoder.documents === 0) prefixLists.begin(decodeUtf8(current));
        cursor.copyTo(encoder, number);
        if (isWord) prefixLists.add(number, cursor.frequencies);
      }
      walker.next();
    }
    yield;
    if (encoder.documents === 0) continue;
    if (dictionary.beginsBlock) prefixLists.flush(file);
    dictionary.add(current, encoder.writeTo(file));
  }
}

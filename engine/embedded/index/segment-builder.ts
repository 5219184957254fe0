import { BlockFileWriter } from './block-file.ts';
import { TextUnits, compareBytes, encodeUtf8 } from './bytes.ts';
import { ColumnsBuilder } from './columns.ts';
import { isPair, pairTerm, pairsId } from './common-pairs.ts';
import { impactIn, normsId } from './field-norms.ts';
import { PostingsEncoder } from './postings-format.ts';
import { PrefixListsBuilder } from './prefix-lists.ts';
import { StoredBuilder } from './stored-builder.ts';
import { TermDictionaryBuilder } from './term-dictionary.ts';
import { TokenLog } from './token-log.ts';
import { writeColumns } from './write-columns.ts';
import { WordTable } from './word-table.ts';
import type { PrefixPlaces } from './prefix-lists.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { SegmentMeta } from './segment-layout.ts';
import type { Columns, StoredPlaces } from './write-columns.ts';

/** A segment file that is complete. */
export interface WrittenSegment {
  readonly documents: number;
  readonly sizeBytes: number;
}

/** What a segment says of its lists: those of its terms, and of short beginnings. */
export interface WrittenLists {
  readonly dictionary: TermDictionaryBuilder;
  readonly prefixes: PrefixPlaces;
}

/** Gathers documents in memory and writes them as one segment file. */
export class SegmentBuilder {
  readonly #schema: IndexSchema;
  readonly #terms = new WordTable();
  readonly #termCounts: number[] = [];
  readonly #textUnits = new TextUnits();
  readonly #wordUnits = new TextUnits();
  readonly #tokens = new TokenLog();
  /** Common words by term, and their pairs as terms. */
  readonly #common: ReadonlySet<string>;
  readonly #longestCommon: number;
  readonly #commonTerms = new Map<number, string>();
  readonly #pairs = new Map<number, number>();
  readonly #columns: ColumnsBuilder;
  readonly #stored = new StoredBuilder();
  readonly #ids = new Map<string, number>();
  readonly #removed = new Set<number>();

  constructor(schema: IndexSchema) {
    this.#schema = schema;
    this.#common = new Set(schema.commonWords);
    this.#longestCommon = Math.max(0, ...schema.commonWords.map(({ length }) => length));
    this.#columns = new ColumnsBuilder(schema);
  }

  /** Documents added, those replaced or removed since included. */
  get documents(): number {
    return this.#columns.count;
  }

  /** Bytes held, roughly. */
  get sizeBytes(): number {
    return this.#stored.sizeBytes + this.#tokens.sizeBytes + this.#terms.sizeBytes;
  }

  /** Numbers of documents that were added here and are gone. */
  get removed(): ReadonlySet<number> {
    return this.#removed;
  }

  add(document: IndexDocument): void {
    this.remove(document.id);
    this.#ids.set(document.id, this.#columns.count);
    const lengths = document.fields.map((text, field) => this.#addField(text, field));
    this.#tokens.endDocument();
    this.#stored.add(document.stored);
    this.#columns.add(document, lengths);
  }

  /** Forgets a document that was added here; false when it was not. */
  remove(id: string): boolean {
    const document = this.#ids.get(id);
    if (document === undefined) return false;
    this.#ids.delete(id);
    this.#removed.add(document);
    return true;
  }

  #addField(text: string, field: number): number {
    const fieldBits = field * 2 ** 30;
    let place = 0;
    let before = -1;
    const add = (units: Uint16Array, start: number, end: number): void => {
      const term = this.#termOf(units, start, end);
      this.#addToken(term, fieldBits + place);
      const common = this.#commonTerms.has(term);
      if (common && before >= 0) this.#addToken(this.#pairOf(before, term), fieldBits + place - 1);
      before = common ? term : -1;
      place++;
    };
    const units = this.#textUnits.of(text);
    this.#schema.visitWords(
      text,
      (word) => add(this.#wordUnits.of(word), 0, word.length),
      (start, end) => add(units, start, end),
    );
    return place;
  }

  #termOf(units: Uint16Array, start: number, end: number): number {
    const term = this.#terms.numberOf(units, start, end);
    if (term === this.#termCounts.length) {
      this.#termCounts.push(0);
      const word = end - start <= this.#longestCommon ? this.#terms.word(term) : '';
      if (this.#common.has(word)) this.#commonTerms.set(term, word);
    }
    return term;
  }

  #pairOf(first: number, second: number): number {
    const key = first * 2 ** 26 + second;
    let pair = this.#pairs.get(key);
    if (pair === undefined) {
      const name = pairTerm(this.#commonTerms.get(first)!, this.#commonTerms.get(second)!);
      pair = this.#termOf(this.#wordUnits.of(name), 0, name.length);
      this.#pairs.set(key, pair);
    }
    return pair;
  }

  #addToken(term: number, place: number): void {
    this.#termCounts[term]!++;
    this.#tokens.add(term, place);
  }

  /** Writes the segment. With `durable`, it is on the disk when this returns. */
  write(path: string, durable: boolean): WrittenSegment {
    const file = new BlockFileWriter(path);
    try {
      const lists = this.#writeLists(file);
      const stored = this.#stored.writeTo(file, this.documents, this.#schema.storedParts);
      const pairs = pairsId(this.#schema.commonWords);
      const steps = finishSegment(file, this.#schema, lists, this.#columns, stored, pairs, durable);
      let step = steps.next();
      while (!step.done) step = steps.next();
      return step.value;
    } catch (error) {
      file.abandon();
      throw error;
    }
  }

  #writeLists(file: BlockFileWriter): WrittenLists {
    const fields = this.#schema.fields.length;
    const { starts, documents, places } = this.#tokens.byTerm(this.#termCounts);
    const dictionary = new TermDictionaryBuilder();
    const lengths = this.#schema.fields.map((_, field) => this.#columns.lengths(field));
    const impact = impactIn(this.#schema.fields, lengths, this.#columns.words, this.documents);
    const encoder = new PostingsEncoder(fields, this.documents, impact);
    const prefixes = new PrefixListsBuilder(this.documents, fields, impact);
    const { positions } = encoder;
    const frequencies = new Uint32Array(fields);
    for (const word of this.#sortedWords()) {
      const term = this.#terms.numberOf(this.#wordUnits.of(word), 0, word.length);
      const bytes = encodeUtf8(word);
      const counts = !isPair(bytes);
      if (counts) prefixes.begin(word);
      const end = starts[term + 1]!;
      for (let at = starts[term]!; at < end;) {
        const document = documents[at]!;
        for (let field = 0; field < fields; field++) frequencies[field] = 0;
        encoder.begin();
        let field = -1;
        let last = 0;
        for (; at < end && documents[at] === document; at++) {
          const placeField = places[at]! >>> 30;
          const place = places[at]! & 0x3fffffff;
          if (placeField !== field) {
            field = placeField;
            last = 0;
          }
          frequencies[field]!++;
          positions.gap(place - last);
          last = place;
        }
        encoder.end(document, frequencies);
        if (counts) prefixes.add(document, frequencies);
      }
      if (dictionary.beginsBlock) prefixes.flush(file);
      dictionary.add(bytes, encoder.writeTo(file));
    }
    return { dictionary, prefixes: prefixes.finish(file) };
  }

  /** In byte order. Their numbers are looked up again: with each in an object of its own they would take several times as much. */
  #sortedWords(): string[] {
    const words = Array.from({ length: this.#terms.count }, (_, term) => this.#terms.word(term));
    // UTF-16 order is byte order except beyond the basic plane.
    const plain = words.every((word) => !/[\ud800-\udfff]/.test(word));
    return plain ? words.sort() : words.sort((a, b) => compareBytes(encodeUtf8(a), encodeUtf8(b)));
  }
}

/** Writes columns and footer after lists and stored documents, in steps, and closes the file. */
export function* finishSegment(
  file: BlockFileWriter,
  schema: Pick<IndexSchema, 'fields' | 'facets' | 'storedParts'>,
  { dictionary, prefixes }: WrittenLists,
  columns: Columns,
  stored: StoredPlaces,
  pairs: string,
  durable: boolean,
): Generator<void, WrittenSegment> {
  file.align();
  const residentAt = file.position;
  const sections = yield* writeColumns(file, columns, schema.facets.length, dictionary, stored);
  const meta: SegmentMeta = {
    documents: columns.count,
    terms: dictionary.count,
    words: columns.words,
    fields: schema.fields.map((field) => field.name),
    facets: schema.facets,
    storedParts: schema.storedParts,
    pairs,
    norms: normsId(schema.fields),
    prefixes,
    storedAt: stored.storedAt,
    residentAt,
    residentBytes: file.position - residentAt,
    sections,
  };
  return { documents: meta.documents, sizeBytes: file.finish(meta, durable) };
}

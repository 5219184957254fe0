/** What an index is told about its documents. The index itself knows nothing else of them. */
export interface IndexSchema {
  /** Text fields, at most 4, shortest first; the last is the main one, whose single occurrences are stored most briefly. */
  readonly fields: readonly FieldSchema[];
  /** Names of the facets. */
  readonly facets: readonly string[];
  /** How many stored parts a document has: reading one reads those before it too. */
  readonly storedParts: number;
  /** Visits the words of a text in order; half a letter (a lone surrogate) is in none. A word that stands there as it is indexed may go to `visitPlace`, when that is given, and no string is made of it. */
  readonly visitWords: (
    text: string,
    visit: (word: string) => void,
    visitPlace?: (start: number, end: number) => void,
  ) => void;
  /** The texts of the fields, or beginnings of them, from the stored parts of a document. */
  readonly readTexts: (stored: (part: number) => Uint8Array) => readonly string[];
  /**
   * Very frequent words: pairs of neighbours among them are indexed, so that phrases of them are found quickly. Those of any
   * index; a rebuild adds what is frequent in its own documents.
   */
  readonly commonWords: readonly string[];
  /** Words that may be other forms of a word. They count when a query is relaxed, never otherwise. */
  readonly variantsOf: (word: string) => readonly string[];
}

export interface FieldSchema {
  readonly name: string;
  /** What a match counts, relative to other fields. */
  readonly weight: number;
  /** How much a long field lessens a match: 0 not at all, 1 in full proportion (the b of BM25). */
  readonly lengthWeight: number;
}

export interface IndexDocument {
  /** Without half letters (lone surrogates). */
  readonly id: string;
  /** Texts in the order of the schema. */
  readonly fields: readonly string[];
  /** Values in the order of the schema. */
  readonly facets: readonly (readonly string[])[];
  /** Inclusive range of day numbers that the document's date may mean, within 2^24 days of 1970; null when it has none. */
  readonly days: { readonly first: number; readonly last: number } | null;
  /** Milliseconds since 1970; invisible before. 0 when always visible. */
  readonly visibleFrom: number;
  /** Returned as they are. */
  readonly stored: readonly Uint8Array[];
}

/** Stands in day columns for "no date". */
export const NO_DAY = -0x80000000;

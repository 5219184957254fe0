import type { PrefixPlaces } from './prefix-lists.ts';

/** The arrays of a segment that stay in memory, by name. A facet's three arrays carry its number. */
export type SectionName =
  | 'terms' | 'infos' | 'blocks' // the dictionary
  | 'ids' | 'idEnds' | 'idOrder'
  | 'dayFirst' | 'dayLast' | 'dayOrder'
  | 'embargoed' | 'visibleFrom'
  | 'storedEnds' | 'symbols' | 'codeCounts' // stored documents
  | `length${number}` | `facetStarts${number}` | `facetValues${number}` | `facetNames${number}`; // prettier-ignore

export interface Section {
  readonly name: string;
  /** Bytes from the start of the resident part. */
  readonly offset: number;
  readonly bytes: number;
}

/** What the footer of a segment says. */
export interface SegmentMeta {
  readonly documents: number;
  readonly terms: number;
  /** Sum of words over all documents, for each field. */
  readonly words: readonly number[];
  readonly fields: readonly string[];
  readonly facets: readonly string[];
  readonly storedParts: number;
  /** Which list of common words the pairs are of; empty without pairs. */
  readonly pairs: string;
  /** The weights of the fields by which the bounds of blocks were reckoned, at the mean lengths of this segment. */
  readonly norms: string;
  /** Lists of short beginnings of words, behind those of the words. */
  readonly prefixes: PrefixPlaces;
  /** The lists are the first bytes of the file, then come the stored documents, then what stays in memory. */
  readonly storedAt: number;
  readonly residentAt: number;
  readonly residentBytes: number;
  readonly sections: readonly Section[];
}

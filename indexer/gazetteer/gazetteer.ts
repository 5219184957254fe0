import type { Vocabulary } from '../../core/vocabulary.ts';

/** The places, organisations and word lists of `data/`, ready for matching. */
export interface Gazetteer {
  readonly vocabulary: Vocabulary;
  /** Groups of names that mean the same, for the engine's synonyms. */
  readonly synonyms: readonly (readonly string[])[];
}

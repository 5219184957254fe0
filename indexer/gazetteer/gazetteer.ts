import type { Vocabulary } from '../../core/vocabulary.ts';
import type { Entries, OrganisationEntry } from './entries.ts';
import type { FormTrie } from './form-trie.ts';
import type { WordList } from './word-list.ts';

/** The places, organisations and word lists of `data/`, ready for matching. */
export interface Gazetteer {
  readonly vocabulary: Vocabulary;
  /** Groups of names that mean the same, for the engine's synonyms. */
  readonly synonyms: readonly (readonly string[])[];
  /** Every name of every entry; steps match once and share the result. */
  readonly forms: FormTrie;
  /** By canonical name. */
  readonly organisations: ReadonlyMap<string, OrganisationEntry>;
  /** Country code → canonical name of its central bank, where `data/` has it. */
  readonly centralBanks: ReadonlyMap<string, string>;
  /** Country code → the words for its people. */
  readonly peoples: ReadonlyMap<string, WordList>;
  /** Country code → region slugs with all their parents. */
  readonly regionsOf: ReadonlyMap<string, readonly string[]>;
  /** The word list with this id, folded; empty when there is none. */
  words(id: string): WordList;
  readonly entries: Entries;
}

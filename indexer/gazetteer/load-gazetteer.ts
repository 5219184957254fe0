import { fold } from '../../core/text.ts';
import { addForms } from './add-forms.ts';
import { FormTrie } from './form-trie.ts';
import type { Entries } from './entries.ts';
import type { Gazetteer } from './gazetteer.ts';
import { readEntries } from './read-entries.ts';
import { regionsByCountry } from './regions-by-country.ts';
import { toSynonyms } from './to-synonyms.ts';
import { createVocabulary } from './vocabulary.ts';
import { WordList } from './word-list.ts';

/** Reads `data/` and builds the matcher. Done once; the result is shared. @throws invalid_config naming file and line of a bad entry */
export async function loadGazetteer(folder: string): Promise<Gazetteer> {
  return createGazetteer(await readEntries(folder));
}

/** The gazetteer of entries that are already in memory. */
export function createGazetteer(entries: Entries): Gazetteer {
  const forms = new FormTrie();
  addForms(forms, entries);
  const words = new Map(entries.words.map((list) => [list.id, new WordList(list.words.map(fold))]));
  const none = new WordList([]);
  return {
    vocabulary: createVocabulary(entries),
    synonyms: toSynonyms(entries),
    forms,
    organisations: new Map(entries.organisations.map((entry) => [entry.name, entry])),
    centralBanks: new Map(
      entries.organisations.flatMap((entry) =>
        entry.kind === 'central-bank' && entry.country !== undefined ? [[entry.country, entry.name] as const] : [],
      ),
    ),
    peoples: new Map(entries.countries.map(({ id, demonyms }) => [id, new WordList(demonyms.map(fold))])),
    regionsOf: regionsByCountry(entries.regions),
    words: (id) => words.get(id) ?? none,
    entries,
  };
}

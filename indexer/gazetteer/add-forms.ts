import type { Entries } from './entries.ts';
import type { FormTrie, Sense } from './form-trie.ts';
import { adjectiveForms, nameForms } from './inflect.ts';

type Languages = Entries['countries'][number]['languages'];
type What = Pick<Sense, 'kind' | 'value' | 'entry'>;

/** How far a form alone may be trusted: a country's name more than a demonym, a city's name less. */
const CONFIDENCE = {
  name: 0.95,
  demonym: 0.85,
  capital: 0.8,
  city: 0.75,
  area: 0.8,
  seat: 0.75,
  organisation: 0.95,
} as const;

/** The list of names that bodies of many countries bear. */
const NAMES_OF_BODIES = 'names-of-bodies';

/** Puts every name of every entry into the trie, inflected where the language inflects. */
export function addForms(trie: FormTrie, entries: Entries): void {
  for (const country of entries.countries) {
    const what: What = { kind: 'country', value: country.id, entry: `countries:${country.id}` };
    const people: What = { ...what, kind: 'demonym' };
    add(trie, [country.name, ...country.aliases, ...country.former], what, 'country-name', CONFIDENCE.name);
    add(trie, country.uncertain, what, 'country-name', CONFIDENCE.name, true);
    add(trie, country.demonyms, people, 'demonym', CONFIDENCE.demonym);
    addForeign(trie, country.languages, what, people, 'country-name', CONFIDENCE.name);
  }
  for (const place of entries.places) {
    const what: What = { kind: 'place', value: place.country, entry: `places:${place.id}` };
    const rule = place.certain ? place.kind : `${place.kind}-confirmed`;
    add(trie, [place.name, ...place.aliases], what, rule, CONFIDENCE[place.kind], !place.certain);
    add(trie, place.abbreviations, what, 'abbreviation', CONFIDENCE.area, true);
    add(trie, place.uncertain, what, `${place.kind}-confirmed`, CONFIDENCE[place.kind], true);
    addForeign(trie, place.languages, what, what, rule, CONFIDENCE[place.kind]);
  }
  for (const region of entries.regions) {
    const what: What = { kind: 'region', value: region.id, entry: `regions:${region.id}` };
    add(trie, [region.name, ...region.aliases], what, 'region-name', CONFIDENCE.name);
    addForeign(trie, region.languages, what, what, 'region-name', CONFIDENCE.name);
  }
  for (const organisation of entries.organisations) {
    const what: What = { kind: 'organisation', value: organisation.name, entry: `organisations:${organisation.id}` };
    const certain = [organisation.name, ...organisation.aliases].filter((name) => !organisation.uncertain.includes(name)); // prettier-ignore
    add(trie, certain, what, 'organisation-name', CONFIDENCE.organisation);
    add(trie, organisation.uncertain, what, 'organisation-name', CONFIDENCE.organisation, true);
    addForeign(trie, organisation.languages, what, what, 'organisation-name', CONFIDENCE.organisation);
  }
  for (const name of entries.words.find(({ id }) => id === NAMES_OF_BODIES)?.words ?? []) {
    const what: What = { kind: 'body', value: name, entry: `words:${NAMES_OF_BODIES}` };
    add(trie, [name], what, 'state-body', CONFIDENCE.organisation, true);
  }
  for (const blocker of entries.blockers) {
    const what: What = { kind: 'blocker', value: '', entry: `blockers:${blocker.id}` };
    add(trie, [blocker.name, ...blocker.aliases], what, 'blocker', 1);
  }
}

function add(
  trie: FormTrie,
  forms: readonly string[],
  what: What,
  rule: string,
  confidence: number,
  uncertain = false,
): void {
  const sense: Sense = { ...what, rule, confidence, uncertain };
  for (const form of new Set(forms)) trie.add(form, sense);
}

function addForeign(
  trie: FormTrie,
  languages: Languages,
  what: What,
  people: What,
  rule: string,
  confidence: number,
): void {
  for (const [language, { names, adjectives }] of typedEntries(languages)) {
    const named: Sense = { ...what, rule, confidence, language, uncertain: false };
    for (const form of new Set(names.flatMap((name) => nameForms(language, name)))) trie.add(form, named);
    const said: Sense = { ...people, rule: 'demonym', confidence: CONFIDENCE.demonym, language, uncertain: false };
    for (const form of new Set(adjectives.flatMap((base) => adjectiveForms(language, base)))) trie.add(form, said);
  }
}

function typedEntries<Key extends string, Value>(record: Readonly<Partial<Record<Key, Value>>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

import type { Entries } from './entries.ts';
import { FormTrie } from './form-trie.ts';
import { addForms } from './add-forms.ts';
import { termAt, toTokens } from './tokens.ts';

/** What is wrong with the data as a whole, one sentence each; empty when it is sound. Single lines are checked on reading. */
export function checkData(entries: Entries): string[] {
  return [
    ...doubleIds(entries),
    ...brokenReferences(entries),
    ...regionFaults(entries),
    ...clashes(entries),
    ...unfindable(entries),
  ];
}

function doubleIds(entries: Entries): string[] {
  const problems: string[] = [];
  for (const [file, list] of Object.entries(entries) as [string, readonly { id: string }[]][]) {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) problems.push(`${file}: id ${id} is there twice`);
      seen.add(id);
    }
  }
  const names = new Set<string>();
  for (const { name } of entries.organisations) {
    if (names.has(name)) problems.push(`organisations: the name ${name} is there twice`);
    names.add(name);
  }
  return problems;
}

function brokenReferences({ countries, places, organisations, regions }: Entries): string[] {
  const codes = new Set(countries.map((country) => country.id));
  const isoNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const unknown = (where: string, code: string | undefined): string[] =>
    code === undefined || codes.has(code) ? [] : [`${where}: no country ${code}`];
  return [
    ...countries.flatMap(({ id }) => (isoNames.of(id) === undefined ? [`countries:${id}: no ISO 3166-1 code`] : [])),
    ...places.flatMap(({ id, country }) => unknown(`places:${id}`, country)),
    ...organisations.flatMap(({ id, country }) => unknown(`organisations:${id}`, country)),
    ...regions.flatMap((region) => region.countries.flatMap((code) => unknown(`regions:${region.id}`, code))),
  ];
}

/** Every country in exactly one M49 leaf; parents exist and lead to a top. */
function regionFaults({ countries, regions }: Entries): string[] {
  const problems: string[] = [];
  const byId = new Map(regions.map((region) => [region.id, region]));
  for (const { id } of countries) {
    const homes = regions.filter((region) => region.kind === 'm49' && region.countries.includes(id));
    if (homes.length !== 1) problems.push(`countries:${id}: in ${homes.length} M49 regions, should be one`);
  }
  for (const region of regions) {
    let steps = 0;
    for (let at = region; at.parent !== null; steps++) {
      const parent = byId.get(at.parent);
      if (parent === undefined || steps > regions.length) {
        problems.push(`regions:${region.id}: its parents lead nowhere (${at.parent})`);
        break;
      }
      at = parent;
    }
  }
  return problems;
}

interface Claim {
  readonly entry: string;
  readonly value: string;
  readonly shared: ReadonlySet<string>;
}

/** A form that two entries claim for two values, unless one of them says that it shares it. */
function clashes(entries: Entries): string[] {
  const claims = new Map<string, Claim[]>();
  const problems: string[] = [];
  const claim = (forms: readonly string[], owner: Claim): void => {
    for (const form of forms) {
      const tokens = toTokens(form);
      const key = tokens.shapes.map((shape, at) => `${shape & 3 ? 'C' : ''}${termAt(tokens, at)}`).join(' ');
      const others = claims.get(key) ?? [];
      for (const other of others) {
        if (other.value === owner.value || other.shared.has(form) || owner.shared.has(form)) continue;
        problems.push(
          `${owner.entry}: "${form}" is also a name of ${other.entry}; list it in "shared" of one if that is meant`,
        );
      }
      claims.set(key, [...others, owner]);
    }
  };
  for (const { id, name, aliases, former, demonyms, shared } of entries.countries) {
    claim([name, ...aliases, ...former, ...demonyms], { entry: `countries:${id}`, value: id, shared: new Set(shared) });
  }
  for (const { id, name, aliases, country, shared } of entries.places) {
    claim([name, ...aliases], { entry: `places:${id}`, value: country, shared: new Set(shared) });
  }
  for (const { id, name, aliases, shared } of entries.regions) {
    claim([name, ...aliases], { entry: `regions:${id}`, value: id, shared: new Set(shared) });
  }
  for (const { id, name, aliases, shared } of entries.organisations) {
    claim([name, ...aliases], { entry: `organisations:${id}`, value: name, shared: new Set(shared) });
  }
  return problems;
}

/** A name that the matcher does not find again in its own text teaches nothing. */
function unfindable(entries: Entries): string[] {
  const trie = new FormTrie();
  addForms(trie, entries);
  const problems: string[] = [];
  const lists = [entries.countries, entries.places, entries.regions, entries.organisations];
  const files = ['countries', 'places', 'regions', 'organisations'];
  for (const [index, list] of lists.entries()) {
    for (const { id, name, aliases } of list) {
      for (const form of [name, ...aliases]) {
        const tokens = toTokens(form);
        const match = trie.match(tokens, { language: 'en', capitals: false })[0];
        const found =
          match?.to === tokens.count && match.senses.some((sense) => sense.entry === `${files[index]!}:${id}`);
        if (!found) problems.push(`${files[index]!}:${id}: "${form}" cannot be found in a text`);
      }
    }
  }
  return problems;
}

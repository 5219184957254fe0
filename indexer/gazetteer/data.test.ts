import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emptyDraft } from '../draft.ts';
import { tagCountries } from '../steps/tag-countries.ts';
import { tagOrganisations } from '../steps/tag-organisations.ts';
import { checkData } from './check-data.ts';
import { loadGazetteer } from './load-gazetteer.ts';
import { readEntries } from './read-entries.ts';
import { regionsPage } from './regions-page.ts';

const root = join(import.meta.dirname, '..', '..');
const data = join(root, 'data');
const entries = await readEntries(data);
const folder = await mkdtemp(join(tmpdir(), 'dateline-data-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the data that ships is sound', () => {
  expect(checkData(entries)).toEqual([]);
});

test('it covers what it promises', () => {
  const states = entries.countries.filter((country) => country.status === 'state');
  expect(states.length).toBeGreaterThanOrEqual(193);
  const without = states.filter((country) => country.demonyms.length === 0 && country.id !== 'VA');
  expect(without.map((country) => country.id)).toEqual(['CG', 'DM']); // their adjective is their larger namesake's
  const capitals = new Set(entries.places.filter((place) => place.kind === 'capital').map((place) => place.country));
  expect(states.filter((country) => !capitals.has(country.id)).map((country) => country.id)).toEqual([
    'LU',
    'MC',
    'SG',
    'SM',
    'ST',
    'VA',
  ]); // the capital bears the country's name
  expect(entries.organisations.length).toBeGreaterThanOrEqual(600);
  for (const entry of [...entries.countries, ...entries.places, ...entries.organisations])
    expect(entry.source).not.toBe('');
});

test('docs/regions.md is what the data says (npm run docs:regions writes it)', async () => {
  expect(await readFile(join(root, 'docs', 'regions.md'), 'utf8')).toBe(regionsPage(entries));
});

test('the check finds what is wrong', () => {
  const iraq = entries.countries.find((country) => country.id === 'IQ')!;
  const nato = entries.organisations.find((entry) => entry.id === 'nato')!;
  const asia = entries.regions.find((region) => region.id === 'asia')!;
  const broken = {
    ...entries,
    countries: [...entries.countries, iraq, { ...iraq, id: 'QQ' }],
    organisations: [
      ...entries.organisations,
      { ...nato, id: 'other', name: 'Other', aliases: ['NATO'], country: 'ZZ' },
    ],
    regions: [...entries.regions, { ...asia, id: 'lost', parent: 'nowhere', countries: [] }],
  };
  const problems = checkData(broken).join('\n');
  expect(problems).toContain('countries: id IQ is there twice');
  expect(problems).toContain('countries:QQ: no ISO 3166-1 code');
  expect(problems).toContain('countries:QQ: in 0 M49 regions');
  expect(problems).toContain('organisations:other: "NATO" is also a name of organisations:nato');
  expect(problems).toContain('organisations:other: no country ZZ');
  expect(problems).toContain('regions:lost: its parents lead nowhere');
});

test('one line corrects a value, without a build', async () => {
  const copy = join(folder, 'copy');
  await cp(data, copy, { recursive: true });
  const draft = { ...emptyDraft('t'), language: 'en', title: 'Zarvoxia and the Zarvox Council agree' };
  const before = await loadGazetteer(copy);
  expect(tagCountries(draft, { gazetteer: before }).countries).toEqual([]);
  const append = async (file: string, line: object): Promise<void> =>
    writeFile(join(copy, file), `${await readFile(join(copy, file), 'utf8')}${JSON.stringify(line)}\n`);
  await append('places.jsonl', {
    id: 'zarvoxia',
    name: 'Zarvoxia',
    country: 'NO',
    kind: 'area',
    certain: true,
    source: 'test',
  });
  await append('organisations.jsonl', {
    id: 'zarvox',
    name: 'Council of Zarvox',
    aliases: ['Zarvox Council'],
    kind: 'ngo',
    source: 'test',
  });
  const after = { gazetteer: await loadGazetteer(copy) };
  const tagged = tagOrganisations(tagCountries(draft, after), after);
  expect(tagged.countries).toMatchObject([{ value: 'NO', evidence: [{ entry: 'places:zarvoxia', form: 'Zarvoxia' }] }]);
  expect(tagged.organisations).toMatchObject([
    { value: 'Council of Zarvox', evidence: [{ entry: 'organisations:zarvox' }] },
  ]);
});

test('a bad line is refused by file and line', async () => {
  const copy = join(folder, 'bad');
  await cp(data, copy, { recursive: true });
  await writeFile(
    join(copy, 'synonyms.jsonl'),
    '{"id":"a","names":["x","y"],"source":"t"}\n{"id":"b","names":["x"]}\n',
  );
  await expect(readEntries(copy)).rejects.toThrow(/synonyms\.jsonl:2: /);
  await writeFile(join(copy, 'synonyms.jsonl'), 'nonsense\n');
  const fault = { code: 'invalid_config', message: expect.stringContaining('synonyms.jsonl:1: not JSON') as string };
  await expect(readEntries(copy)).rejects.toMatchObject(fault);
});

test('the vocabulary labels values, finds them by alias, and knows the tree of regions', async () => {
  const { vocabulary, synonyms } = await loadGazetteer(data);
  expect(vocabulary.label('country', 'IQ')).toBe('Iraq');
  expect(vocabulary.label('country', 'DE', 'fr')).toBe('Allemagne');
  expect(vocabulary.label('region', 'middle-east')).toBe('Middle East');
  expect(vocabulary.label('region', 'middle-east', 'de-AT')).toBe('Naher Osten');
  expect(vocabulary.label('language', 'ar')).toBe('Arabic');
  expect(vocabulary.label('country', 'not a code', 'not a locale')).toBe('not a code');
  expect(vocabulary.matching('organisation', 'daesh', 5)[0]).toBe('Islamic State (ISIS)');
  expect(vocabulary.matching('organisation', 'north atl', 5)).toEqual(['NATO']);
  expect(vocabulary.matching('country', 'turkiye', 5)).toEqual(['TR']);
  expect(vocabulary.matching('country', 'ivoire', 5)).toEqual(['CI']);
  expect(vocabulary.matching('region', 'mid', 1)).toHaveLength(1);
  expect(vocabulary.matching('country', '  ', 5)).toEqual([]);
  expect(vocabulary.parentRegion('western-asia')).toBe('asia');
  expect(vocabulary.parentRegion('asia')).toBeNull();
  expect(vocabulary.countries().slice(0, 2)).toEqual(['AD', 'AE']);
  expect(vocabulary.regionsOf('IQ')).toEqual(['asia', 'western-asia', 'middle-east', 'gulf', 'arab-world']);
  expect(synonyms.some((group) => group.includes('ISIL') && group.includes('Daesh'))).toBe(true);
  expect(synonyms.every((group) => group.length > 1 && !group.includes('US'))).toBe(true);
});

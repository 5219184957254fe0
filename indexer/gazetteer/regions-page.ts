import type { Entries, RegionEntry } from './entries.ts';

const HEAD = `# Regions: which country is where, and why

<!-- Written by \`npm run docs:regions\` from data/regions.jsonl and data/countries.jsonl. Edit those, not this. -->

A region facet value is a slug. There are two kinds, and a country is in several of them at once:

- **UN M49** regions (Statistics Division of the United Nations, "Standard country or area codes for statistical use"). Every
  country is in exactly one leaf, and through it in the leaf's parents. Taiwan and Kosovo, which M49 does not list apart, are
  placed where they lie.
- **Newsroom** groups, as desks and readers speak of them. They overlap, and their borders are a choice, stated below.

An article has the regions of every country that it is about or involves (with their parents), and those that its text names.
`;

/** docs/regions.md: the tree of regions with their countries, and the policy for territories that are disputed. */
export function regionsPage({ countries, regions }: Entries): string {
  const names = new Map(countries.map((country) => [country.id, country.name]));
  const list = (codes: readonly string[]): string =>
    codes.map((code) => names.get(code) ?? code).sort((a, b) => a.localeCompare(b, 'en')).join(', '); // prettier-ignore
  const section = (title: string, kind: RegionEntry['kind']): string => {
    const rows = regions.filter((region) => region.kind === kind).map((region) => {
      const parent = region.parent === null ? '' : `\`${region.parent}\``;
      const inside = region.countries.length > 0 ? list(region.countries) : '(through the regions below it)';
      return `| \`${region.id}\` | ${region.name} | ${region.m49 ?? parent} | ${kind === 'm49' ? `${parent} | ` : ''}${inside}${region.note === undefined ? '' : ` – *${region.note}*`} |`;
    }); // prettier-ignore
    const columns = kind === 'm49' ? '| slug | name | M49 | part of | countries |\n|---|---|---|---|---|' : '| slug | name | part of | countries |\n|---|---|---|---|'; // prettier-ignore
    return `## ${title}\n\n${columns}\n${rows.join('\n')}\n`;
  };
  const notes = countries.filter((country) => country.note !== undefined).map((country) => `| ${country.name} (\`${country.id}\`) | ${country.note!} |`); // prettier-ignore
  return [
    HEAD,
    section('UN M49', 'm49'),
    section('Newsroom groups', 'newsroom'),
    `## Disputed territories, parts of countries, and states that are no more\n\nDateline follows ISO 3166-1 for what is a value of its own, and says here what counts as what. It takes no side.\n\n| country | policy |\n|---|---|\n${notes.join('\n')}\n`,
  ].join('\n');
}

import type { FacetValueAnswer } from '../search/answer.ts';
import { filterOf } from '../search/state.ts';
import { facetRow } from './facet-row.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { Region } from './places.ts';
import type { View } from './view.ts';

/** The branches whose content has to be there; null for all of them, where no script can fetch it when one is unfolded. */
export type OpenBranches = ReadonlySet<string> | null;

/** The roots of the geographical tree (UN M49). Other regions are groups of the newsroom's and lie across it. */
const CONTINENTS = new Set(['africa', 'americas', 'antarctica', 'asia', 'europe', 'oceania']);

/** Regions as a tree with their countries; groups of the newsroom follow as a plain list. */
export function regionTree(view: View, open: OpenBranches): VNode[] {
  const branch = (region: Region): VNode[] => regionNode(view, region, open, branch);
  const inContinent = (region: Region): boolean => {
    const parent = view.places.find(({ value }) => value === region.parent);
    return parent ? inContinent(parent) : CONTINENTS.has(region.value);
  };
  const continents = view.places.filter(({ value }) => CONTINENTS.has(value)).flatMap(branch);
  const groups = view.places
    .filter((region) => !inContinent(region))
    .flatMap((region) => rowOf(view, 'region', region) ?? []);
  const none = (['region', 'country'] as const).flatMap(
    (facet) => rowOf(view, facet, { value: 'none', label: 'none' }) ?? [],
  );
  return [
    h('ul', { class: 'dl-values dl-tree', key: 'tree' }, continents, none),
    ...(groups.length === 0
      ? []
      : [
          h(
            'details',
            { class: 'dl-more', key: 'groups' },
            h('summary', null, view.localiser.say('otherRegions')),
            h('ul', { class: 'dl-values' }, groups),
          ),
        ]),
  ];
}

function regionNode(view: View, region: Region, open: OpenBranches, branch: (region: Region) => VNode[]): VNode[] {
  const regions = view.places.filter((other) => other.parent === region.value).flatMap(branch);
  // A country stands under its most precise region only, so each has one box in the tree.
  const countries = view.places.some((other) => other.parent === region.value)
    ? []
    : (view.answer?.facets.country ?? [])
        .filter(({ value }) => region.countries.includes(value))
        .map((country) => facetRow(view, 'country', country));
  const nested = [...regions, ...countries];
  const isOpen = open === null || open.has(region.value) || holdsChoice(view, region);
  const label = view.localiser.label('region', region.value, region.label);
  // What is folded away need not be there, where a script can put it there when it is unfolded.
  const below =
    nested.length === 0
      ? undefined
      : h(
          'details',
          { class: 'dl-branch', 'data-region': region.value, open: holdsChoice(view, region) },
          h('summary', { 'aria-label': view.localiser.say('countriesOf', { label }) }),
          h('ul', { class: 'dl-values' }, isOpen ? nested : []),
        );
  const row = rowOf(view, 'region', region, below);
  if (row) return row;
  // Counts of countries ignore the countries chosen, counts of regions do not: what stands below keeps its place.
  return below ? [facetRow(view, 'region', { ...region, count: 0, selected: false }, below)] : [];
}

/** The row of a value that is counted or chosen, in a list of none or one; null when it is neither. */
function rowOf(
  view: View,
  facet: 'region' | 'country',
  value: Pick<Region, 'value' | 'label'>,
  nested?: VNode,
): VNode[] | null {
  const counted = view.answer?.facets[facet]?.find((one) => one.value === value.value);
  const { include, exclude } = filterOf(view.state, facet);
  if (!counted && !include.includes(value.value) && !exclude.includes(value.value)) return null;
  const shown: FacetValueAnswer = counted ?? { ...value, count: 0, selected: false };
  return [facetRow(view, facet, shown, nested)];
}

function holdsChoice(view: View, region: Region): boolean {
  const below = view.places.filter((other) => other.parent === region.value);
  const regions = filterOf(view.state, 'region');
  const countries = filterOf(view.state, 'country');
  const chosen = [...countries.include, ...countries.exclude].some((value) => region.countries.includes(value));
  return (
    chosen ||
    below.some(({ value }) => regions.include.includes(value) || regions.exclude.includes(value)) ||
    below.some((other) => holdsChoice(view, other))
  );
}

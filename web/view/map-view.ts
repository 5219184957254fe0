import type { FacetValueAnswer } from '../search/answer.ts';
import { toggleValue } from '../search/changes.ts';
import { filterOf } from '../search/state.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** Outlines of the countries, projected: `paths` by ISO code, `dots` for those too small to see. See `web/map/`. */
export interface World {
  readonly width: number;
  readonly height: number;
  readonly paths: Readonly<Record<string, string>>;
  readonly dots: Readonly<Record<string, readonly [number, number]>>;
}

export type MapState = World | 'closed' | 'loading' | 'failed';

const SHADES = 6;
const LISTED = 24;

/** A map of countries shaded by their hits, unfolded on demand, and the same content as a list. */
export function mapView(view: View, world: MapState = 'closed'): VNode[] {
  const { say } = view.localiser;
  const countries = (view.answer?.facets.country ?? []).filter(({ value }) => value !== 'none');
  // It stands there even when there is nothing to show: what is below must not jump while one types.
  return [
    h(
      'details',
      { class: 'dl-map', part: 'map', key: 'map' },
      h('summary', null, h('h2', { class: 'dl-heading' }, say('mapTitle'))),
      typeof world === 'object' ? drawing(view, world, countries) : null,
      world === 'failed' ? h('p', { class: 'dl-quiet' }, say('mapFailed')) : null,
      countries.length > 0 ? list(view, countries) : h('p', { class: 'dl-quiet' }, say('facetsEmpty')),
    ),
  ];
}

/** 0 for none, then 1 to `SHADES` by the logarithm of the count: a few countries have most of the news. */
export function shadeOf(count: number, highest: number): number {
  if (count <= 0) return 0;
  return highest <= 1 ? SHADES : 1 + Math.round((Math.log(count) / Math.log(highest)) * (SHADES - 1));
}

function drawing(view: View, world: World, countries: readonly FacetValueAnswer[]): VNode[] {
  const { say } = view.localiser;
  const byCode = new Map(countries.map((country) => [country.value, country]));
  const highest = Math.max(1, ...countries.map(({ count }) => count));
  const shape = (code: string, draw: (attributes: Record<string, string | undefined>) => VNode): VNode => {
    const country = byCode.get(code);
    const selected = filterOf(view.state, 'country').include.includes(code) ? ' dl-land-chosen' : '';
    const attributes = { class: `dl-land dl-shade-${shadeOf(country?.count ?? 0, highest)}${selected}` };
    if (!country) return draw(attributes);
    const label = view.localiser.label('country', code, country.label);
    return h(
      'a',
      { href: view.link(toggleValue(view.state, 'country', code)), 'data-go': true, tabindex: -1, key: code },
      h('title', null, `${label}: ${say('articlesCount', { n: country.count })}`),
      draw(attributes),
    );
  };
  return [
    h(
      'svg',
      { class: 'dl-world', viewBox: `0 0 ${world.width} ${world.height}`, 'aria-hidden': 'true', key: 'world' },
      Object.entries(world.paths).map(([code, d]) => shape(code, (attributes) => h('path', { ...attributes, d }))),
      Object.entries(world.dots).map(([code, [cx, cy]]) =>
        byCode.has(code) ? shape(code, (attributes) => h('circle', { ...attributes, cx, cy, r: 7 })) : null,
      ),
    ),
    h(
      'p',
      { class: 'dl-legend', 'aria-hidden': 'true', key: 'legend' },
      Array.from({ length: SHADES }, (_, index) => h('span', { class: `dl-swatch dl-shade-${index + 1}` })),
      h('span', null, say('mapLegend')),
    ),
  ];
}

function list(view: View, countries: readonly FacetValueAnswer[]): VNode {
  const { say, number } = view.localiser;
  const item = (country: FacetValueAnswer): VNode => {
    const label = view.localiser.label('country', country.value, country.label);
    const chosen = filterOf(view.state, 'country').include.includes(country.value);
    return h(
      'li',
      { key: country.value },
      h(
        'a',
        {
          href: view.link(toggleValue(view.state, 'country', country.value)),
          'data-go': true,
          'aria-current': chosen ? 'true' : null,
        },
        h('span', null, label),
        ' ',
        h('span', { class: 'dl-number', 'aria-hidden': 'true' }, number(country.count)),
        h('span', { class: 'dl-hidden' }, say('articlesCount', { n: country.count })),
      ),
    );
  };
  return h(
    'div',
    { key: 'list' },
    h('h3', { class: 'dl-hidden' }, say('mapAsList')),
    h('ul', { class: 'dl-countries' }, countries.slice(0, LISTED).map(item)),
    countries.length > LISTED
      ? h(
          'details',
          { class: 'dl-more' },
          h('summary', null, say('showMore')),
          h('ul', { class: 'dl-countries' }, countries.slice(LISTED).map(item)),
        )
      : null,
  );
}

import type { RegionEntry } from './entries.ts';

/** Country code → slugs of the regions it is in, parents included, in the order of the data. */
export function regionsByCountry(regions: readonly RegionEntry[]): Map<string, string[]> {
  const byId = new Map(regions.map((region) => [region.id, region]));
  const result = new Map<string, Set<string>>();
  for (const region of regions) {
    for (const country of region.countries) {
      let slugs = result.get(country);
      if (slugs === undefined) result.set(country, (slugs = new Set()));
      // A parent that is met again ends the walk, so a circle in the data cannot hang it; the data check reports it.
      for (let at: RegionEntry | undefined = region; at !== undefined && !slugs.has(at.id);) {
        slugs.add(at.id);
        at = at.parent === null ? undefined : byId.get(at.parent);
      }
    }
  }
  const order = new Map(regions.map((region, index) => [region.id, index]));
  return new Map(
    [...result].map(([country, slugs]) => [country, [...slugs].sort((a, b) => order.get(a)! - order.get(b)!)]),
  );
}

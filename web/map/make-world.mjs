/**
 * Makes `world.json`: outlines of the countries from Natural Earth (public domain, by way of the package `world-atlas`),
 * simplified, projected (Equal Earth) and rounded, keyed by ISO 3166-1 alpha-2 codes. Run by hand when the package is
 * updated: `node web/map/make-world.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

/** Units are whole numbers, so they are small ones: about half a pixel on a wide screen. */
const WIDTH = 1600;
const HEIGHT = 710;
/** Weight of a bend that is kept (square degrees), and the area on the sphere below which an island is left out. */
const SMOOTH = 0.15;
const SMALLEST_ISLAND = 0.00009;
/** Countries smaller than this (square units of the drawing) get a dot that can be clicked. */
const SMALLEST_COUNTRY = 40;
/** Not in ISO 3166-1 but used for it everywhere (user-assigned). */
const CODES = new Map([['Kosovo', 'XK']]);

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const topology = simplify(presimplify(atlas), SMOOTH);
const projection = geoEqualEarth().fitExtent(
  [
    [2, 2],
    [WIDTH - 2, HEIGHT + 62],
  ],
  { type: 'Sphere' },
);
const path = geoPath(projection).digits(0);

const paths = {};
const dots = {};
for (const { id, geometry, properties } of feature(topology, topology.objects.countries).features) {
  const code = CODES.get(properties.name) ?? (id === undefined ? undefined : countries.numericToAlpha2(id));
  if (code === undefined || code === 'AQ' || !geometry) continue;
  const islands = polygonsOf(geometry).sort((a, b) => areaOf(b) - areaOf(a));
  const kept = islands.filter((island, index) => index === 0 || areaOf(island) > SMALLEST_ISLAND);
  const shape = { type: 'MultiPolygon', coordinates: kept };
  if (path.area(shape) < SMALLEST_COUNTRY)
    dots[code] = projection(geoCentroid({ type: 'Polygon', coordinates: islands[0] })).map(Math.round);
  const outline = path(shape);
  if (outline) paths[code] = toRelative(outline);
}

writeFileSync(
  new URL('world.json', import.meta.url),
  `${JSON.stringify({ width: WIDTH, height: HEIGHT, paths, dots })}\n`,
);
console.log(`${Object.keys(paths).length} outlines, ${Object.keys(dots).length} dots`);

function polygonsOf(geometry) {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

function areaOf(polygon) {
  return geoArea({ type: 'Polygon', coordinates: polygon });
}

/** The same outline by steps from point to point, which are short to write and alike. */
function toRelative(outline) {
  let at = [0, 0];
  let start = at;
  return outline
    .replace(/([ML])(-?\d+),(-?\d+)|Z/g, (written, command, x, y) => {
      if (written === 'Z') {
        at = start; // closing leads back to where the ring began
        return 'z';
      }
      const step = `${command.toLowerCase()}${x - at[0]},${y - at[1]}`;
      at = [Number(x), Number(y)];
      if (command === 'M') start = at;
      return step;
    })
    .replace(/l0,0(?=[lz])/g, '')
    .replace(/,-/g, '-');
}

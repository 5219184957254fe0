import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDatelineError } from '../../core/errors.ts';
import { parseFilterText } from './parse-filter.ts';
import { filtersOf } from './to-query.ts';

const include = (...values: string[]) => ({ include: values, exclude: [] });
const exclude = (...values: string[]) => ({ include: [], exclude: values });

test.each([
  ['countries = IQ', { facets: { country: include('IQ') } }],
  ['"countries"="IQ"', { facets: { country: include('IQ') } }],
  ["publisher = 'O\\'Brien'", { facets: { publisher: include("O'Brien") } }],
  ['organisations = "a \\"b\\" \\\\ OR c"', { facets: { organisation: include('a "b" \\ OR c') } }],
  ['countries = IQ OR countries = BE', { facets: { country: include('IQ', 'BE') } }],
  ['countries IN [IQ, BE] AND language != en', { facets: { country: include('IQ', 'BE'), language: exclude('en') } }],
  ['NOT countries = IQ', { facets: { country: exclude('IQ') } }],
  ['countries IN []', { facets: { country: include('') } }],
  ['countries NOT IN []', { facets: { country: exclude('') } }],
  ['countries NOT IN [IQ, BE]', { facets: { country: exclude('IQ', 'BE') } }],
  ['organisations IS EMPTY', { facets: { organisation: include('none') } }],
  ['organisations EXISTS', { facets: { organisation: exclude('none') } }],
  [
    '(countries = IQ) AND (publisher = X OR publisher = Y)',
    { facets: { country: include('IQ'), publisher: include('X', 'Y') } },
  ],
  ['date >= 1970-01-02 AND date < 1970-01-05', { facets: {}, dates: { first: 1, last: 3 } }],
  ['date 1970 TO 1970-01', { facets: {}, dates: { first: 0, last: 30 } }],
  ['date > 1577836800', { facets: {}, dates: { first: 18263 } }],
  ['date >= 0 AND date <= -86400', { facets: {}, dates: { first: 0, last: -1 } }],
  ['date >= 86400', { facets: {}, dates: { first: 1 } }],
  ['date < 1971', { facets: {}, dates: { last: 364 } }],
  ['date IS NULL', { facets: {}, undated: 'only' }],
  ['NOT date IS NULL', { facets: {}, undated: 'exclude' }],
])('%s', (text, expected) => expect(parseFilterText(text)).toEqual(expected));

test.each([
  'colour = red',
  'countries',
  'countries =',
  'countries = IQ AND',
  'countries = IQ BE',
  'countries > IQ',
  '(countries = IQ',
  'countries IN IQ',
  'countries IN [IQ',
  'countries = "IQ',
  'countries = IQ OR language = en',
  'countries = IQ AND countries = BE',
  'date = yesterday',
  '_geoRadius(1,2,3)',
  `${'('.repeat(50)}countries = IQ${')'.repeat(50)}`,
])('%s is refused', (text) => {
  expect(() => parseFilterText(text)).toThrow(expect.objectContaining({ code: 'invalid_parameter' }) as Error);
});

test('lists are ANDed, lists in them ORed', () => {
  expect(filtersOf([['countries = IQ', 'countries = BE'], 'language = en'])).toEqual({
    facets: { country: include('IQ', 'BE'), language: include('en') },
  });
  expect(filtersOf([])).toEqual({ facets: {} });
});

test('any value survives quoting, whatever signs it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const quoted = `"${value.replace(/[\\"]/g, '\\$&')}"`;
      expect(parseFilterText(`publisher = ${quoted}`)).toEqual({ facets: { publisher: include(value) } });
    }),
    { numRuns: 2000 },
  );
});

test('any text is read or refused, never worse', () => {
  const piece = fc.constantFrom(
    'countries',
    'date',
    '=',
    '!=',
    'AND',
    'OR',
    'NOT',
    'IN',
    '[',
    ']',
    '(',
    ')',
    '"x"',
    'x',
    ',',
    'TO',
    '2020',
    '"',
    '\\',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join(' ')),
      ),
      (text) => {
        try {
          parseFilterText(text);
        } catch (error) {
          expect(isDatelineError(error, 'invalid_parameter')).toBe(true);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

import request from 'supertest';
import { expect, test } from 'vitest';
import { loadGazetteer } from '../../indexer/gazetteer/load-gazetteer.ts';
import { unknownValues } from '../../server/unknown-values.ts';
import { openTestApp } from '../support/open-test-app.ts';

const { vocabulary } = await loadGazetteer('data');

test.each([
  ['eurpe', 'europe'],
  ['middle-eest', 'middle-east'],
  ['Sahel region', 'sahel'],
])('of a region that is spelled %s, some that begin like it are named', (region, meant) => {
  const [notice, ...more] = unknownValues({ facets: { region: { include: [region], exclude: [] } } }, vocabulary);
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ code: 'unknown-value', about: region });
  expect(notice!.words).toContain(meant);
});

test('values ruled out and names in place of codes are told too, what is known is not', () => {
  const facets = {
    country: { include: ['IQ', 'iraq', 'none'], exclude: ['ZZ'] },
    region: { include: ['europe', 'none'], exclude: ['middle-east'] },
    language: { include: ['fr', 'zh-Hant'], exclude: ['qq'] },
    organisation: { include: ['Nobody of that name'], exclude: [] },
  };
  expect(unknownValues({ facets }, vocabulary)).toEqual([
    { code: 'unknown-value', about: 'iraq', words: ['IQ'] },
    { code: 'unknown-value', about: 'ZZ', words: [] },
    { code: 'unknown-value', about: 'qq', words: [] },
  ]);
});

test('every country and region that there is has a name of its own', () => {
  const include = vocabulary.countries();
  const regions = [...new Set(include.flatMap((country) => vocabulary.regionsOf(country)))];
  const facets = { country: { include, exclude: [] }, region: { include: regions, exclude: [] } };
  expect(unknownValues({ facets }, vocabulary)).toEqual([]);
});

test('a filter by a region that does not exist finds nothing and says why', async () => {
  const { app } = await openTestApp();
  const answer = await request(app).get('/api/search').query({ region: 'midle-east' }).expect(200);
  expect(answer.body).toMatchObject({ totalHits: 0, notices: [{ code: 'unknown-value', about: 'midle-east' }] });
});

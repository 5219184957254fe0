import request from 'supertest';
import { expect, test } from 'vitest';
import { openTestApp } from '../support/open-test-app.ts';
import { TEST_VOCABULARY } from '../support/test-vocabulary.ts';

test('a name is suggested in the language that is asked for', async () => {
  const vocabulary: typeof TEST_VOCABULARY = {
    ...TEST_VOCABULARY,
    label: (facet, value, locale) =>
      value === 'IQ' && locale === 'fr' ? 'Irak' : TEST_VOCABULARY.label(facet, value, locale),
  };
  const { app } = await openTestApp({ vocabulary });
  const named = async (locale?: string): Promise<unknown> => {
    const answer = await request(app).get('/api/suggest').query({ q: 'republic of', locale }).expect(200);
    return (answer.body as { suggestions: unknown[] }).suggestions[0];
  };
  expect(await named('fr')).toMatchObject({ text: 'Irak', facet: 'country', value: 'IQ' });
  expect(await named()).toMatchObject({ text: 'Iraq', facet: 'country', value: 'IQ' });
  await request(app).get('/api/suggest').query({ q: 'a', locale: '!' }).expect(400);
});

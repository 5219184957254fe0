import { expect, test } from 'vitest';
import { emptyDraft } from '../draft.ts';
import { withoutSharedEndings } from './shared-endings.ts';

const bodiesOf = (...bodies: readonly (readonly string[])[]) =>
  withoutSharedEndings(
    bodies.map((texts) => ({
      ...emptyDraft('page.txt'),
      body: texts.map((text) => ({ text, kind: 'prose' as const })),
    })),
  ).map(({ body }) => body.map(({ text }) => text));

const [pier, hall] = ['The pier was closed on Monday.', 'The hall was opened on Tuesday.'];
const about = 'Coast Post is an independent news agency of the coast and its towns.';
const thanks = 'We thank all who read us, and who tell others what they have read.';
const subject = 'The harbour of the town was built by the monks of the island in 1740.';

test('what a publisher says of itself below several articles is no text of theirs', () => {
  expect(bodiesOf([pier, about], [hall, about])).toEqual([[pier], [hall]]);
  expect(bodiesOf([pier, about, thanks], [hall, about, thanks], [subject, thanks])).toEqual([
    [pier],
    [hall],
    [subject],
  ]);
});

test.each([
  [
    'below one article',
    [
      [pier, about],
      [hall, thanks],
    ],
  ],
  [
    'the end of an article that stands there twice',
    [
      [pier, about],
      [pier, about],
    ],
  ],
  [
    'what two stories say of their subject',
    [
      [pier, subject],
      [hall, subject],
    ],
  ],
  ['all the text there is', [[about], [about]]],
])('%s stays', (_, bodies) => {
  expect(bodiesOf(...bodies)).toEqual(bodies);
});

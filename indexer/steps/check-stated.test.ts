import { expect, test } from 'vitest';
import { emptyDraft, type StatedFacts } from '../draft.ts';
import { checkStated } from './check-stated.ts';

const checked = (stated: StatedFacts) => checkStated({ ...emptyDraft('a.md'), line: 3, stated });

test('what a document can hold is left as it is', () => {
  const draft = {
    ...emptyDraft('a.md'),
    stated: { id: 'a_1', url: 'https://a.example/', publisher: 'None', organisations: ['NATO'], author: 'none' },
  };
  expect(checkStated(draft)).toBe(draft);
});

test.each<[string, StatedFacts, StatedFacts]>([
  ['value-reserved', { publisher: 'none', author: 'A' }, { author: 'A' }],
  ['value-reserved', { organisations: ['NATO', 'none'] }, { organisations: ['NATO'] }],
  ['value-reserved', { publisher: '-Draft' }, {}],
  ['id-unusable', { id: '2024/05/story' }, {}],
  ['url-too-long', { url: `https://a.example/${'a'.repeat(2_048)}` }, {}],
])('%s: what none can hold is left out, and said with its place', (rule, stated, kept) => {
  const draft = checked(stated);
  expect(draft.stated).toEqual(kept);
  expect(draft.messages).toEqual([expect.objectContaining({ severity: 'warning', rule, file: 'a.md', line: 3 })]);
});

import { expect, test } from 'vitest';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { emptyDraft } from '../draft.ts';
import { stripBoilerplate } from './strip-boilerplate.ts';

const context = shippedContext;
const strip = (...lines: readonly string[]) => {
  const body = lines.map((text, line) => ({ text, line, kind: 'prose' as const }));
  return stripBoilerplate({ ...emptyDraft('page.txt'), title: 'The houses of the valley', body }, context);
};

const said =
  '“I built it with these hands, and with these hands I lit it,” said Garo, who would not give his other name.';

test.each([
  '“I built it with these hands, and with these hands I lit it.”',
  '> I built it with these hands, and with these hands I lit it',
])('a quotation that is printed once more, by itself, leaves: %s', (pulled) => {
  for (const lines of [
    [pulled, said],
    [said, pulled],
  ]) {
    const { body, dropped } = strip(...lines);
    expect(body.map(({ text }) => text)).toEqual([said]);
    expect(dropped).toMatchObject([{ text: pulled, rule: 'pulled-quote' }]);
  }
});

test.each([
  ['a few words', '“I built it with these hands”'],
  ['other words', '“I built it with my own hands, and with my own hands I lit it.”'],
])('but not %s', (_, line) => {
  expect(strip(said, line).body).toHaveLength(2);
});

test('nor what is told again far below', () => {
  const between = Array.from(
    { length: 9 },
    (_, at) => `House number ${at} of the valley was empty when the snow came.`,
  );
  expect(strip('“I built it with these hands, and with these hands I lit it.”', ...between, said).body).toHaveLength(
    11,
  );
});

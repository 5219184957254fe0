import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseQuery } from '../../core/parse-query.ts';
import { article, publish, query } from '../conformance/build.ts';
import { openEmbeddedEngine } from './engine.ts';

const NOISE = 'The minister spoke to reporters in the capital about trade, weather and sport. ';
const FAR = NOISE.repeat(12);

/** Ids in the order of a search over these articles (id, title, body), among thirty others. */
async function ranked(typed: string, articles: readonly (readonly [string, string, string])[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-ranking-'));
  const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] }, searchThreads: 0 });
  onTestFinished(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  const others = Array.from({ length: 30 }, (_, number) =>
    article({ id: `other-${number}`, title: 'Other news of the day', body: NOISE.repeat(3) }),
  );
  await publish(engine, [...articles.map(([id, title, body]) => article({ id, title, body })), ...others]);
  const { hits } = await engine.search(query({ text: parseQuery(typed).text }));
  return hits.map(({ document }) => document.id);
}

// Each list is in the order wanted; it is indexed in the opposite one, in which equal articles would stand.
test.each([
  ['a title that is the query before one that holds it', 'mission in iraq', [
    ['exact', 'Mission in Iraq', NOISE],
    ['longer', 'A new mission in Iraq, mission officers say of the Iraq mission', `Iraq mission. ${NOISE}`],
  ]],
  ['a title before a body', 'zeppelin harbour', [
    ['title', 'Zeppelin over the harbour', NOISE],
    ['body', 'News', `A zeppelin came to the harbour. ${NOISE}`],
  ]],
  ['words that follow each other before words apart', 'black hole', [
    ['phrase', 'News', `${NOISE} A picture of a black hole was shown. ${FAR}`],
    ['apart', 'News', `${NOISE} The black smoke rose. ${FAR} A hole was shown. `],
  ]],
  ['words in one sentence before words in two paragraphs', 'euro lev kuna', [
    ['near', 'News', `${NOISE} The euro replaces the lev as it did the kuna. ${FAR}`],
    ['far', 'News', `${NOISE} The euro came. ${FAR} The lev went. ${FAR} And the kuna.`],
  ]],
  ['all words once before some of them often', 'cyclone mozambique floods', [
    ['all', 'News', `${FAR} A cyclone hit. ${FAR} Mozambique waits. ${FAR} There are floods.`],
    ['some', 'Cyclone, cyclone', 'Cyclone floods, cyclone floods, cyclone floods.'],
  ]],
  ['two rare words before four that are everywhere', 'reporters weather trade capital zeppelin quagga', [
    ['rare', 'News', 'A zeppelin met a quagga.'],
  ]],
  ['the word as typed before a misspelling of it', 'marine', [
    ['typed', 'News', `${FAR} A marine stood there.`],
    ['near', 'Maring', 'Maring, maring, maring.'],
  ]],
  ['a script without spaces: the words together before one of them', '伊拉克训练任务结束', [
    ['together', '消息', '北约在伊拉克的训练任务结束了。'],
    ['one', '消息', '伊拉克举行选举。'],
  ]],
  ['Arabic: neighbours before words apart', 'مجلس الأمن', [
    ['phrase', 'خبر', `${NOISE} اجتمع مجلس الأمن أمس. ${FAR}`],
    ['apart', 'خبر', `${NOISE} اجتمع مجلس أمس. ${FAR} تحدث الوزير عن الأمن. `],
  ]],
] as const)('puts %s', async (_, typed, wanted) => {
  const ids = await ranked(typed, wanted.toReversed());
  expect(ids.slice(0, wanted.length)).toEqual(wanted.map(([id]) => id));
}); // prettier-ignore

test('splits a compound when few articles hold it as it is', async () => {
  const ids = await ranked('peace-keeping force zeppelin', [
    ['apart', 'News', 'The zeppelin carried a force for keeping the peace.'],
    ['less', 'News', 'A zeppelin was seen.'],
  ]);
  expect(ids.slice(0, 2)).toEqual(['apart', 'less']);
});

test('gives the same hits on pages of any size', async () => {
  const articles = Array.from({ length: 70 }, (_, number): [string, string, string] => [
    `a${number}`,
    `Report ${number}`,
    `${'word '.repeat(number % 7)} zeppelin ${'word '.repeat(number % 11)} harbour of the old town ${number}`,
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'dateline-ranking-'));
  const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] }, searchThreads: 0 });
  onTestFinished(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  await publish(
    engine,
    articles.map(([id, title, body]) => article({ id, title, body })),
  );
  const { text } = parseQuery('zeppelin harbour of the old town');
  const page = async (number: number, hitsPerPage: number): Promise<string[]> =>
    (await engine.search(query({ text, page: number, hitsPerPage }))).hits.map(({ document }) => document.id);
  const whole = await page(1, 70);
  expect(new Set(whole).size).toBe(70);
  for (const size of [7, 30, 45]) {
    const pages: string[] = [];
    for (let number = 1; pages.length < 70; number++) pages.push(...(await page(number, size)));
    expect(pages).toEqual(whole);
  }
});

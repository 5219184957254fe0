import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseQuery } from '../../core/parse-query.ts';
import type { Notice } from '../../core/result.ts';
import { article, publish, query } from '../conformance/build.ts';
import type { Engine } from '../port.ts';
import { openEmbeddedEngine } from './engine.ts';

const NAMES = 'Abadi, Najm, Nineveh, Sinjar, Tigris.';

let engine: Engine;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-notices-'));
  const settings = { synonyms: [['Daesh', 'Islamic State']] };
  engine = await openEmbeddedEngine({ folder, settings, searchThreads: 0 });
  const others = Array.from({ length: 30 }, (_, number) =>
    article({ id: `other-${number}`, title: 'Other news', body: 'The weather stayed fine in the capital.' }),
  );
  await publish(engine, [
    article({
      id: 'mosul',
      title: 'Victory in Mosul',
      body: `${NAMES} ${NAMES} The Islamic State has lost Mosul; Abadi praised his men.`,
    }),
    article({ id: 'later', title: 'After the victory', body: `${NAMES} They spoke of peace and of keeping troops.` }),
    ...others,
  ]);
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const noticesFor = async (typed: string): Promise<readonly Notice[]> =>
  (await engine.search(query({ text: parseQuery(typed).text }))).notices;

test.each<[string, string, Notice[]]>([
  ['nothing where nothing was changed', 'weather capital', []],
  ['that it relaxed', 'weather mosul', [{ code: 'relaxed' }]],
  ['the words that no article holds', 'qqqq mosul zzzz', [{ code: 'relaxed', words: ['qqqq', 'zzzz'] }]],
  ['no compound whose words are there', 'peace-keeping mosul', [{ code: 'relaxed' }]],
  ['no word that is there in another form', 'praising mosul', [{ code: 'relaxed' }]],
  [
    'which word was read as which',
    'mosull victory',
    [
      { code: 'relaxed' },
      { code: 'corrected', about: 'mosull', words: ['mosul'] },
      { code: 'did-you-mean', words: ['mosul victory'] },
    ],
  ],
  ['which synonym was found for which word', 'daesh', [{ code: 'expanded', about: 'daesh', words: ['Islamic State'] }]],
  [
    'the words of the best articles that ordered the others, when the query is long',
    'victory mosul peace troops capital',
    [{ code: 'relaxed' }, { code: 'expanded', words: ['abadi', 'najm', 'nineveh', 'sinjar', 'tigris'] }],
  ],
])('tells %s', async (_, typed, expected) => {
  expect(await noticesFor(typed)).toEqual(expected);
});

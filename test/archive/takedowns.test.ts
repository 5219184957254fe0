import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { ALL, article, NOW } from '../../engine/conformance/build.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine } from '../../engine/port.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { reindex } from '../support/wait-for-job.ts';

const STORY = `The regional court ordered the port authority on Tuesday to publish the contracts it had signed with three
shipping lines, after a complaint by residents who said the noise at night had become unbearable and the promised
barriers had never been built. The authority said that it would appeal. A lawyer for the residents called the ruling a
first step, and said that the documents would show who knew what, and when the decision to delay the work was made.`;

const taken = article({
  id: 'port',
  title: 'Port must publish contracts',
  body: STORY,
  url: 'https://gazette.example/port',
  sources: [{ file: 'wire.jsonl', record: 'r-17' }],
});

const RETURNS: readonly (readonly [string, Partial<ArticleDocument>])[] = [
  ['the same id', { id: 'port', body: 'Something else entirely was written here.', sources: [{ file: 'x.md' }] }],
  [
    'the same address',
    { id: 'p2', url: taken.url, body: 'Something else entirely was written here.', sources: [{ file: 'x.md' }] },
  ],
  ['the same record', { id: 'p3', body: 'Something else entirely was written here.' }],
  [
    'nearly the same text',
    { id: 'p4', body: STORY.replace('on Tuesday', 'this week'), sources: [{ file: 'copy.md' }] },
  ],
];

test.each(RETURNS)('a taken-down article does not come back under %s', async (_name, change) => {
  const { archive, corpus, engine } = await openTestArchive();
  corpus.articles = [...corpus.articles, taken];
  expect((await reindex(archive)).status).toBe('succeeded');
  await archive.takeDown('port', 'court order');
  expect(await engine.get('port', ALL)).toBeNull();
  const { url: _url, ...rest } = taken;
  const returning = { ...rest, ...change };
  corpus.articles = [...corpus.articles.filter((document) => document.id !== 'port'), returning];
  const job = await reindex(archive);
  expect(job.status).toBe('succeeded');
  expect(await engine.get(returning.id, ALL)).toBeNull();
  expect(job.report?.messages).toContainEqual(expect.objectContaining({ rule: 'taken-down' }));
});

test('an article that shares a subject only is let in', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  corpus.articles = [...corpus.articles, taken];
  await reindex(archive);
  await archive.takeDown('port', 'court order');
  const other = article({
    id: 'other',
    title: 'Port appeals',
    body: `${STORY.slice(0, 90)} A year later the appeal was heard, and the judges asked for a new survey of the noise at night before they would rule on it.`,
  });
  corpus.articles = [...corpus.articles, other];
  await reindex(archive);
  expect(await engine.get('other', ALL)).not.toBeNull();
});

test('copies of a taken-down article go with it', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  corpus.articles = [
    ...corpus.articles,
    taken,
    { ...taken, id: 'copy', url: undefined, sources: [{ file: 'copy.md' }] },
  ];
  await reindex(archive);
  await archive.takeDown('port', 'court order');
  expect(await engine.get('copy', ALL)).toBeNull();
});

test('a takedown holds while a rebuild runs, after a restart, and after a rollback', async () => {
  const { archive, corpus, engine, reopen } = await openTestArchive();
  corpus.articles = [...corpus.articles, taken];
  await reindex(archive);
  const withIt = (await engine.generations()).find((generation) => generation.live)!.id;
  corpus.beforeBatch = async (number) => {
    if (number === 1) await archive.takeDown('port', 'court order');
  };
  expect((await reindex(archive)).status).toBe('succeeded');
  expect(await engine.get('port', ALL)).toBeNull();
  await archive.rollback(withIt);
  expect(await engine.get('port', ALL)).toBeNull();
  corpus.beforeBatch = () => Promise.resolve();
  const again = await reopen({ killed: true });
  expect(await again.takedowns()).toMatchObject([{ id: 'port', reason: 'court order' }]);
  await reindex(again);
  expect(await engine.get('port', ALL)).toBeNull();
  await again.liftTakedown('port');
  await reindex(again);
  expect(await engine.get('port', ALL)).not.toBeNull();
});

test('a rollback brings no copy of a taken-down article back', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  const copy = { ...taken, id: 'copy', url: undefined, sources: [{ file: 'copy.md' }] };
  corpus.articles = [...corpus.articles, taken, copy];
  await reindex(archive);
  const withBoth = (await engine.generations()).find((generation) => generation.live)!.id;
  await reindex(archive);
  await archive.takeDown('port', 'court order');
  await archive.rollback(withBoth);
  expect(await engine.get('port', ALL)).toBeNull();
  expect(await engine.get('copy', ALL)).toBeNull();
});

test.each([{ killed: true }, { killed: false }])(
  'a rollback that is cut off behind its switch is completed at the next start, %o',
  async (how) => {
    const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
    let isAway = false;
    const update: Engine['update'] = (change) =>
      isAway ? Promise.reject(new DatelineError('engine_unavailable', 'gone')) : engine.update(change);
    const { archive, corpus, reopen, logged } = await openTestArchive({ engine: { ...engine, update }, now: Date.now });
    const copy = { ...taken, id: 'copy', url: undefined, sources: [{ file: 'copy.md' }] };
    corpus.articles = [...corpus.articles, taken, copy];
    await reindex(archive);
    await reindex(archive);
    await archive.takeDown('port', 'court order');
    await archive.put('handed-in', { title: 'Harbour', text: 'The harbour was closed on Monday by a storm.' });
    isAway = true;
    await expect(archive.rollback()).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(await engine.get('port', ALL)).not.toBeNull();
    await reopen(how);
    expect(logged.at(-1)?.msg).toContain('cannot be completed');
    isAway = false;
    await reopen(how);
    const found = await Promise.all(['port', 'copy', 'handed-in'].map((id) => engine.get(id, ALL)));
    expect(found.map((document) => document !== null)).toEqual([false, false, true]);
    const messages = logged.length;
    await reopen(how);
    expect(logged).toHaveLength(messages); // once
  },
);

test('a damaged note of a rollback is taken for one of what is live, once', async () => {
  const { archive, corpus, engine, folder, reopen, logged } = await openTestArchive();
  corpus.articles = [...corpus.articles, taken];
  await reindex(archive);
  const id = (await engine.generations()).find((generation) => generation.live)!.id;
  await reindex(archive);
  await archive.takeDown('port', 'court order');
  await engine.rollback(id); // and killed behind it
  await writeFile(join(folder, 'rollback.json'), '{"generation":');
  await reopen({ killed: true });
  expect(await engine.get('port', ALL)).toBeNull();
  expect(logged.at(-1)?.msg).toContain('is complete');
  const messages = logged.length;
  await reopen();
  expect(logged).toHaveLength(messages);
});

test('an article handed in while it is taken down is refused or removed, never left', async () => {
  const { archive, engine } = await openTestArchive();
  const record = { title: 'Port', text: STORY };
  await archive.put('handed-in', record);
  const outcome = await Promise.allSettled([
    archive.takeDown('handed-in', 'x'),
    archive.put('handed-in', { ...record, title: 'Port again' }),
  ]);
  expect(outcome[0].status).toBe('fulfilled');
  expect(await engine.get('handed-in', ALL)).toBeNull();
});

test('an embargo hides an article until its time, without a reindex', async () => {
  const { archive, engine } = await openTestArchive();
  const embargoUntil = new Date(NOW + 60_000).toISOString();
  await archive.put('later', { title: 'Budget', text: 'The budget will be told at noon.', embargoUntil });
  expect(await engine.get('later', { now: NOW })).toBeNull();
  expect(await engine.get('later', { now: NOW + 60_001 })).not.toBeNull();
});

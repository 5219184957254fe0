import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseCanaries } from '../../archive/canaries.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { ALL, article, publish, query, text } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine, Rebuild, SearchReader } from '../../engine/port.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { ended, FULL, reindex } from '../support/wait-for-job.ts';

const liveOf = async (engine: Engine): Promise<string | undefined> =>
  (await engine.generations()).find((generation) => generation.live)?.id;

test('a bad build is refused with reasons, and the live generation stays', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  await reindex(archive);
  const before = await liveOf(engine);
  corpus.articles = NEWSROOM.slice(0, 4);
  const job = await reindex(archive);
  expect(job).toMatchObject({ status: 'failed', error: { code: 'publish_refused' }, guard: { accepted: false } });
  expect(job.guard?.reasons.join()).toContain('missing');
  expect(await liveOf(engine)).toBe(before);
});

test('force publishes a doubtful build and says so in the log; an empty one never', async () => {
  const { archive, corpus, engine, logged } = await openTestArchive();
  await reindex(archive);
  corpus.articles = NEWSROOM.slice(0, 4);
  expect(await reindex(archive, { force: true })).toMatchObject({ status: 'succeeded', guard: { forced: true } });
  expect(logged.some(({ msg, forced }) => msg === 'guard verdict' && forced === true)).toBe(true);
  const before = await liveOf(engine);
  corpus.articles = [];
  expect(await reindex(archive, { force: true })).toMatchObject({ status: 'failed', guard: { forced: false } });
  expect(await liveOf(engine)).toBe(before);
});

test('what edits have made of the live generation is nothing that a rebuild changes', async () => {
  const { archive } = await openTestArchive();
  await reindex(archive);
  for (let number = 0; number < 8; number++) {
    await archive.put(`late-${number}`, { title: `Ship ${number}`, text: `Ship ${number} left without a date.` });
  }
  expect(await reindex(archive)).toMatchObject({ status: 'succeeded', guard: { accepted: true } });
});

test('a dry run judges and publishes nothing', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  const before = await engine.generations();
  corpus.articles = NEWSROOM.slice(0, 4);
  expect(await reindex(archive, { dryRun: true })).toMatchObject({
    status: 'succeeded',
    guard: { accepted: false },
    report: { generation: null, articles: 4 },
  });
  expect(await engine.generations()).toEqual(before);
});

test('what fails once readers have the new generation makes no failure of the job, and is told in the log', async () => {
  const inner = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const engine: Engine = {
    ...inner,
    startRebuild: async () => ({
      ...(await inner.startRebuild()),
      discard: () => Promise.reject(new Error('the old one cannot be deleted')),
    }),
  };
  const { archive, logged, folder } = await openTestArchive({ engine });
  await mkdir(join(folder, 'generation-facts.json', 'in the way'), { recursive: true });
  const job = await reindex(archive);
  expect(job.status).toBe('succeeded');
  expect(await liveOf(inner)).toBe(job.report?.generation);
  expect(logged.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining([
      'published, but not all that follows could be done',
      'the candidate could not be swept; the next run will',
    ]),
  );
});

test('canary queries are asked of the new generation', async () => {
  const canaries = parseCanaries(
    '{"q":"stoltenberg","title":"NATO widens"}\n{"q":"zzzzzz","atLeast":0,"atMost":0}\n',
    'canaries.jsonl',
  );
  const { archive, corpus } = await openTestArchive({ canaries });
  expect((await reindex(archive)).status).toBe('succeeded');
  corpus.articles = NEWSROOM.map((document) =>
    document.id === 'iraq-mission' ? { ...document, title: 'Untitled', body: 'Nothing of note.' } : document,
  );
  const job = await reindex(archive);
  expect(job.status).toBe('failed');
  expect(job.guard?.reasons.join()).toContain('canary "stoltenberg"');
  expect(() => parseCanaries('{"q":1}\nnot json', 'c.jsonl')).toThrow(/c\.jsonl:1.*c\.jsonl:2/s);
});

/** An engine whose candidate tells something else than it holds. */
function spoiled(spoil: (reader: SearchReader) => Partial<SearchReader>): Engine {
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  return {
    ...engine,
    async startRebuild(): Promise<Rebuild> {
      const rebuild = await engine.startRebuild();
      return {
        ...rebuild,
        async preview() {
          const reader = await rebuild.preview();
          return { ...reader, ...spoil(reader) };
        },
      };
    },
  };
}

test.each<[string, (reader: SearchReader) => Partial<SearchReader>, string]>([
  [
    'counts too few',
    (reader) => ({ search: async (q, o) => ({ ...(await reader.search(q, o)), totalHits: 3 }) }),
    'counts 3 articles',
  ],
  [
    'counts a facet wrongly',
    (reader) => ({
      search: async (q, o) => ({ ...(await reader.search(q, o)), facets: { country: [{ value: 'IQ', count: 99 }] } }),
    }),
    'for country IQ',
  ],
  [
    'finds nothing by words',
    (reader) => ({
      search: async (q, o) =>
        q.text.clauses.length === 0 ? reader.search(q, o) : { ...(await reader.search(q, o)), totalHits: 0 },
    }),
    'words of their title',
  ],
  [
    'has lost a third',
    (reader) => ({
      scan: async (q, c, l, o) => ({ documents: (await reader.scan(q, c, l, o)).documents.slice(0, 8) }),
    }),
    'missing',
  ],
])('a candidate that %s is refused', async (_name, spoil, reason) => {
  const engine = spoiled(spoil);
  await publish({ ...engine, startRebuild: () => engine.startRebuild() }, NEWSROOM);
  const { archive } = await openTestArchive({ engine });
  const job = await reindex(archive);
  expect(job.guard?.reasons.join('; ')).toContain(reason);
  expect(job.status).toBe('failed');
});

test('articles handed in and changed while a rebuild runs are in the new generation', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  corpus.beforeBatch = async (number) => {
    await archive.put(`during-${number}`, { title: `During ${number}`, text: 'Handed in meanwhile.' });
    await archive.put('iraq-mission', { title: 'Changed by hand', text: 'An editor has changed this.' });
  };
  expect((await reindex(archive)).status).toBe('succeeded');
  expect((await engine.get('iraq-mission', ALL))?.title).toBe('Changed by hand');
  expect(await engine.get('during-0', ALL)).not.toBeNull();
  corpus.beforeBatch = () => Promise.resolve();
  await reindex(archive);
  expect((await engine.get('iraq-mission', ALL))?.title).toBe('Changed by hand');
  expect(await engine.get('during-0', ALL)).not.toBeNull();
});

test('a rollback keeps what editors handed in since', async () => {
  const { archive, engine } = await openTestArchive({ now: Date.now });
  await reindex(archive);
  const before = await liveOf(engine);
  await reindex(archive);
  await archive.put('since', { title: 'Since', text: 'Handed in since.' });
  await archive.rollback(before);
  expect(await engine.get('since', ALL)).not.toBeNull();
});

test('history survives restarts; a job cut off by a kill is shown as failed, and another can start', async () => {
  const { archive, corpus, reopen, folder } = await openTestArchive();
  const first = await reindex(archive);
  const standstill = new Promise<void>((resolve) => onTestFinished(() => resolve()));
  corpus.beforeBatch = () => standstill;
  const cut = await archive.startReindex(FULL);
  expect(await readFile(join(folder, 'jobs.jsonl'), 'utf8'), 'once it is told it is not forgotten').toContain(cut.id);
  const again = await reopen({ killed: true });
  expect((await again.jobs()).map((job) => [job.id, job.status])).toEqual([
    [cut.id, 'failed'],
    [first.id, 'succeeded'],
  ]);
  expect(await again.job(cut.id)).toMatchObject({ error: { code: 'aborted' } });
});

test('first-seen times survive reindexes and restarts', async () => {
  let now = 1_000_000;
  const { archive, corpus, reopen } = await openTestArchive({ now: () => now });
  await reindex(archive);
  const first = await archive.firstSeen('iraq-mission');
  expect(first).toBeDefined();
  now += 5_000_000;
  corpus.articles = [...NEWSROOM, article({ id: 'new', title: 'New', body: 'New here.' })];
  await reindex(archive);
  const again = await reopen();
  expect(await again.firstSeen('iraq-mission')).toBe(first);
  expect(await again.firstSeen('new')).toBe(now);
  expect(await again.firstSeen('nobody')).toBeUndefined();
});

test('a line torn by a kill is cut off; a damaged one names its place', async () => {
  const { archive, folder, reopen } = await openTestArchive();
  await archive.put('kept', { title: 'Kept', text: 'Kept text.' });
  await appendFile(join(folder, 'edits.jsonl'), '{"id":"torn","at":"2026');
  await reopen();
  expect(await readFile(join(folder, 'edits.jsonl'), 'utf8')).not.toContain('torn');
  await appendFile(join(folder, 'edits.jsonl'), 'not json\n');
  await expect(reopen()).rejects.toMatchObject({
    code: 'index_damaged',
    message: expect.stringContaining('edits.jsonl:2') as string,
  });
});

test('a corpus that fails leaves the live generation and no open rebuild', async () => {
  const { archive, corpus, engine } = await openTestArchive();
  const before = await liveOf(engine);
  corpus.beforeBatch = (number) => (number === 1 ? Promise.reject(new Error('disk gone')) : Promise.resolve());
  expect(await reindex(archive)).toMatchObject({ status: 'failed', error: { code: 'internal' } });
  expect(await liveOf(engine)).toBe(before);
  corpus.beforeBatch = () => Promise.resolve();
  expect((await reindex(archive)).status).toBe('succeeded');
});

test('a canceled job ends soon, also while it waits for the corpus', async () => {
  const { archive, corpus } = await openTestArchive();
  let release!: () => void;
  corpus.beforeBatch = () => new Promise((resolve) => (release = resolve));
  const { id } = await archive.startReindex(FULL);
  await expect.poll(() => typeof release).toBe('function');
  await archive.cancel(id);
  release();
  expect((await ended(archive, id)).status).toBe('canceled');
});

test('the generation after a reindex answers like a fresh one', async () => {
  const { archive, engine } = await openTestArchive();
  await reindex(archive);
  expect((await engine.search(query({ text: text('stoltenberg') }))).hits[0]?.document.id).toBe('iraq-mission');
});

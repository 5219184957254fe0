import request from 'supertest';
import { expect, test } from 'vitest';
import type { ReindexJob } from '../../core/reindex-job.ts';
import { createLifecycle } from '../../server/lifecycle.ts';
import { listen } from '../support/listen.ts';
import { asAdmin, openTestApp, SEARCH_KEY } from '../support/open-test-app.ts';
import { ended, reindex } from '../support/wait-for-job.ts';

test('a reindex is accepted, runs to its end and is told about', async () => {
  const { app, archive } = await openTestApp();
  const response = await request(app).post('/admin/reindex').set(asAdmin).expect(202);
  const { id } = response.body as ReindexJob;
  expect(response.headers['location']).toBe(`/admin/reindex/${id}`);
  const job = await ended(archive, id);
  expect(job).toMatchObject({ status: 'succeeded', guard: { accepted: true, reasons: [] } });
  const shown = await request(app).get(`/admin/reindex/${id}`).set(asAdmin).expect(200);
  expect(shown.body).toEqual(job);
  const list = await request(app).get('/admin/reindex').set(asAdmin).expect(200);
  expect((list.body as { jobs: ReindexJob[] }).jobs.map((one) => one.id)).toEqual([id]);
  const search = await request(app).get('/api/search');
  expect((search.body as { generation: string }).generation).toBe(job.report?.generation);
});

test('a second reindex is refused and names the running one; a cancel discards it', async () => {
  const { app, archive, corpus, engine } = await openTestApp();
  const before = (await engine.generations())[0]!.id;
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  corpus.beforeBatch = () => held;
  const { id } = (await request(app).post('/admin/reindex').set(asAdmin).expect(202)).body as ReindexJob;
  const refused = await request(app).post('/admin/reindex').set(asAdmin).send({ mode: 'changed' }).expect(409);
  expect(refused.body).toMatchObject({ code: 'conflict', conflictingId: id });
  await request(app).post('/admin/rollback').set(asAdmin).send({ generation: before }).expect(409);
  await request(app).delete(`/admin/reindex/${id}`).set(asAdmin).expect(202);
  release();
  expect(await ended(archive, id)).toMatchObject({ status: 'canceled' });
  await request(app).delete(`/admin/reindex/${id}`).set(asAdmin).expect(409);
  expect((await engine.generations())[0]!.id).toBe(before);
  expect((await reindex(archive)).status).toBe('succeeded');
});

test('events tell every change of a job until its end', async () => {
  const { app, archive } = await openTestApp();
  const { id } = await archive.startReindex({ mode: 'full', dryRun: true, force: false });
  const response = await request(app).get(`/admin/reindex/${id}/events`).set(asAdmin).expect(200);
  expect(response.headers['content-type']).toContain('text/event-stream');
  const states = response.text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as ReindexJob);
  expect(states.at(-1)).toMatchObject({ id, status: 'succeeded', report: { generation: null } });
  expect(states.map((state) => state.progress.phase)).toContain('checking');
  await request(app).get('/admin/reindex/nobody/events').set(asAdmin).expect(404);
});

test('a service that drains takes no more listeners', async () => {
  const lifecycle = createLifecycle();
  const { app, archive, corpus } = await openTestApp({ lifecycle });
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  corpus.beforeBatch = () => held;
  const { id } = await archive.startReindex({ mode: 'full', dryRun: true, force: false });
  lifecycle.drain();
  await request(app).get(`/admin/reindex/${id}/events`).set(asAdmin).expect(503).expect('Retry-After', /^\d+$/);
  expect(lifecycle.openStreams.size).toBe(0);
  release();
});

test('an article is published, changed and taken down for good', async () => {
  const { app, archive, corpus } = await openTestApp();
  const record = {
    title: 'Zanzibar votes',
    text: 'Polling stations opened in Stone Town this morning, officials said.',
    date: '2025-10-29',
  };
  const put = await request(app).put('/admin/articles/zanzibar').set(asAdmin).send(record).expect(200);
  expect(put.body).toMatchObject({ document: { id: 'zanzibar', title: 'Zanzibar votes' } });
  const total = async (): Promise<number> =>
    ((await request(app).get('/api/search?q=zanzibar&typos=false').expect(200)).body as { totalHits: number })
      .totalHits;
  expect(await total()).toBe(1);
  expect((await reindex(archive)).status).toBe('succeeded');
  expect(await total()).toBe(1);
  await request(app).delete('/admin/articles/zanzibar?reason=court+order').set(asAdmin).expect(200);
  expect(await total()).toBe(0);
  await request(app).put('/admin/articles/zanzibar').set(asAdmin).send(record).expect(409);
  const like = { id: 'copy', title: 'Copy', body: record.text, sources: [{ file: 'copy.md' }] };
  corpus.articles = [...corpus.articles, { ...corpus.articles[0]!, ...like }];
  await reindex(archive);
  const takedowns = await request(app).get('/admin/takedowns').set(asAdmin).expect(200);
  expect(takedowns.body).toMatchObject({ takedowns: [{ id: 'zanzibar', reason: 'court order' }] });
  await request(app).delete('/admin/takedowns/zanzibar').set(asAdmin).expect(204);
  await request(app).delete('/admin/takedowns/zanzibar').set(asAdmin).expect(404);
  const again = { id: 'zanzibar', ...record };
  await request(app).put('/admin/articles/zanzibar').set(asAdmin).send(again).expect(200);
  const unexplained = await request(app).delete('/admin/articles/zanzibar').set(asAdmin).expect(200);
  expect(unexplained.body).toMatchObject({ id: 'zanzibar', reason: 'no reason given' });
  expect(await total()).toBe(0);
  await request(app).delete('/admin/articles/nobody?reason=x').set(asAdmin).expect(404);
});

test.each([
  [{}, 'body'],
  [{ text: '   ' }, 'body'],
  [{ text: 'x', colour: 'red' }, 'colour'],
  [{ text: 5 }, 'text'],
  [{ text: 'x', id: 'y' }, 'id'],
  [{ text: 'x', embargoUntil: 'tomorrow' }, 'embargoUntil'],
])('the record %j is refused', async (record, parameter) => {
  const { app } = await openTestApp();
  const response = await request(app).put('/admin/articles/x').set(asAdmin).send(record).expect(400);
  expect(response.body).toMatchObject({ code: 'invalid_parameter', parameter });
});

test('a rollback returns to an earlier generation', async () => {
  const { app, archive, engine } = await openTestApp();
  const first = (await engine.generations())[0]!.id;
  await reindex(archive);
  const response = await request(app).post('/admin/rollback').set(asAdmin).send({ generation: first }).expect(200);
  const { generations } = response.body as { generations: { id: string; live: boolean }[] };
  expect(generations.find((one) => one.live)?.id).toBe(first);
  await request(app).post('/admin/rollback').set(asAdmin).send({ generation: 'nobody' }).expect(404);
});

test('a rollback that names no generation returns to the one before, as far as there is one', async () => {
  const { app, archive, engine } = await openTestApp();
  await reindex(archive);
  await reindex(archive);
  const [, second, first] = (await engine.generations()).map((one) => one.id);
  for (const expected of [second, first]) {
    await request(app).post('/admin/rollback').set(asAdmin).expect(200);
    expect((await engine.generations()).find((one) => one.live)?.id).toBe(expected);
  }
  const response = await request(app).post('/admin/rollback').set(asAdmin).send({}).expect(404);
  expect(response.body).toMatchObject({ code: 'not_found' });
  expect((await engine.generations()).find((one) => one.live)?.id).toBe(first);
});

test('insight shows what was searched often enough, and in vain', async () => {
  const { app } = await openTestApp();
  for (const q of ['Iraq', 'iraq ', 'zzzzqqqq', 'zzzzqqqq', 'once only']) {
    await request(app).get('/api/search').query({ q, relax: 'false' }).expect(200);
  }
  const response = await request(app).get('/admin/insight').set(asAdmin).expect(200);
  expect(response.body).toMatchObject({ enabled: true, searches: 5, zeroResults: [{ q: 'zzzzqqqq', count: 2 }] });
  expect(JSON.stringify(response.body)).not.toContain('once only');
});

test('bodies that are not JSON, or too large, are refused', async () => {
  const { app } = await openTestApp();
  const post = () => request(app).post('/admin/reindex').set(asAdmin);
  await post().type('text/plain').send('mode=full').expect(415);
  await post().type('application/json').send('{"mode":').expect(400);
  await post().type('application/json').send('[]').expect(400);
  await post().send({ mode: 'half' }).expect(400);
  await post()
    .send({ mode: 'full', padding: 'x'.repeat(200_000) })
    .expect(413);
  await request(app).put('/admin/reindex').set(asAdmin).expect(405).expect('Allow', 'POST, GET, HEAD');
});

test('admin routes want the admin key', async () => {
  const { app } = await openTestApp();
  await request(app).get('/admin/insight').expect(401).expect('WWW-Authenticate', 'Bearer');
  await request(app).get('/admin/insight').set('authorization', 'Bearer wrong').expect(401);
  await request(app).get('/admin/insight').set('authorization', `Bearer ${SEARCH_KEY}`).expect(403);
});

test('a body in another encoding than UTF-8 is refused, not damaged', async () => {
  const { app } = await openTestApp();
  const url = await listen(app);
  const put = (body: Buffer): Promise<Response> =>
    fetch(`${url}/admin/articles/cafe`, {
      method: 'PUT',
      headers: { ...asAdmin, 'content-type': 'application/json' },
      body: new Uint8Array(body),
    });
  const json = JSON.stringify({ title: 'Café', text: 'Le café est ouvert.' });
  const refused = await put(Buffer.from(json, 'latin1'));
  expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'invalid_parameter', parameter: 'body' }]);
  expect((await put(Buffer.from(json, 'utf8'))).status).toBe(200);
});

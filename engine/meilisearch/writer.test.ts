import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { article } from '../conformance/build.ts';
import { openMeilisearchEngine } from './engine.ts';

const LIVE = '20260101000000000-aaaaaa';
const OLD = '20250101000000000-bbbbbb';
const kept = (id: string, revision = 1) => ({ id, createdAt: '2026-01-01T00:00:00Z', revision });

interface Server {
  catalogue: { live: string; generations: ReturnType<typeof kept>[] };
  indexes: string[];
  /** Told what is asked, before it is answered; `failed` is what becomes of a task that it is about. */
  asked: (request: string) => 'failed' | undefined;
}

/** An engine on a server that holds a live generation and does all it is told, unless the test says otherwise. */
async function open(more: Partial<Server> = {}) {
  const server: Server = {
    catalogue: { live: LIVE, generations: [kept(LIVE), kept(OLD)] },
    indexes: ['news_catalogue', `news_${LIVE}`, `news_${OLD}`],
    asked: () => undefined,
    ...more,
  };
  const failed = { status: 'failed', type: 'documents', error: { code: 'invalid_document_id', message: 'No.' } };
  const tasks: object[] = [];
  const answer = (method: string, path: string, body: string): object => {
    const outcome = server.asked(`${method} ${path}`) === 'failed' ? failed : { status: 'succeeded' };
    if (path.startsWith('/tasks/')) return tasks[Number(path.slice('/tasks/'.length))]!;
    if (path === '/version') return { pkgVersion: '1.50.0' };
    if (path === '/indexes') return { results: server.indexes.map((uid) => ({ uid })) };
    if (method === 'GET' && path.endsWith('/documents/catalogue')) return server.catalogue;
    if (method === 'POST' && path.startsWith('/indexes/news_catalogue/')) {
      [server.catalogue] = JSON.parse(body) as [Server['catalogue']];
    }
    if (method === 'DELETE') server.indexes = server.indexes.filter((uid) => path !== `/indexes/${uid}`);
    if (method === 'GET') return { code: 'index_not_found' };
    return { taskUid: tasks.push(outcome) - 1 };
  };
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const given = answer(request.method!, new URL(request.url!, 'http://any').pathname, body);
      response.writeHead('code' in given ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(given));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const engine = await openMeilisearchEngine({ url, indexPrefix: 'news', settings: { synonyms: [] } });
  onTestFinished(async () => {
    await engine.close();
    http.closeAllConnections();
    http.close();
  });
  return { engine, server };
}

test('what a killed rebuild has left is deleted, and nothing of an archive whose name begins like ours', async () => {
  const others = ['news_old_catalogue', `news_old_${OLD}`, 'news_old_lock', `news-${OLD}`, 'newsroom', 'news_'];
  const debris = 'news_20260102000000000-cccccc';
  const { server } = await open({
    indexes: ['news_catalogue', `news_${LIVE}`, debris, ...others],
  });
  expect(server.indexes).toEqual(['news_catalogue', `news_${LIVE}`, ...others]);
});

test('an update raises the revision by more than it changes', async () => {
  const { engine, server } = await open();
  expect(await engine.update({ upsert: [article({ id: 'a' })], remove: ['b'] })).toEqual({ revision: 4 });
  expect(server.catalogue.generations).toEqual([kept(LIVE, 4), kept(OLD)]);
});

test('an update of which only a part was taken raises the revision too: what was read before is not what is there', async () => {
  const { engine, server } = await open({
    asked: (request) => (request === `POST /indexes/news_${LIVE}/documents` ? 'failed' : undefined),
  });
  const update = engine.update({ upsert: [article({ id: 'a' })], remove: ['b'] });
  await expect(update).rejects.toMatchObject({ code: 'engine_rejected' });
  expect(server.catalogue.generations[0]!.revision).toBeGreaterThan(1);
});

test('a generation that another process publishes during an update stays live', async () => {
  const next = '20260303000000000-dddddd';
  const { engine, server } = await open({
    asked: (request) => {
      if (request.startsWith(`POST /indexes/news_${LIVE}/`)) {
        server.catalogue = { live: next, generations: [kept(next), ...server.catalogue.generations] };
      }
      return undefined;
    },
  });
  const update = engine.update({ upsert: [article({ id: 'a' })], remove: [] });
  await expect(update).rejects.toMatchObject({ code: 'conflict' });
  expect(server.catalogue.live).toBe(next);
  expect(server.catalogue.generations.map(({ id }) => id)).toEqual([next, LIVE, OLD]);
});

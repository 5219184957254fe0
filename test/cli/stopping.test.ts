import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dateline, startDateline } from '../support/run-dateline.ts';

/** The environment of a service with a corpus of one article. */
function newArchive() {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-stop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'amman.md'), 'The foreign ministers of Jordan and Iraq met in Amman on Thursday.');
  return { CORPUS_DIR: folder, DATA_DIR: join(folder, '.data'), PORT: '0', LOG_LEVEL: 'silent' };
}

/** Starts a command, and sends it SIGTERM when it has said something. */
async function stopped(command: string, whenSaid: string) {
  const environment = newArchive();
  const child = startDateline([command], environment);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (!said.includes(whenSaid) && (said += chunk.toString()).includes(whenSaid)) child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said, environment, data: environment.DATA_DIR };
}

/** Says on standard error that the process listens for SIGTERM. */
const TELL = `process.on('newListener', (event) => event === 'SIGTERM' && console.error('it listens'))`;

test('SIGTERM ends a service that is still being loaded, which has begun nothing', async () => {
  const environment = { ...newArchive(), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL)}` };
  const child = startDateline(['serve'], environment);
  child.stderr.once('data', () => child.kill('SIGTERM'));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(existsSync(environment.DATA_DIR)).toBe(false);
});

test('SIGTERM ends a service that is still indexing in good order', async () => {
  const { code, said, environment, data } = await stopped('serve', 'No index yet');
  expect(code).toBe(0);
  expect(said).not.toContain('ready');
  expect(readdirSync(join(data, 'index', 'generations'))).toEqual([]);
  expect(await dateline(['index'], environment)).toMatchObject({ code: 0 });
});

test('SIGTERM cancels a reindex, whose work then failed', async () => {
  const { code, data } = await stopped('index', 'reading');
  expect(code).toBe(1);
  expect(readdirSync(join(data, 'index', 'generations'))).toEqual([]);
});

/** A Meilisearch that does all it is told, and tells which indexes were made and deleted, and who has come. */
async function agreeableServer(onBegin = (): void => undefined) {
  const sockets: Socket[] = [];
  const made: string[] = [];
  const deleted: string[] = [];
  const answer = JSON.stringify({
    ...{ pkgVersion: '1.20.0', taskUid: 1, status: 'succeeded', results: [] },
    ...{ live: null, generations: [], primaryKey: '', updatedAt: '2026-01-01T00:00:00Z' },
  });
  const server = createServer((request, response) => {
    const [, uid] = /^\/indexes\/([\w-]+)/.exec(request.url!) ?? [];
    if (request.method === 'DELETE' && uid !== undefined) deleted.push(uid);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/indexes') {
        if (made.push((JSON.parse(body) as { uid: string }).uid) === 1) onBegin();
      }
      response.setHeader('content-type', 'application/json').setHeader('keep-alive', 'timeout=600').end(answer);
    });
  });
  server.keepAliveTimeout = 0; // who has come stays until he goes by himself
  server.on('connection', (socket) => sockets.push(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, made, deleted, sockets };
}

test('SIGTERM ends a move to another engine, which keeps nothing of it', async () => {
  const environment = newArchive();
  expect(await dateline(['index'], environment)).toMatchObject({ code: 0 });
  const { url, made, deleted } = await agreeableServer(() => child.kill('SIGTERM'));
  const child = startDateline(['migrate', '--to', 'meilisearch'], { ...environment, MEILI_URL: url });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toContain('Canceled');
  expect(made).toHaveLength(2); // the lock, and the candidate
  expect(deleted).toContain(made[1]);
});

test('what ends a service while it starts leaves no connection to its engine', async () => {
  const environment = newArchive();
  mkdirSync(join(environment.DATA_DIR, 'archive'), { recursive: true });
  writeFileSync(join(environment.DATA_DIR, 'archive', 'takedowns.jsonl'), 'damaged\n');
  const { url, sockets } = await agreeableServer();
  const onServer = { ...environment, DATELINE_ENGINE: 'meilisearch', MEILI_URL: url };
  const { code, stderr } = await dateline(['index'], onServer);
  expect([code, stderr]).toEqual([1, expect.stringContaining('takedowns.jsonl:1')]);
  expect(sockets).not.toEqual([]);
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
}, 20_000);

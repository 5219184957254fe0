import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ALL, query } from '../conformance/build.ts';
import { ask } from './ask.ts';
import { connect } from './connection.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import { openOpenSearchEngine } from './engine.ts';
import { namesUnder } from './names.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A node that answers as it is told. */
async function node(answer: RequestListener, server: Server = createServer(answer)): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function connectTo(nodes: readonly string[], more: Partial<ConnectionOptions> = {}): Connection {
  const connection = connect({ nodes, searchTimeoutMs: 300, ...more });
  open.push(connection);
  return connection;
}

const says =
  (status: number, body: object | null): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

test.each([
  [429, { error: { type: 'circuit_breaking_exception' } }, 'overloaded'],
  [404, { error: { type: 'index_not_found_exception' } }, 'index_missing'],
  [
    404,
    { error: { type: 'search_phase_execution_exception', root_cause: [{ type: 'search_context_missing_exception' }] } },
    'conflict',
  ],
  [503, { error: { type: 'cluster_block_exception' } }, 'engine_unavailable'],
  [504, {}, 'engine_timeout'],
  [401, {}, 'engine_unavailable'],
  [400, { error: { type: 'parsing_exception' } }, 'engine_rejected'],
  [400, null, 'engine_rejected'],
])('%d %j is %s', async (status, body, code) => {
  const connection = connectTo([await node(says(status, body))]);
  await expect(connection.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ code });
});

test('nobody there, at once: unavailable, and no address in the message', { retry: 2 }, async () => {
  const started = Date.now();
  const connection = connectTo(['http://127.0.0.1:1']);
  const error = await connection.send({ method: 'GET', path: '/' }).catch((caught: unknown) => caught as Error);
  expect(error).toMatchObject({ code: 'engine_unavailable', details: { retryAfterSeconds: 1 } });
  expect((error as Error).message).not.toMatch(/127\.0\.0\.1|http/);
  expect(Date.now() - started).toBeLessThan(1_000);
});

test('a caller who gives up ends the request', async () => {
  let left = false;
  const address = await node((request) => request.on('close', () => (left = true)));
  const controller = new AbortController();
  const sent = connectTo([address], { searchTimeoutMs: 10_000 }).send({ method: 'GET', path: '/' }, controller);
  setTimeout(() => controller.abort(), 50);
  await expect(sent).rejects.toMatchObject({ code: 'aborted' });
  await expect.poll(() => left).toBe(true);
});

test.each([
  [{ timed_out: true, _shards: { failed: 0 } }, 'engine_timeout'],
  [{ timed_out: false, _shards: { failed: 1 } }, 'engine_unavailable'],
])('an answer that lacks something is none: %j', async (partial, code) => {
  const connection = connectTo([await node(says(200, { ...partial, hits: { hits: [] } }))]);
  const asking = {
    connection,
    names: namesUnder('news'),
    findSynonyms: () => [],
    countsWordsOverall: false,
    isInManyShards: false,
  };
  await expect(ask(asking, 'news', {})).rejects.toMatchObject({ code });
});

test('an engine without its cluster opens, and says what is wrong', async () => {
  const engine = openOpenSearchEngine({ nodes: ['http://127.0.0.1:1'], settings: { synonyms: [] } });
  open.push(engine);
  expect(await engine.health()).toMatchObject({ ok: false });
  await expect(engine.search(query())).rejects.toMatchObject({ code: 'engine_unavailable' });
  await expect(engine.get('a', ALL)).rejects.toMatchObject({ code: 'engine_unavailable' });
  await expect(engine.startRebuild()).rejects.toMatchObject({ code: 'engine_unavailable' });
});

test('a server that is too old is named', async () => {
  const old = await node(says(200, { version: { number: '1.3.2' }, status: 'green', number_of_nodes: 1 }));
  const engine = openOpenSearchEngine({ nodes: [old], settings: { synonyms: [] } });
  open.push(engine);
  const { ok, detail } = await engine.health();
  expect([ok, detail]).toEqual([false, expect.stringContaining('1.3.2') as string]);
});

test('over TLS with a password: the authority is checked, the password is sent', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-tls-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...files, ...subject], {
      stdio: 'ignore',
    });
  } catch {
    context.skip('openssl is not installed');
  }
  const pem = readFileSync(certificate, 'utf8');
  const seen: (string | undefined)[] = [];
  const listen: RequestListener = (request, response) => {
    seen.push(request.headers.authorization);
    says(200, { well: true })(request, response);
  };
  const secure = createSecureServer({ key: readFileSync(key), cert: pem }, listen);
  const address = (await node(listen, secure)).replace('http:', 'https:');
  rmSync(folder, { recursive: true, force: true });

  const trusted = connectTo([address], {
    username: 'service',
    password: 'pässword',
    caCertificate: pem,
    searchTimeoutMs: 3_000,
  });
  expect((await trusted.send({ method: 'GET', path: '/' })).body).toEqual({ well: true });
  expect(seen).toEqual([`Basic ${Buffer.from('service:pässword').toString('base64')}`]);
  await expect(connectTo([address]).send({ method: 'GET', path: '/' })).rejects.toMatchObject({
    code: 'engine_unavailable',
  });
  expect(seen).toHaveLength(1);
});

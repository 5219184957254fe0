import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Meilisearch } from 'meilisearch';
import { expect, onTestFinished, test } from 'vitest';
import { DatelineError } from '../../core/errors.ts';
import type { SearchReader } from '../port.ts';
import { createLongNames } from './long-names.ts';
import { createRebuild } from './rebuild.ts';

/** A rebuild on a server that does all it is told; `deleted` are the indexes it was told to delete. */
async function open(publish: () => Promise<void>, release = () => Promise.resolve()) {
  const deleted: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'DELETE') deleted.push(request.url!);
    const answers = { numberOfDocuments: 0, taskUid: 1, status: 'succeeded' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    deleted,
    rebuild: createRebuild({
      client: new Meilisearch({ host: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
      prefix: 'articles',
      lock: { release },
      longNames: createLongNames({ synonyms: [] }),
      generation: { id: 'g1', createdAt: '2026-01-01T00:00:00Z' },
      warn: () => undefined,
      read: () => ({}) as SearchReader,
      publish,
    }),
  };
}

test('a rebuild that is given up leaves no index', async () => {
  const { deleted, rebuild } = await open(() => Promise.resolve());
  await rebuild.discard();
  expect(deleted).toEqual(['/indexes/articles_g1']);
});

test('one whose switch was not answered is not deleted: readers may be on it', async () => {
  const { deleted, rebuild } = await open(() =>
    Promise.reject(new DatelineError('engine_unavailable', 'The answer is lost.')),
  );
  await expect(rebuild.commit({ allowEmpty: true })).rejects.toMatchObject({ code: 'engine_unavailable' });
  await rebuild.discard();
  expect(deleted).toEqual([]);
});

test('one that is live is published, whatever becomes of its lock', async () => {
  const { rebuild } = await open(
    () => Promise.resolve(),
    () => Promise.reject(new DatelineError('engine_unavailable', 'Gone.')),
  );
  await expect(rebuild.commit({ allowEmpty: true })).resolves.toBeUndefined();
});

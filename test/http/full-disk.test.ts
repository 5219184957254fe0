import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { expect, test } from 'vitest';
import { asAdmin, openTestApp } from '../support/open-test-app.ts';
import type { TestApp } from '../support/open-test-app.ts';

/** From here on no byte can be written to the file: the device takes none, as a full disk. */
async function fillDisk({ folder }: TestApp, file: string): Promise<void> {
  await rm(join(folder, file));
  await symlink('/dev/full', join(folder, file));
}

test('a takedown for which the disk has no room is a 507 that says so, and the article stays', async () => {
  const service = await openTestApp();
  await fillDisk(service, 'takedowns.jsonl');
  const response = await request(service.app).delete('/admin/articles/iraq-mission').set(asAdmin).expect(507);
  expect(response.body).toMatchObject({ code: 'storage_full', status: 507 });
  expect(response.text).not.toContain(service.folder);
  await request(service.app).get('/api/articles/iraq-mission').expect(200);
  expect(service.lines.map(({ code }) => code)).toContain('storage_full');
});

test('so are an edit and a reindex', async () => {
  const service = await openTestApp();
  await fillDisk(service, 'edits.jsonl');
  await fillDisk(service, 'jobs.jsonl');
  const article = { title: 'A title', text: 'A text.' };
  await request(service.app).put('/admin/articles/new-one').set(asAdmin).send(article).expect(507);
  await request(service.app).post('/admin/reindex').set(asAdmin).expect(507);
});

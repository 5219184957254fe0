import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dateline, startDateline } from '../support/run-dateline.ts';

/** Starts a command on a corpus of one article, and sends it SIGTERM when it has said something. */
async function stopped(command: string, whenSaid: string) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-stop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'amman.md'), 'The foreign ministers of Jordan and Iraq met in Amman on Thursday.');
  const environment = { CORPUS_DIR: folder, DATA_DIR: join(folder, '.data'), PORT: '0', LOG_LEVEL: 'silent' };
  const child = startDateline([command], environment);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (!said.includes(whenSaid) && (said += chunk.toString()).includes(whenSaid)) child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said, environment, data: environment.DATA_DIR };
}

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

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentSchema } from '../../core/document.ts';
import { dateline, datelineProcess, startDateline } from '../support/run-dateline.ts';

const ARTICLE = `---
title: Ministers meet in Amman
date: 2021-03-04
---
The foreign ministers of Jordan and Iraq met in Amman on Thursday to talk about a power line between the two countries.

Engineers said that the first stretch would be ready within two years, and that NATO had no part in it.
`;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A corpus of one good article and one file that is none, and an empty data folder. */
function workplace(): { corpus: string; data: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-cli-'));
  folders.push(folder);
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'amman.md'), ARTICLE);
  writeFileSync(join(corpus, 'broken.txt'), Buffer.from([0, 1, 2, 255, 0, 0, 3, 200, 0, 7]));
  return { corpus, data: join(folder, 'data') };
}

test('help is data and fine; no command, a wrong one or a wrong option is wrong use', async () => {
  const [help, helpOfOne, helpWithName, helpOfNone, version, nothing, wrong, option, missing] = await Promise.all([
    datelineProcess(['--help']),
    dateline(['index', '--help']),
    dateline(['help', 'index']),
    dateline(['help', 'fly']),
    dateline(['--version']),
    dateline([]),
    datelineProcess(['fly\nme']),
    dateline(['index', '--fast']),
    dateline(['normalise']),
  ]);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const command of ['serve', 'index', 'normalise', 'verify', 'doctor', 'explain'])
    expect(help.stdout).toContain(command);
  expect(helpOfOne).toMatchObject({ code: 0, stderr: '' });
  for (const option of ['--changed', '--dry-run', '--force'])
    expect(helpOfOne.stdout).toMatch(new RegExp(`^  ${option} +\\w`, 'm'));
  expect(helpWithName).toEqual(helpOfOne);
  expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  for (const ended of [helpOfNone, nothing, wrong, option, missing]) expect(ended.code).toBe(2);
  expect(wrong.stderr.split('\n')[0]).toContain('fly\\u000ame');
  expect(helpOfNone).toMatchObject({ stdout: '', stderr: expect.stringContaining("no command 'fly'") as string });
  expect(option.stderr).toContain("'--fast'");
});

test('a wrong configuration is wrong use, with every mistake', async () => {
  const { code, stdout, stderr } = await dateline(['doctor'], { PORT: 'x', LOG_LEVEL: 'loud' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('PORT:');
  expect(stderr).toContain('LOG_LEVEL:');
});

test.each([
  ['serve', 'opensearch', 'OPENSEARCH_URL'],
  ['index', 'meilisearch', 'MEILI_URL'],
  ['doctor', 'meilisearch', 'MEILI_URL'],
])('%s: an engine that does not answer is said with the variable of its address', async (command, engine, variable) => {
  const { data } = workplace();
  const away = { DATA_DIR: data, DATELINE_ENGINE: engine, [variable]: 'http://127.0.0.1:9' };
  const { code, stderr } = await dateline([command], away);
  expect(code).toBe(1);
  expect(stderr.match(/(?:MEILI|OPENSEARCH)_URL/g)).toEqual([variable]);
});

test('doctor tries the files of keys and of canary queries', async () => {
  const { corpus, data } = workplace();
  const keys = join(corpus, '..', 'keys.json');
  writeFileSync(keys, JSON.stringify([{ name: 'site', key: 'too short' }]));
  const { code, stderr } = await dateline(['doctor'], {
    CORPUS_DIR: corpus,
    DATA_DIR: data,
    DATELINE_SEARCH_KEYS_FILE: keys,
    DATELINE_CANARIES_FILE: join(corpus, '..', 'nowhere.jsonl'),
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^wrong {2}search keys: DATELINE_SEARCH_KEYS_FILE: entry 1: key: /m);
  expect(stderr).toMatch(/^wrong {2}canary queries: DATELINE_CANARIES_FILE: /m);
  writeFileSync(keys, '{"q":"nato","most":3}\n');
  const later = await dateline(['doctor'], { CORPUS_DIR: keys + 's', DATA_DIR: data, DATELINE_CANARIES_FILE: keys });
  expect(later.stderr).toMatch(/^wrong {2}corpus folder: CORPUS_DIR: .*\(ENOENT\)$/m);
  expect(later.stderr).toMatch(/^wrong {2}canary queries: DATELINE_CANARIES_FILE: .*keys\.json:1: \w/m);
});

test('normalise: documents on standard output, faults of the content on standard error, exit 0', async () => {
  const { corpus } = workplace();
  const { code, stdout, stderr } = await datelineProcess(['normalise', '--format', 'jsonl', corpus]);
  expect(code).toBe(0);
  const [document, ...more] = stdout
    .trim()
    .split('\n')
    .map((line) => documentSchema.parse(JSON.parse(line)));
  expect(more).toEqual([]);
  expect(document).toMatchObject({ title: 'Ministers meet in Amman', date: '2021-03-04', countries: ['JO', 'IQ'] });
  expect(stderr).toContain('broken.txt');
});

test('normalise of a path that is not there fails and names it', async () => {
  const { code, stderr } = await dateline(['normalise', '/nowhere/at-all.md']);
  expect(code).toBe(1);
  expect(stderr).toContain('/nowhere/at-all.md');
});

test('a reader that has seen enough ends normalise, which is no fault', async () => {
  const { corpus } = workplace();
  const record = JSON.stringify({ title: 'Ministers meet', text: 'They met in Amman to talk. '.repeat(100) });
  writeFileSync(join(corpus, 'more-than-a-pipe-holds.jsonl'), `${record}\n`.repeat(100));
  const command = startDateline(['normalise', '--keep-repeats', corpus]);
  command.stdout.once('data', () => command.stdout.destroy());
  let stderr = '';
  command.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => command.once('close', resolve));
  expect({ code, stack: stderr.includes('EPIPE') }).toEqual({ code: 0, stack: false });
});

test('the work of a command goes on when nobody hears any more what it says', async () => {
  const { corpus, data } = workplace();
  const command = startDateline(['doctor'], { CORPUS_DIR: corpus, DATA_DIR: data });
  command.stderr.once('data', () => command.stderr.destroy());
  expect(await new Promise((resolve) => command.once('close', resolve))).toBe(0);
});

test('index, verify, doctor; a flipped byte is found', async () => {
  const { corpus, data } = workplace();
  const environment = { CORPUS_DIR: corpus, DATA_DIR: data };
  const indexed = await dateline(['index'], environment);
  expect(indexed.code).toBe(0);
  expect(indexed.stdout).toBe('');
  expect(indexed.stderr).toContain('1 article from 2 files');

  const sound = 'The index is sound: 1 generation, 1 segment, 1 document.\n';
  expect(await dateline(['verify'], environment)).toMatchObject({ code: 0, stderr: sound });
  expect(await dateline(['doctor'], environment)).toMatchObject({ code: 0 });

  const segment = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.seg'))
    .map((entry) => join(entry.parentPath, entry.name))[0]!;
  const bytes = readFileSync(segment);
  bytes[Math.floor(bytes.length / 2)]! ^= 0x10;
  writeFileSync(segment, bytes);
  const damaged = await dateline(['verify'], environment);
  expect(damaged.code).toBe(1);
  expect(damaged.stderr).toContain(basename(segment));
});

test('a dry run, and a forced run on nothing, fail where the guard refuses, and leave the live index', async () => {
  const { corpus, data } = workplace();
  const environment = { CORPUS_DIR: corpus, DATA_DIR: data };
  expect(await dateline(['index', '--dry-run'], environment)).toMatchObject({ code: 0 });
  expect(await dateline(['index'], environment)).toMatchObject({ code: 0 });
  const other = workplace().corpus;
  rmSync(join(other, 'amman.md'));
  for (const options of [['--dry-run'], ['--dry-run', '--force'], ['--force']]) {
    const { code, stderr } = await dateline(['index', ...options, other], environment);
    expect(stderr).toContain('Nothing was published.\nThe guard refuses:');
    expect(code).toBe(1);
  }
  expect(await dateline(['verify'], environment)).toMatchObject({ code: 0 });
});

test('explain tells why, and what was left out', async () => {
  const { corpus } = workplace();
  const { code, stdout } = await dateline(['explain', join(corpus, 'amman.md')]);
  expect(code).toBe(0);
  expect(stdout).toContain('Jordan (JO)');
  expect(stdout).toContain('2021-03-04');
});

test('explain of a file that is not there fails, of a folder or a device is wrong use; verify without an index fails', async () => {
  const { corpus, data } = workplace();
  const [absent, folder, device, nothing, unmade] = await Promise.all([
    dateline(['explain', '/nowhere/at-all.md']),
    dateline(['explain', corpus]),
    dateline(['explain', '/dev/zero']),
    dateline(['verify'], { DATA_DIR: data }),
    dateline(['serve'], { DATA_DIR: '/proc/self/data' }),
  ]);
  expect(absent).toMatchObject({ code: 1, stdout: '' });
  expect(absent.stderr).toContain('/nowhere/at-all.md');
  expect(folder).toMatchObject({ code: 2, stdout: '' });
  expect(folder.stderr).toContain(corpus);
  expect(device).toMatchObject({ code: 2, stdout: '' });
  expect(unmade).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^dateline serve: DATA_DIR[^\n]*\n$/) as string,
  });
  expect(nothing.code).toBe(1);
  expect(nothing.stderr).toContain(data);
});

/** Starts the service on a free port. `stop` returns all that it said, and how it ended. */
async function serve(corpus: string, data: string) {
  const child = startDateline(['serve'], { CORPUS_DIR: corpus, DATA_DIR: data, PORT: '0', LOG_LEVEL: 'silent' });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /ready: (\S+)\n/.exec(said);
      if (ready) resolve(ready[1]!);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const totalHits = async (q: string): Promise<number> =>
    ((await (await fetch(`${address}/api/search?q=${q}`)).json()) as { totalHits: number }).totalHits;
  const stop = async (): Promise<{ said: string; code: number | null }> => {
    child.kill('SIGTERM');
    return { code: await exited, said };
  };
  return { totalHits, stop };
}

test('the first serve indexes, prints the address last, answers, and ends on SIGTERM with 0; the next says which index it serves', async () => {
  const { corpus, data } = workplace();
  const { totalHits, stop } = await serve(corpus, data);
  expect(await totalHits('ammam+power')).toBe(1);
  const { said, code } = await stop();
  expect(said).toContain(readFileSync(join(data, 'admin-key'), 'utf8').trim());
  expect(statSync(join(data, 'admin-key')).mode & 0o777).toBe(0o600);
  expect(code).toBe(0);
  const again = await serve('another-corpus', data);
  const year = new Date().getUTCFullYear();
  expect((await again.stop()).said).toMatch(
    new RegExp(`index of ${year}-.*: 1\\. "dateline index" reads .*another-corpus anew`),
  );
});

test('an index that another version wrote is said to be one, and built anew from the corpus', async () => {
  const { corpus, data } = workplace();
  await dateline(['index'], { CORPUS_DIR: corpus, DATA_DIR: data });
  const name = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith('.seg'))!;
  const bytes = readFileSync(join(data, name));
  bytes.writeUInt32LE(1, bytes.length - 12); // the format, before the eight letters that end every segment
  writeFileSync(join(data, name), bytes);
  const { totalHits, stop } = await serve(corpus, data);
  expect(await totalHits('power')).toBe(1);
  expect((await stop()).said).toContain('format 1');
});

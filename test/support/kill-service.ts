import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { ReindexJob } from '../../client/dateline-admin-client.ts';
import { createDatelineAdminClient } from '../../client/dateline-admin-client.ts';
import { createDatelineClient } from '../../client/dateline-client.ts';

export const KILLS = Number(process.env['KILLS'] ?? 8);
const FILES = 160;
const ADMIN_KEY = 'admin-key-for-the-kill-test-0123';

interface Service {
  readonly url: string;
  readonly child: ChildProcess;
}

async function start(folder: string, environment: Readonly<Record<string, string>>): Promise<Service> {
  const child = spawn(process.execPath, ['cli/dateline.mjs', 'serve'], {
    env: {
      ...process.env,
      PORT: '0',
      CORPUS_DIR: join(folder, 'corpus'),
      DATA_DIR: join(folder, 'data'),
      DATELINE_ADMIN_KEY: ADMIN_KEY,
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      child.emit('said');
    });
  }
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said.join('\n'))?.[0];
    if (url !== undefined) return { url, child };
    await Promise.race([once(child, 'said'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`the service ended: ${said.join('\n')}`);
  }
}

const place = (number: number): string => `Harbour${String.fromCharCode(97 + (number % 26))}${number}`;
const textOf = (number: number): string =>
  `${place(number)} counted its ships on Tuesday, officials in Norway said.\n\nA report on ${place(number)} lists ${number} vessels and ${number * 7} tonnes of cargo, more than in any year before.`;

/** What the embedded engine keeps; undefined on another one. */
const generationsOnDisk = (folder: string): Promise<string[] | undefined> =>
  readdir(join(folder, 'data', 'index', 'generations')).then(
    (names) => names.sort(),
    () => undefined,
  );

/** Files that somebody began to write and did not finish. */
async function debrisIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.(?:tmp|next|part)$|writer\.lock/.test(name));
}

/** Kills should meet a rebuild as a rule, on a slow machine too. */
async function timeOfRebuild({ url }: Service): Promise<number> {
  const archivist = createDatelineAdminClient({ baseUrl: url, key: ADMIN_KEY });
  const startedAt = performance.now();
  const { id } = await archivist.startReindex();
  for await (const { status } of archivist.watch(id)) expect(status).not.toBe('failed');
  return performance.now() - startedAt;
}

/**
 * Kills the service at random points of reindexes and edits over HTTP: what was acknowledged is there, the rest is one
 * state or the other. `environment` says which engine it runs on.
 */
export async function killService(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-kill-'));
  await mkdir(join(folder, 'corpus'));
  for (let number = 0; number < FILES; number++) {
    const head = `---\ntitle: ${place(number)} counts its ships\ndate: 2024-03-${String(1 + (number % 28)).padStart(2, '0')}\n---\n`;
    await writeFile(join(folder, 'corpus', `${number}.md`), `${head}\n${textOf(number)}\n`);
  }
  /** What the service has acknowledged: article → whether it must be there. */
  const acknowledged = new Map<string, boolean>();
  const doubtful = new Set<string>();
  let service = await start(folder, environment);
  let discarded = 0;
  try {
    const rebuildMs = await timeOfRebuild(service);
    for (let round = 0; round < KILLS; round++) {
      const archivist = createDatelineAdminClient({ baseUrl: service.url, key: ADMIN_KEY });
      const stopped = new AbortController();
      let job: ReindexJob | undefined;
      const reindexing = archivist.startReindex().then(
        (started) => (job = started),
        () => undefined,
      );
      const editing = (async () => {
        for (let number = 0; !stopped.signal.aborted; number++) {
          const id = `r${round}-${number}`;
          doubtful.add(id);
          await archivist.putArticle(id, {
            title: `${place(number)} again`,
            text: `Round ${round}. ${textOf(1_000 * (round + 1) + number)}`,
          });
          acknowledged.set(id, true);
          doubtful.delete(id);
          if (number % 3 !== 0) continue;
          doubtful.add(id);
          await archivist.takeDown(id, 'test');
          acknowledged.set(id, false);
          doubtful.delete(id);
        }
      })().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1.3 * rebuildMs));
      stopped.abort();
      service.child.kill('SIGKILL');
      await Promise.all([reindexing, editing, once(service.child, 'exit')]);

      service = await start(folder, environment);
      const after = createDatelineClient({ baseUrl: service.url });
      const { totalHits } = await after.search({ q: 'title:"counts its"', relax: false, typos: false });
      expect(totalHits, `round ${round}: the corpus`).toBe(FILES);
      for (const [id, present] of acknowledged) {
        if (doubtful.has(id)) continue;
        const found = await after.article(id).then(
          () => true,
          () => false,
        );
        expect(found, `round ${round}: ${id}`).toBe(present);
      }
      const again = createDatelineAdminClient({ baseUrl: service.url, key: ADMIN_KEY });
      const cut = job && (await again.job(job.id));
      expect(cut?.status ?? 'failed', `round ${round}: ${JSON.stringify(cut)}`).toMatch(/^(?:succeeded|failed)$/);
      if (cut?.status === 'failed') {
        expect(cut).toMatchObject({ error: { code: 'aborted' } });
        discarded++;
      }
      expect((await again.jobs()).every(({ finishedAt }) => finishedAt !== undefined)).toBe(true);
      const kept = (await again.generations()).map(({ id }) => id);
      const onDisk = await generationsOnDisk(folder);
      if (onDisk) expect(onDisk, `round ${round}: swept at start`).toEqual(kept.sort());
      if (round % 3 !== 2) continue;
      const { id } = await again.startReindex();
      let last: ReindexJob | undefined;
      for await (const state of again.watch(id)) last = state;
      expect(last, JSON.stringify(last)).toMatchObject({ status: 'succeeded', guard: { accepted: true } });
      expect(await debrisIn(join(folder, 'data')), `round ${round}`).toEqual([]);
    }
    expect(discarded).toBeGreaterThan(0); // else no kill met a rebuild
    expect(acknowledged.size).toBeGreaterThan(0);
    console.log(`${acknowledged.size} acknowledged articles over ${KILLS} kills; ${discarded} rebuilds cut off`);
  } finally {
    service.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

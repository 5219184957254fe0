import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { createDatelineAdminClient } from '../../client/dateline-admin-client.ts';
import { createDatelineClient } from '../../client/dateline-client.ts';

export const KILLS = Number(process.env['KILLS'] ?? 8);
const FILES = 80;
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
  try {
    for (let round = 0; round < KILLS; round++) {
      const archivist = createDatelineAdminClient({ baseUrl: service.url, key: ADMIN_KEY });
      const stopped = new AbortController();
      const reindexing = archivist.startReindex().catch(() => undefined);
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
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 1_500));
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
      const jobs = await createDatelineAdminClient({ baseUrl: service.url, key: ADMIN_KEY }).jobs();
      expect(jobs.every((job) => job.finishedAt !== undefined)).toBe(true);
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    console.log(`${acknowledged.size} acknowledged articles over ${KILLS} kills`);
  } finally {
    service.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

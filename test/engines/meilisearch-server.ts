import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Meilisearch } from 'meilisearch';

export interface MeilisearchServer {
  readonly url: string;
  readonly masterKey: string;
  readonly version: string;
  /** Of a server that we started: kills it at once (SIGKILL), and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Of a server that we started: starts it again on its port and data. */
  readonly start: () => Promise<void>;
  /** Stops sending answers without closing anything, and goes on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Of a server that we killed: copies its data to a folder, and puts such a copy back. */
  readonly copyData: (to: string) => Promise<void>;
  readonly replaceData: (from: string) => Promise<void>;
  /** Makes a dump and starts an empty server from it, as an upgrade does. */
  readonly restartFromDump: () => Promise<void>;
  /** Stops it and deletes its data; leaves a server that was there before alone. */
  readonly stop: () => Promise<void>;
}

/** Why there is no Meilisearch to try things on, or undefined when there is one. */
export function whyNoMeilisearch(): string | undefined {
  if (process.env['MEILI_URL'] !== undefined) return undefined;
  const found = spawnSync('meilisearch', ['--version'], { encoding: 'utf8' });
  if (found.status === 0) return undefined;
  return 'neither MEILI_URL is set nor is a `meilisearch` binary on the PATH';
}

/**
 * The server of MEILI_URL (with MEILI_MASTER_KEY), or one of our own on a free port with a temporary folder.
 * `own` asks for one of our own, that may be killed; `binary` for one of another version.
 */
export async function startMeilisearch({
  own = false,
  binary = 'meilisearch',
  masterKey = randomBytes(24).toString('hex'),
} = {}): Promise<MeilisearchServer> {
  const given = process.env['MEILI_URL'];
  if (given !== undefined && !own) {
    const givenKey = process.env['MEILI_MASTER_KEY'] ?? '';
    const cannot = (): never => {
      throw new Error('not our server');
    };
    const version = await versionOf(given, givenKey);
    return {
      url: given,
      masterKey: givenKey,
      version,
      kill: cannot,
      start: cannot,
      freeze: cannot,
      thaw: cannot,
      copyData: cannot,
      replaceData: cannot,
      restartFromDump: cannot,
      stop: () => Promise.resolve(),
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'dateline-meilisearch-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: ChildProcess;
  const start = async (more: readonly string[] = []): Promise<void> => {
    running = spawn(
      binary,
      [
        ...['--http-addr', `127.0.0.1:${port}`, '--db-path', data, '--dump-dir', join(folder, 'dumps')],
        ...[
          '--snapshot-dir',
          join(folder, 'snapshots'),
          '--max-indexing-memory',
          '512MiB',
          '--no-analytics',
          ...more,
          '--env',
          'production',
        ],
      ],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], MEILI_MASTER_KEY: masterKey, MEILI_LOG_LEVEL: 'ERROR' },
        stdio: 'ignore',
      },
    );
    await untilHealthy(url, running);
  };
  const kill = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    masterKey,
    version: await versionOf(url, masterKey),
    kill,
    start: () => start(),
    copyData: (to) => cp(data, to, { recursive: true }),
    replaceData: async (from) => {
      await rm(data, { recursive: true });
      await cp(from, data, { recursive: true });
    },
    restartFromDump: async () => {
      const admin = new Meilisearch({ host: url, apiKey: masterKey });
      const { details } = await admin.createDump().waitTask();
      await kill();
      await rm(data, { recursive: true });
      await start(['--import-dump', join(folder, 'dumps', `${details!.dumpUid!}.dump`)]);
    },
    freeze: () => void running.kill('SIGSTOP'),
    thaw: () => void running.kill('SIGCONT'),
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`meilisearch ended with ${child.exitCode}`);
    const healthy = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await delay(50);
  }
  throw new Error('meilisearch does not become healthy');
}

async function versionOf(url: string, masterKey: string): Promise<string> {
  const response = await fetch(`${url}/version`, { headers: { authorization: `Bearer ${masterKey}` } });
  return ((await response.json()) as { pkgVersion: string }).pkgVersion;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

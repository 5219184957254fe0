import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeJava, prepareServer } from './prepare.ts';
import type { ServerFiles } from './prepare.ts';

export interface ClusterOptions {
  readonly nodes?: number;
  /** Heap of each JVM. */
  readonly heap?: string;
  /** More of opensearch.yml. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Without it, the cluster believes everybody, and speaks no TLS. */
  readonly security?: ClusterSecurity;
}

export interface ClusterSecurity {
  readonly files: ServerFiles;
  readonly flags: readonly string[];
  /** Writes what a node reads from its configuration folder. */
  configure(folder: string): void;
  /** Resolves when a node takes requests. */
  ready(urls: readonly string[]): Promise<void>;
}

export interface ClusterNode {
  readonly url: string;
  readonly name: string;
  start(): Promise<void>;
  /** In good order. */
  stop(): Promise<void>;
  /** The power cord. */
  kill(): Promise<void>;
  /** Holds the process still, as a stuck disk would; `resume` lets it go on. */
  suspend(): void;
  resume(): void;
}

export interface Cluster {
  readonly urls: readonly string[];
  readonly nodes: readonly ClusterNode[];
  /** Waits until all nodes agree that all of them are there, that every copy of every shard is, and that none moves. */
  green(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real OpenSearch cluster on 127.0.0.1, a JVM for each node, so that one can be killed alone. For tests.
 * The JVMs end when this process does.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { nodes: count = 1, heap = '512m', settings = {}, timeoutMs = 180_000, security } = options;
  const files = security?.files ?? prepareServer();
  const home = mkdtempSync(join(tmpdir(), 'dateline-opensearch-'));
  const ports = await freePorts(count * 2);
  const transports = ports.slice(count);
  const nodes = ports.slice(0, count).map((http, index) => {
    const transport = transports[index]!;
    let child: ChildProcess | undefined;
    return {
      url: `${security === undefined ? 'http' : 'https'}://127.0.0.1:${http}`,
      name: `n${transport}`,
      start: async () => {
        const flags = [...(security?.flags ?? []), ...jvmFlags(files, heap, settings)];
        security?.configure(join(home, `n${transport}`, 'config'));
        const managers = transports.map((port) => `n${port}`).join();
        child = await launch(
          [...flags, home, 'dateline-test', `${http}`, `${transport}`, transports.join(), managers],
          timeoutMs,
        );
      },
      stop: () => ended(child, () => child?.stdin?.end()),
      kill: () => ended(child, () => child?.kill('SIGKILL')),
      suspend: () => void child?.kill('SIGSTOP'),
      resume: () => void child?.kill('SIGCONT'),
    };
  });
  const stop = async (): Promise<void> => {
    nodes.forEach((node) => node.resume());
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(home, { recursive: true, force: true });
  };
  const urls = nodes.map(({ url }) => url);
  const green = (withinMs = 240_000): Promise<void> => waitForGreen(urls, count, withinMs);
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await (security === undefined ? green() : security.ready(urls));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, nodes, green, stop };
}

function jvmFlags(files: ServerFiles, heap: string, settings: Readonly<Record<string, string>>): string[] {
  return [
    ...[`-Xms${heap}`, `-Xmx${heap}`, '-XX:MaxDirectMemorySize=128m', '-Xshare:auto', '-XX:TieredStopAtLevel=1'],
    existsSync(files.archive) ? `-XX:SharedArchiveFile=${files.archive}` : `-XX:ArchiveClassesAtExit=${files.archive}`,
    // The parent circuit breaker counts garbage too and only knows how to wait for G1: with another collector it answers
    // 429 at 95 % heap until the next full collection.
    ...['-XX:+UseSerialGC', '-Dset.indices.breaker.total.use_real_memory=false'],
    ...[`-Dlog4j2.configurationFile=${files.logging}`, '-Dlog4j2.disable.jmx=true', '-Dfile.encoding=UTF-8'],
    '-Dio.netty.allocator.type=unpooled',
    ...Object.entries(settings).map(([name, value]) => `-Dset.${name}=${value}`),
    ...['-cp', files.classPath, 'OpenSearchTestNode'],
  ];
}

function launch(args: readonly string[], timeoutMs: number): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    // stdin is a pipe on purpose: when this process dies, the JVM reads the end of it and ends too
    const child = spawn(nodeJava(), args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    const fail = (reason: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`OpenSearch ${reason}\n${said}`));
    };
    const timer = setTimeout(() => fail(`is not ready in ${timeoutMs} ms`), timeoutMs);
    child.stderr.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-20_000)));
    child.stdout.on('data', (data: Buffer) => {
      if (!data.toString().includes('READY')) return;
      clearTimeout(timer);
      resolve(child);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`ended (${code ?? signal})`));
  });
}

function ended(child: ChildProcess | undefined, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    end();
  });
}

async function waitForGreen(urls: readonly string[], nodes: number, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    // each is asked for itself: a manager that was held still believes for a while that nothing has changed
    const said = await Promise.all(urls.map(describeHealth));
    if (new Set(said).size === 1 && said[0]!.startsWith(`${nodes} nodes, green, 0 moving`)) return;
    if (Date.now() > until) throw new Error(`the cluster is not green after ${timeoutMs} ms: ${said.join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

interface NodeHealth {
  readonly status?: string;
  readonly number_of_nodes?: number;
  readonly relocating_shards?: number;
}

async function describeHealth(url: string): Promise<string> {
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`${url}/${path}`, { signal: AbortSignal.timeout(5_000) })).json();
  try {
    const [health, managers] = (await Promise.all([
      ask('_cluster/health?local=true'),
      ask('_cat/cluster_manager?format=json&local=true'),
    ])) as [NodeHealth, readonly { readonly node: string }[]];
    const { number_of_nodes, status, relocating_shards } = health;
    return `${number_of_nodes} nodes, ${status}, ${relocating_shards} moving, managed by ${managers[0]?.node}`;
  } catch (error) {
    return String(error);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer()
            .once('error', reject)
            .listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

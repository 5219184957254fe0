import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

const IDLE = 5_000;
const SLOW = 200;
const FLOODING = 300;
const LARGE = 8;
const LARGE_BYTES = 100_000_000;
/** No search may take more than five seconds, and readers no more than that and a little, however slow the machine. */
const PATIENCE_MS = 6_000;
const MOST_MEMORY_MB = 700;
const OPEN_FILES = Number(execFileSync('sh', ['-c', 'ulimit -Hn']).toString().trim().replace('unlimited', '1000000'));

let child: ChildProcess;
let url: string;
let port: number;
const sockets: Socket[] = [];

beforeAll(async () => {
  child = spawn(
    'sh',
    ['-c', 'ulimit -Sn "$(ulimit -Hn)"; exec "$0" --import tsx test/http/serve-newsroom.ts', process.execPath],
    {
      env: { ...process.env, SEARCH_THREADS: '1' }, // as a large index is served
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  url = line;
  port = Number(new URL(line).port);
  expect((await fetch(`${url}/api/search`)).status).toBe(200); // its thread has begun
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  const ended = once(child, 'exit');
  child.kill('SIGTERM'); // it takes its folder with it
  await ended;
});

function open(firstWords = ''): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
    socket.on('error', () => undefined);
    if (firstWords !== '') socket.write(firstWords);
    sockets.push(socket);
  });
}

const memoryMb = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))![1]) / 1024;

/** Asks as any reader would while something goes on. @returns the longest wait, and how often it was refused for now */
async function readersDuring(
  trouble: Promise<unknown>,
): Promise<{ longestMs: number; refused: number; asked: number }> {
  const seen = { longestMs: 0, refused: 0, asked: 0 };
  const state = { over: false };
  const ended = trouble.finally(() => (state.over = true));
  do {
    for (const path of ['/healthz', '/api/search?q=iraq&facets=country']) {
      const startedAt = performance.now();
      const response = await fetch(`${url}${path}`);
      await response.arrayBuffer();
      seen.longestMs = Math.max(seen.longestMs, performance.now() - startedAt);
      seen.asked++;
      if (response.status === 503 && path !== '/healthz') seen.refused++;
      else expect(response.status).toBe(200);
    }
  } while (!state.over || seen.asked < 20);
  await ended;
  return seen;
}

function judge(name: string, { longestMs, refused, asked }: Awaited<ReturnType<typeof readersDuring>>): void {
  const memory = memoryMb();
  console.log(
    `${name}: ${asked} others asked, longest wait ${longestMs.toFixed(0)} ms, ${refused} refused; ${memory.toFixed(0)} MB`,
  );
  expect(longestMs).toBeLessThan(PATIENCE_MS);
  expect(memory).toBeLessThan(MOST_MEMORY_MB);
}

test.skipIf(OPEN_FILES < 2 * IDLE)(
  'five thousand idle connections and two hundred slow clients keep nobody waiting',
  async () => {
    const idle = (async () => {
      for (let count = 0; count < IDLE; count += 100) await Promise.all(Array.from({ length: 100 }, () => open()));
    })();
    judge('while 5,000 connect', await readersDuring(idle));
    const drips = await Promise.all(
      Array.from({ length: SLOW }, (_unused, index) =>
        open(
          index % 2 === 0
            ? 'GET /api/search HTTP/1.1\r\nHost: x\r\nX-Slow: '
            : 'POST /multi-search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{',
        ),
      ),
    );
    const dripping = (async () => {
      for (let turn = 0; turn < 30; turn++) {
        for (const socket of drips) if (socket.writable) socket.write(' ');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    judge('while 5,000 are idle and 200 are slow', await readersDuring(dripping));
  },
);

/** Runs in a process of its own, so that readers do not wait for the one who floods. */
const FLOOD = `
  const [url, callers, seconds] = process.argv.slice(1);
  const agent = new (require('node:http').Agent)({ keepAlive: true, maxSockets: Number(callers) });
  const seen = { answered: 0, refused: 0, other: 0 };
  const until = Date.now() + seconds * 1000;
  const ask = () => require('node:http').get(url, { agent }, (response) => {
    const told = response.statusCode === 503 && /^\\d+$/.test(response.headers['retry-after']);
    seen[response.statusCode === 200 ? 'answered' : told ? 'refused' : 'other']++;
    response.resume().on('end', () => { if (Date.now() < until) ask(); });
  });
  for (let caller = 0; caller < callers; caller++) ask();
  process.on('exit', () => console.log(JSON.stringify(seen)));
`;

test('a flood is turned away at once, and the rest is answered', async () => {
  const flooded = `${url}/api/search?q=nato+iraq&facets=country,organisation&snippets=5`;
  const flood = spawn(process.execPath, ['-e', FLOOD, flooded, String(FLOODING), '4'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told = once(createInterface({ input: flood.stdout }), 'line') as Promise<[string]>;
  judge('during a flood of 300 callers', await readersDuring(told));
  const seen = JSON.parse((await told)[0]) as { answered: number; refused: number; other: number };
  console.log(`the flood: ${seen.answered} answered, ${seen.refused} refused`);
  expect(seen.answered).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
  expect(seen.other).toBe(0);
});

test('bodies of a hundred megabytes are refused, and cost no memory', async () => {
  const chunk = new Uint8Array(100_000).fill(32);
  const sending = Promise.all(
    Array.from({ length: LARGE }, () => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent >= LARGE_BYTES) controller.close();
          else controller.enqueue(chunk);
          sent += chunk.length;
        },
      });
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as const;
      return fetch(`${url}/multi-search`, request).then(
        ({ status }) => expect(status).toBe(413),
        () => undefined, // cut while it still sent
      );
    }),
  );
  judge('while 8 send 100 MB each', await readersDuring(sending));
});

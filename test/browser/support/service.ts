import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

/** The service, started as its users start it, over a folder that `fill` fills with articles. */
export async function startService(
  fill: (corpus: string) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-browser-'));
  const corpus = join(folder, 'corpus');
  await fill(corpus);
  const service = spawn(process.execPath, [join(ROOT, 'cli/dateline.mjs'), 'serve'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      CORPUS_DIR: corpus,
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return {
    url: await addressOf(service),
    stop: async () => {
      service.kill('SIGTERM');
      await once(service, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

/** The address that the service prints when it is ready. */
async function addressOf(service: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: service.stderr! })) {
    said.push(line);
    const address = /ready: (http:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      service.stderr!.resume();
      return address;
    }
  }
  throw new Error(`the service ended without an address:\n${said.join('\n')}`);
}

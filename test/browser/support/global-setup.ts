import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { ATTACKS } from './attacks.ts';
import { startStrangers } from './strangers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the service, started as its users start it. */
    site: string;
    /** Addresses of pages of other people that embed it. */
    strangers: string;
    adminKey: string;
  }
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ADMIN_KEY = 'admin-key-of-the-browser-tests';

/** One service over the shipped corpus and some hostile articles, and one server of strangers' pages, for all files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-browser-'));
  await cp(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true });
  await writeFile(join(folder, 'corpus', 'hostile.jsonl'), hostileArticles());
  const strangers = await startStrangers();
  const service = spawn(process.execPath, [join(ROOT, 'cli/dateline.mjs'), 'serve'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      CORPUS_DIR: join(folder, 'corpus'),
      DATA_DIR: join(folder, 'data'),
      DATELINE_ADMIN_KEY: ADMIN_KEY,
      CORS_ORIGINS: strangers.url,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const site = await addressOf(service);
  strangers.embed(site);
  project.provide('site', site);
  project.provide('strangers', strangers.url);
  project.provide('adminKey', ADMIN_KEY);
  return async () => {
    service.kill('SIGTERM');
    await once(service, 'exit');
    await strangers.close();
    await rm(folder, { recursive: true });
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

function hostileArticles(): string {
  return ATTACKS.map((attack, index) =>
    JSON.stringify({
      id: `attack-${index}`,
      title: `Hostile ${index} ${attack}`,
      text: `A report on hostilewords. ${attack}\n\n${ownWords(index)} ${attack}`,
      date: '2024-05-06',
      author: attack,
      section: attack.slice(0, 150),
      source: attack.slice(0, 150),
      organisations: [attack.slice(0, 150)],
      url: index % 2 === 0 ? `javascript:window.ran=${index}` : 'https://hostile.example/a',
    }),
  ).join('\n');
}

/** A paragraph that no other of these articles has, so that they are not taken for one story. */
function ownWords(index: number): string {
  return Array.from({ length: 60 }, (_, place) => `word${index}${String.fromCharCode(97 + (place % 26))}${place}`).join(
    ' ',
  );
}

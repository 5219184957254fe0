import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ArchiveOptions } from '../../archive/open-archive.ts';
import { openArchive } from '../../archive/open-archive.ts';
import type { Archive } from '../../core/archive.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { NOW, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine } from '../../engine/port.ts';
import type { MemoryCorpus } from './memory-corpus.ts';
import { memoryCorpus } from './memory-corpus.ts';

export interface TestArchive {
  readonly archive: Archive;
  readonly engine: Engine;
  readonly corpus: MemoryCorpus;
  readonly folder: string;
  /** What the archive logged: its facts, with the message as `msg`. */
  readonly logged: { msg: string; [fact: string]: unknown }[];
  /** The same folder and engine, as after a restart; the archive before it is closed first unless `killed`. */
  readonly reopen: (options?: { killed?: boolean }) => Promise<Archive>;
}

/** An archive on a brute-force engine with the newsroom published; closed and swept at the end of the test. */
export async function openTestArchive(options: Partial<ArchiveOptions> = {}): Promise<TestArchive> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'dateline-archive-')));
  const engine = options.engine ?? openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  if (!options.engine) await publish(engine, NEWSROOM);
  const corpus = (options.corpus as MemoryCorpus | undefined) ?? memoryCorpus(NEWSROOM);
  const logged: TestArchive['logged'] = [];
  const note = (facts: object, msg: string): void => void logged.push({ ...facts, msg });
  const open = (): Promise<Archive> =>
    openArchive({ now: () => NOW, synonyms: 3, ...options, engine, corpus, folder, log: { info: note, warn: note } });
  let archive = await open();
  const killed: Archive[] = [];
  onTestFinished(async () => {
    await Promise.allSettled([archive, ...killed].map((one) => one.close()));
    await rm(folder, { recursive: true, force: true });
  });
  return {
    archive,
    engine,
    corpus,
    folder,
    logged,
    async reopen(options = {}) {
      if (options.killed) killed.push(archive);
      else await archive.close();
      archive = await open();
      return archive;
    },
  };
}

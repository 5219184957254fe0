import { access, constants, statfs } from 'node:fs/promises';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { loadStepContext } from '../../indexer/load-step-context.ts';
import { count } from '../../indexer/report.ts';
import type { CommandContext } from '../command.ts';
import { dataFolder, engineConfig, readCanaries } from '../compose.ts';
import type { Config } from '../config.ts';
import { makeDataFolder } from '../data-folder.ts';
import { codeOf } from '../configured-file.ts';
import { whereSought } from '../engine-address.ts';
import { openKeyRing } from '../open-key-ring.ts';

const FREE_BYTES_WANTED = 1_000_000_000;

/** One thing that a deployment needs. Resolves to what was found; rejects with what is wrong. */
interface Check {
  readonly name: string;
  readonly run: (config: Config) => Promise<string>;
}

const CHECKS: readonly Check[] = [
  {
    name: 'corpus folder',
    run: async ({ CORPUS_DIR }) => {
      await access(CORPUS_DIR, constants.R_OK).catch((error: unknown) => {
        throw new Error(`CORPUS_DIR: ${CORPUS_DIR} cannot be read (${codeOf(error)})`);
      });
      return CORPUS_DIR;
    },
  },
  {
    name: 'data folder',
    run: async ({ DATA_DIR }) => {
      makeDataFolder(DATA_DIR);
      const { bavail, bsize } = await statfs(DATA_DIR);
      const free = bavail * bsize;
      if (free < FREE_BYTES_WANTED)
        throw new Error(`only ${Math.round(free / 1e6)} MB free: a rebuild needs room beside the live index`);
      return `${DATA_DIR}, ${Math.round(free / 1e9)} GB free`;
    },
  },
  {
    name: 'places and names',
    run: async () => {
      const { gazetteer } = await loadStepContext(dataFolder());
      return `${gazetteer.synonyms.length} groups of synonyms`;
    },
  },
  {
    name: 'search keys',
    run: async (config) => {
      await openKeyRing(config, config.DATELINE_ADMIN_KEY);
      return config.DATELINE_SEARCH_KEYS_FILE ?? 'none: everyone may search';
    },
  },
  {
    name: 'canary queries',
    run: async (config) => `${(await readCanaries(config)).length}`,
  },
  {
    name: 'engine',
    run: async (config) => {
      const engine = await createEngine(engineConfig(config), { synonyms: [] });
      try {
        const { ok, detail, version } = await engine.health();
        if (!ok) throw new DatelineError('engine_unavailable', detail);
        const live = (await engine.generations()).find((generation) => generation.live);
        const index = live
          ? `${count(live.documents, 'article')}, generation ${live.id}`
          : "no index yet: 'dateline index' makes one";
        return `${engine.name}${version === undefined ? '' : ` ${version}`}, ${index}`;
      } finally {
        await engine.close();
      }
    },
  },
];

/** Tries everything that a deployment needs and says what is wrong. The configuration itself was checked on the way here. */
export async function doctor({ config, say }: CommandContext): Promise<boolean> {
  say(`ok     configuration: NODE_ENV=${config.NODE_ENV}, DATELINE_ENGINE=${config.DATELINE_ENGINE}`);
  let healthy = true;
  for (const { name, run } of CHECKS) {
    try {
      say(`ok     ${name}: ${await run(config)}`);
    } catch (error) {
      healthy = false;
      say(`wrong  ${name}: ${error instanceof Error ? error.message : String(error)}`);
      const sought = isDatelineError(error, 'engine_unavailable') ? whereSought(config) : null;
      if (sought !== null) say(`       ${sought}`);
    }
  }
  return healthy;
}

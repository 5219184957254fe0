import { availableParallelism } from 'node:os';
import { migrate } from '../../archive/migrate.ts';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { createEngine, type EngineConfig } from '../../engine/create-engine.ts';
import { loadGazetteer } from '../../indexer/gazetteer/load-gazetteer.ts';
import type { CommandContext } from '../command.ts';
import { dataFolder, engineConfig } from '../compose.ts';
import { makeDataFolder } from '../data-folder.ts';
import { ADDRESS_VARIABLE } from '../engine-address.ts';
import { stoppable } from '../stoppable.ts';

const ENGINES = ['embedded', 'meilisearch', 'opensearch'] as const;

/**
 * Copies the live generation of the configured engine to another one, or with `--url` to another server of the same
 * kind, and publishes it there when all counts agree. What is copied from is only read.
 */
export async function migrateTo({ config, values, say }: CommandContext): Promise<boolean> {
  const target = ENGINES.find((engine) => engine === values['to']);
  const url = values['url'] as string | undefined;
  if (target === undefined || (target === config.DATELINE_ENGINE && url === undefined)) {
    const others = ENGINES.filter((engine) => engine !== config.DATELINE_ENGINE).join(' or ');
    throw new DatelineError('invalid_parameter', `--to takes ${others}: DATELINE_ENGINE is what is copied from`, {
      details: { parameter: 'to' },
    });
  }
  const there =
    url === undefined ? atFullSpeed(engineConfig(config, target)) : atUrl(engineConfig(config, target), url);
  makeDataFolder(config.DATA_DIR);
  const { synonyms } = await loadGazetteer(dataFolder());
  const from = await createEngine(engineConfig(config), { synonyms });
  try {
    const to = await createEngine(there, { synonyms }, { warn: say });
    try {
      const onProgress = (done: number, total: number): void => say(`${done} of ${total} articles`);
      const { documents, generation } = await stoppable((signal) => migrate(from, to, { onProgress, signal }));
      say(`${documents} articles copied; ${target} answers with generation ${generation}.`);
      say(`Set ${whatToSet(target, url)} and restart; the ${from.name} index is left as it is.`);
      return true;
    } catch (error) {
      if (!isDatelineError(error, 'aborted')) throw error;
      say('Canceled; nothing was published.');
      return false;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Nothing but the new index needs the processor: articles are copied as they are. */
function atFullSpeed(engine: EngineConfig): EngineConfig {
  return engine.engine === 'embedded' ? { ...engine, fillThreads: availableParallelism() } : engine;
}

/** The same engine on another server, with the same credentials. @throws invalid_parameter */
function atUrl(engine: EngineConfig, url: string): EngineConfig {
  const here = engine.engine === 'meilisearch' ? [engine.url] : engine.engine === 'opensearch' ? engine.nodes : [];
  const isNew = URL.canParse(url) && !here.some((other) => new URL(other).host === new URL(url).host);
  if (isNew && engine.engine === 'meilisearch') return { ...engine, url };
  if (isNew && engine.engine === 'opensearch') return { ...engine, nodes: [url] };
  throw new DatelineError('invalid_parameter', '--url takes the address of another Meilisearch or OpenSearch server', {
    details: { parameter: 'url' },
  });
}

function whatToSet(engine: EngineConfig['engine'], url: string | undefined): string {
  const address = url === undefined || engine === 'embedded' ? '' : ` and ${ADDRESS_VARIABLE[engine]}=${url}`;
  return `DATELINE_ENGINE=${engine}${address}`;
}

import { migrate } from '../../archive/migrate.ts';
import { DatelineError } from '../../core/errors.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { loadGazetteer } from '../../indexer/gazetteer/load-gazetteer.ts';
import type { CommandContext } from '../command.ts';
import { dataFolder, engineConfig } from '../compose.ts';

const ENGINES = ['embedded', 'meilisearch', 'opensearch'] as const;

/** Copies the live generation of the configured engine to another one, and publishes it there when all counts agree. */
export async function migrateTo({ config, values, say }: CommandContext): Promise<boolean> {
  const target = ENGINES.find((engine) => engine === values['to']);
  if (target === undefined || target === config.DATELINE_ENGINE) {
    const others = ENGINES.filter((engine) => engine !== config.DATELINE_ENGINE).join(' or ');
    throw new DatelineError('invalid_parameter', `--to takes ${others}: DATELINE_ENGINE is what is copied from`, {
      details: { parameter: 'to' },
    });
  }
  const { synonyms } = await loadGazetteer(dataFolder());
  const from = await createEngine(engineConfig(config), { synonyms });
  try {
    const to = await createEngine(engineConfig(config, target), { synonyms }, { warn: say });
    try {
      const { documents, generation } = await migrate(from, to, {
        onProgress: (done, total) => say(`${done} of ${total} articles`),
      });
      say(`${documents} articles copied; ${target} answers with generation ${generation}.`);
      say(`Set DATELINE_ENGINE=${target} and restart; the ${from.name} index is left as it is.`);
      return true;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

import { join } from 'node:path';
import { loadBoilerplate } from './boilerplate.ts';
import type { Gazetteer } from './gazetteer/gazetteer.ts';
import { loadGazetteer } from './gazetteer/load-gazetteer.ts';
import { loadLanguageDetector } from './language/language-detector.ts';
import type { StepContext } from './step.ts';

/**
 * Everything the steps look at, from the `data` folder; a gazetteer that has been read already need not be read again.
 * @throws invalid_config naming the file and line that is wrong
 */
export async function loadStepContext(
  dataFolder: string,
  known: Gazetteer | Promise<Gazetteer> = loadGazetteer(dataFolder),
): Promise<StepContext> {
  const [gazetteer, boilerplate, detectLanguage] = await Promise.all([
    known,
    loadBoilerplate(join(dataFolder, 'boilerplate.jsonl')),
    loadLanguageDetector(dataFolder),
  ]);
  return { gazetteer, boilerplate, detectLanguage };
}

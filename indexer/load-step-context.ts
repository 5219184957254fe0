import { join } from 'node:path';
import { loadBoilerplate } from './boilerplate.ts';
import { loadGazetteer } from './gazetteer/load-gazetteer.ts';
import { loadLanguageDetector } from './language-detector.ts';
import type { StepContext } from './step.ts';

/** Everything the steps look at, from the `data` folder. @throws invalid_config naming the file and line that is wrong */
export async function loadStepContext(dataFolder: string): Promise<StepContext> {
  const [gazetteer, boilerplate, detectLanguage] = await Promise.all([
    loadGazetteer(dataFolder),
    loadBoilerplate(join(dataFolder, 'boilerplate.jsonl')),
    loadLanguageDetector(),
  ]);
  return { gazetteer, boilerplate, detectLanguage };
}

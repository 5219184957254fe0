import { join } from 'node:path';
import { loadBoilerplate } from './boilerplate.ts';
import type { Gazetteer } from './gazetteer/gazetteer.ts';
import { loadLanguageDetector } from './language-detector.ts';
import type { StepContext } from './step.ts';

/** Everything the steps look at, from the `data` folder. @throws invalid_config naming the file and line that is wrong */
export async function loadStepContext(dataFolder: string): Promise<StepContext> {
  const [boilerplate, detectLanguage] = await Promise.all([
    loadBoilerplate(join(dataFolder, 'boilerplate.jsonl')),
    loadLanguageDetector(),
  ]);
  const gazetteer = { vocabulary: null, synonyms: [] } as unknown as Gazetteer; // until data/ has one
  return { gazetteer, boilerplate, detectLanguage };
}

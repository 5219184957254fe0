import { formatMessage } from '../core/message.ts';
import { loadBoilerplate } from '../indexer/boilerplate.ts';
import type { Gazetteer } from '../indexer/gazetteer/gazetteer.ts';
import { loadLanguageDetector } from '../indexer/language-detector.ts';
import { normaliseFiles } from '../indexer/normalise-files.ts';

/** Documents of the paths given as JSON Lines on standard output, messages on standard error. */
const paths = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const gazetteer = { vocabulary: null, synonyms: [] } as unknown as Gazetteer; // until data/ has one
const context = {
  gazetteer,
  boilerplate: await loadBoilerplate('data/boilerplate.jsonl'),
  detectLanguage: await loadLanguageDetector(),
};
for await (const item of normaliseFiles(paths, context)) {
  if ('document' in item) process.stdout.write(`${JSON.stringify(item.document)}\n`);
  else process.stderr.write(`${formatMessage(item.message)}\n`);
}

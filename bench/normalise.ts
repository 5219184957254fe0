import { formatMessage } from '../core/message.ts';
import { loadStepContext } from '../indexer/load-step-context.ts';
import { normaliseFiles } from '../indexer/normalise-files.ts';
import { threadWorkshop } from '../indexer/thread-workshop.ts';
import { localWorkshop } from '../indexer/workshop.ts';

/** Documents of the paths given as JSON Lines on standard output, messages on standard error. */
const paths = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const keepRepeats = process.argv.includes('--keep-repeats');
const threads = Number(process.env['THREADS'] ?? 0);
const workshop = threads > 0 ? threadWorkshop('data', threads) : localWorkshop(await loadStepContext('data'));
for await (const item of normaliseFiles(paths, workshop, { keepRepeats })) {
  if ('json' in item) process.stdout.write(`${item.json}\n`);
  else process.stderr.write(`${formatMessage(item.message)}\n`);
}
await workshop.rest();

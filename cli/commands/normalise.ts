import { once } from 'node:events';
import { formatMessage } from '../../core/message.ts';
import { DatelineError } from '../../core/errors.ts';
import { loadStepContext } from '../../indexer/load-step-context.ts';
import { normaliseFiles } from '../../indexer/normalise-files.ts';
import type { CommandContext } from '../command.ts';
import { dataFolder, openWorkshop } from '../compose.ts';

/** The documents of the paths on standard output, one JSON object a line; messages on standard error. */
export async function normalise({ stdout, say, values, positionals }: CommandContext): Promise<boolean> {
  if (values.format !== undefined && values.format !== 'jsonl')
    throw new DatelineError('invalid_parameter', '--format: only jsonl is known', { details: { parameter: 'format' } });
  const workshop = openWorkshop(() => loadStepContext(dataFolder()));
  try {
    const keepRepeats = values['keep-repeats'] === true;
    for await (const item of normaliseFiles(positionals, workshop, { keepRepeats })) {
      if ('message' in item) say(formatMessage(item.message));
      // A reader that is slower than we are must not fill the memory.
      else if (!stdout.write(`${item.json}\n`)) await once(stdout, 'drain');
    }
  } finally {
    await workshop.rest();
  }
  return true;
}

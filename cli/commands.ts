import type { Command } from './command.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { index } from './commands/index.ts';
import { normalise } from './commands/normalise.ts';
import { serve } from './commands/serve.ts';
import { verify } from './commands/verify.ts';

const MANY = Number.POSITIVE_INFINITY;

/** THE list of commands, in the order that `help` shows. A command is a row here and a file in `commands/`. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    usage: 'serve',
    summary: 'start the server; index the corpus first when there is no index yet',
    run: serve,
  },
  {
    name: 'index',
    usage: 'index [--changed] [--dry-run] [--force] [PATH…]',
    summary: 'rebuild the index from files or folders and publish it',
    options: { changed: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } },
    arguments: [0, MANY],
    run: index,
  },
  {
    name: 'normalise',
    usage: 'normalise [--format jsonl] [--keep-repeats] PATH…',
    summary: 'print the documents, one JSON object a line',
    options: { format: { type: 'string' }, 'keep-repeats': { type: 'boolean' } },
    arguments: [1, MANY],
    run: normalise,
  },
  {
    name: 'explain',
    usage: 'explain FILE',
    summary: 'show the articles found in a file, why each facet was given, what was dropped',
    arguments: [1, 1],
    run: explain,
  },
  { name: 'verify', usage: 'verify', summary: 'check the files of the embedded index', run: verify },
  { name: 'doctor', usage: 'doctor', summary: 'check this deployment', run: doctor },
];

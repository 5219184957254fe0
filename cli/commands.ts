import type { Command } from './command.ts';

const MANY = Number.POSITIVE_INFINITY;

/**
 * THE list of commands, in the order that `help` shows. A command is a row here and a file in `commands/`, which is loaded when
 * it is called: `help` and a mistyped option answer at once.
 */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    usage: 'serve',
    summary: 'start the server; index the corpus first when there is no index yet',
    run: async (context) => (await import('./commands/serve.ts')).serve(context),
  },
  {
    name: 'index',
    usage: 'index [--changed] [--dry-run] [--force] [PATH…]',
    summary: 'rebuild the index from files or folders and publish it',
    options: {
      changed: { type: 'boolean', means: 'recognise anew only files that have changed since the last run' },
      'dry-run': {
        type: 'boolean',
        means: 'judge the new index and publish nothing; exit code 1 where the guard refuses',
      },
      force: { type: 'boolean', means: 'publish what the guard refuses; an empty index never' },
    },
    arguments: [0, MANY],
    run: async (context) => (await import('./commands/index.ts')).index(context),
  },
  {
    name: 'normalise',
    usage: 'normalise [--format jsonl] [--keep-repeats] PATH…',
    summary: 'print the documents, one JSON object a line',
    options: {
      format: { type: 'string', means: 'jsonl, the only one' },
      'keep-repeats': { type: 'boolean', means: 'leave a story that several files tell as several documents' },
    },
    arguments: [1, MANY],
    run: async (context) => (await import('./commands/normalise.ts')).normalise(context),
  },
  {
    name: 'explain',
    usage: 'explain FILE',
    summary: 'show the articles found in a file, why each facet was given, what was dropped',
    arguments: [1, 1],
    run: async (context) => (await import('./commands/explain.ts')).explain(context),
  },
  {
    name: 'verify',
    usage: 'verify',
    summary: 'check the files of the embedded index',
    run: async (context) => (await import('./commands/verify.ts')).verify(context),
  },
  {
    name: 'migrate',
    usage: 'migrate --to ENGINE [--url URL]',
    summary: 'copy the live index to another engine or server, verify it, and publish it there',
    options: {
      to: { type: 'string', means: 'embedded, meilisearch or opensearch' },
      url: { type: 'string', means: 'the server to copy to; by default the one that the environment names' },
    },
    run: async (context) => (await import('./commands/migrate.ts')).migrateTo(context),
  },
  {
    name: 'doctor',
    usage: 'doctor',
    summary: 'check this deployment',
    run: async (context) => (await import('./commands/doctor.ts')).doctor(context),
  },
];

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { asDatelineError, isDatelineError, isFullDisk, type DatelineError } from '../core/errors.ts';
import { oneLine } from '../core/message.ts';
import { readConfig, type Config } from './config.ts';
import type { Command, Surroundings } from './command.ts';
import { codeOf } from './configured-file.ts';
import { COMMANDS } from './commands.ts';
import { whereSought } from './engine-address.ts';
import { version } from './version.ts';

const EXIT = { ok: 0, failed: 1, wrongUse: 2 } as const;

function usage(): string {
  const lines = COMMANDS.map((command) => `  ${command.usage.padEnd(62)} ${command.summary}`);
  return [
    'usage: dateline COMMAND',
    '',
    ...lines,
    '',
    'Configuration is read from the environment: docs/operating.md',
    '',
  ].join('\n');
}

function usageOf(command: Command): string {
  const options = Object.entries(command.options ?? {});
  return [
    `usage: dateline ${command.usage}`,
    '',
    `  ${command.summary}`,
    ...(options.length > 0 ? [''] : []),
    ...options.map(([name, { means }]) => `  ${`--${name}`.padEnd(16)} ${means}`),
    '',
  ].join('\n');
}

/** Options as written on the command line; a mistake in them is wrong use. */
function parse(command: Command, argv: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  const config: ParseArgsConfig = {
    args: [...argv],
    options: command.options ?? {},
    allowPositionals: true,
    strict: true,
  };
  const { values, positionals } = parseArgs(config);
  const [min, max] = command.arguments ?? [0, 0];
  if (positionals.length < min)
    throw new TypeError(`${command.name} needs ${min === 1 ? 'a path' : `${min} arguments`}`);
  if (positionals.length > max) throw new TypeError(`${command.name} takes no argument '${positionals[max] ?? ''}'`);
  return { values, positionals };
}

/**
 * Runs one command. Data goes to standard output, everything said to people to standard error; the configuration is read
 * from the environment.
 * @returns the exit code: 0, 1 for failed work, 2 for wrong use
 */
export async function main(argv: readonly string[], { env, stdout, stderr }: Surroundings = process): Promise<number> {
  const say = (text: string): void => void stderr.write(`${text}\n`);
  stdout.on('error', (error: NodeJS.ErrnoException) => endUnread(error, say));
  stderr.on('error', () => undefined); // the work is not done for those who listen to what is said meanwhile
  const [name, ...rest] = argv;
  const asked = name === 'help' ? rest[0] : name;
  const command = COMMANDS.find((candidate) => candidate.name === asked);
  if (command && (name === 'help' || rest[0] === '--help' || rest[0] === '-h')) {
    stdout.write(usageOf(command));
    return EXIT.ok;
  }
  if (asked === undefined || asked === 'help' || asked === '--help' || asked === '-h') {
    stdout.write(usage());
    return name === undefined ? EXIT.wrongUse : EXIT.ok;
  }
  if (name === '--version') {
    stdout.write(`${version()}\n`);
    return EXIT.ok;
  }
  if (!command) {
    say(`dateline: there is no command '${oneLine(asked)}'\n\n${usage()}`);
    return EXIT.wrongUse;
  }
  let parsed;
  try {
    parsed = parse(command, rest);
  } catch (error) {
    say(`dateline ${name}: ${oneLine((error as Error).message)}\nusage: dateline ${command.usage}`);
    return EXIT.wrongUse;
  }
  let config: Config | undefined;
  try {
    config = readConfig(env);
    const done = await command.run({ config, stdout, stderr, say, ...parsed });
    return done ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (!isDatelineError(error) && !isFullDisk(error)) throw error;
    const known = asDatelineError(error);
    say(`dateline ${name}: ${known.message}`);
    const sought = config && known.code === 'engine_unavailable' ? whereSought(config, parsed.values) : null;
    for (const reason of [...reasonsNotYetSaid(known), ...(sought === null ? [] : [sought])]) say(`  - ${reason}`);
    return known.code === 'invalid_config' || known.code === 'invalid_parameter' ? EXIT.wrongUse : EXIT.failed;
  }
}

/** What nobody takes ends the command. A reader that has seen enough, as `head` has, is no fault; a full disk is one. */
function endUnread(error: NodeJS.ErrnoException, say: (text: string) => void): void {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  say(`dateline: standard output cannot be written to (${codeOf(error)})`);
  process.exit(EXIT.failed);
}

function reasonsNotYetSaid(error: DatelineError): readonly string[] {
  return (error.details.reasons ?? []).filter((reason) => !error.message.includes(reason));
}

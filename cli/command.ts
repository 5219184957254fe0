import type { Config } from './config.ts';

/** What surrounds a run of the program; the process itself has all of it. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** What a command is given. Data goes to `stdout`; `say` writes a line for people to standard error. */
export interface CommandContext extends Pick<Surroundings, 'stdout' | 'stderr'> {
  readonly config: Config;
  readonly say: (text: string) => void;
  readonly values: Record<string, unknown>;
  readonly positionals: readonly string[];
}

/** An option as `node:util` parses it, and what it does, for `--help`. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly means: string;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** Fewest and most positional arguments; none when absent. */
  readonly arguments?: readonly [number, number];
  /** Resolves to false when the work failed and the reason has been said. */
  readonly run: (context: CommandContext) => Promise<boolean>;
}

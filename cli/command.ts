import type { ParseArgsConfig } from 'node:util';
import type { Config } from './config.ts';

/** What a command is given. `say` writes a line for people to standard error. */
export interface CommandContext {
  readonly config: Config;
  readonly say: (text: string) => void;
  readonly values: Record<string, unknown>;
  readonly positionals: readonly string[];
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options?: ParseArgsConfig['options'];
  /** Fewest and most positional arguments; none when absent. */
  readonly arguments?: readonly [number, number];
  /** Resolves to false when the work failed and the reason has been said. */
  readonly run: (context: CommandContext) => Promise<boolean>;
}

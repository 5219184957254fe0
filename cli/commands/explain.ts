import { explainFile } from '../../indexer/explain.ts';
import { loadStepContext } from '../../indexer/load-step-context.ts';
import type { CommandContext } from '../command.ts';
import { dataFolder } from '../compose.ts';

/** What was found in one file and why, for an editor, on standard output. */
export async function explain({ stdout, positionals }: CommandContext): Promise<boolean> {
  const context = await loadStepContext(dataFolder());
  for await (const line of explainFile(positionals[0]!, context)) stdout.write(`${line}\n`);
  return true;
}

import { join } from 'node:path';
import { oneLine } from '../../core/message.ts';
import { verifyIndex } from '../../engine/embedded/engine.ts';
import type { CommandContext } from '../command.ts';

/** Reads every block of the embedded index and says what is wrong where. */
export function verify({ config, say }: CommandContext): Promise<boolean> {
  const { ok, findings, generations, segments, documents } = verifyIndex(join(config.DATA_DIR, 'index'));
  for (const { file, problem } of findings) say(oneLine(`${file}: ${problem}`));
  say(
    ok
      ? `The index is sound: ${generations} generations, ${segments} segments, ${documents} documents.`
      : `${findings.length} faults. 'dateline index' rebuilds it from the corpus.`,
  );
  return Promise.resolve(ok);
}

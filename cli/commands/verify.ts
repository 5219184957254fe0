import { join } from 'node:path';
import { oneLine } from '../../core/message.ts';
import { verifyIndex } from '../../engine/embedded/engine.ts';
import { count } from '../../indexer/report.ts';
import type { CommandContext } from '../command.ts';
import { KEPT } from '../data-folder.ts';

/** Reads every block of the embedded index and says what is wrong where. */
export function verify({ config, say }: CommandContext): Promise<boolean> {
  const folder = join(config.DATA_DIR, KEPT.index);
  const { ok, findings, generations, segments, documents } = verifyIndex(folder);
  if (ok && generations === 0) {
    say(oneLine(`There is no embedded index in ${folder}: 'dateline index' makes one.`));
    return Promise.resolve(false);
  }
  for (const { file, problem } of findings) say(oneLine(`${file}: ${problem}`));
  say(
    ok
      ? `The index is sound: ${count(generations, 'generation')}, ${count(segments, 'segment')}, ${count(documents, 'document')}.`
      : `${count(findings.length, 'fault')}. 'dateline index' rebuilds it from the corpus.`,
  );
  return Promise.resolve(ok);
}

import type { ArticleDocument } from '../core/document.ts';
import { DatelineError } from '../core/errors.ts';
import type { ArchiveState } from './archive-state.ts';
import { followDecisions, toDocuments } from './follow-decisions.ts';

/**
 * Makes a kept generation live again; without a name the one before the live one. What was taken down since stays away, and
 * what editors handed in since is put in again: a rollback undoes a bad rebuild, not people's decisions. To be run alone.
 * @returns the generation's name @throws not_found
 */
export async function rollBack(state: ArchiveState, generation: string | undefined): Promise<string> {
  const { engine, unfinishedRollback } = state;
  const generations = await engine.generations();
  const live = generations.findIndex((one) => one.live);
  const target = generation === undefined ? generations[live + 1] : generations.find((one) => one.id === generation);
  if (target === undefined) {
    const what = generation === undefined ? 'there is no earlier generation' : 'there is no such generation';
    throw new DatelineError('not_found', what);
  }
  // All that can be read beforehand is: readers see what was taken down until it has been removed again.
  const upsert = await decidedSince(state, target.createdAt);
  await unfinishedRollback.write(target.id);
  await engine.rollback(target.id);
  await followDecisions(state, upsert);
  await unfinishedRollback.clear();
  return target.id;
}

/**
 * Ends a rollback that was cut off behind its switch, by a kill or by an engine that went away: what was taken down would be
 * shown. Of a note that cannot be read it may have been any: to follow decisions once more does no harm. To be run alone.
 * @returns whether there was one
 */
export async function finishRollBack(state: ArchiveState): Promise<boolean> {
  const { engine, unfinishedRollback } = state;
  const note = await unfinishedRollback.read();
  if (note === null) return false;
  const live = (await engine.generations()).find((one) => one.live);
  // not switched, or switched again since; or another process is before its switch, and needs the note
  if (!live || (note.generation !== null && note.generation !== live.id)) return false;
  await followDecisions(state, await decidedSince(state, live.createdAt));
  await unfinishedRollback.clear();
  return true;
}

/** What editors handed in since a time, with what was taken down by any process known. */
async function decidedSince(state: ArchiveState, time: string): Promise<ArticleDocument[]> {
  await state.takedowns.catchUp();
  return toDocuments(
    state,
    state.edits.records(({ at }) => at >= time),
  );
}

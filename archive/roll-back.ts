import { DatelineError } from '../core/errors.ts';
import type { ArchiveState } from './archive-state.ts';
import { followDecisions, toDocuments } from './follow-decisions.ts';

/**
 * Makes a kept generation live again; without a name the one before the live one. What was taken down since stays away, and
 * what editors handed in since is put in again: a rollback undoes a bad rebuild, not people's decisions. To be run alone.
 * @returns the generation's name @throws not_found
 */
export async function rollBack(state: ArchiveState, generation: string | undefined): Promise<string> {
  const { engine, edits, takedowns } = state;
  const generations = await engine.generations();
  const live = generations.findIndex((one) => one.live);
  const target = generation === undefined ? generations[live + 1] : generations.find((one) => one.id === generation);
  if (target === undefined) {
    const what = generation === undefined ? 'there is no earlier generation' : 'there is no such generation';
    throw new DatelineError('not_found', what);
  }
  await takedowns.catchUp();
  // All that can be read beforehand is: readers see what was taken down until it has been removed again.
  const upsert = await toDocuments(
    state,
    edits.records(({ at }) => at >= target.createdAt),
  );
  await engine.rollback(target.id);
  await followDecisions(state, upsert);
  return target.id;
}

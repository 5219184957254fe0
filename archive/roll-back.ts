import { DatelineError } from '../core/errors.ts';
import type { ArticleDocument } from '../core/document.ts';
import type { ArchiveState } from './archive-state.ts';
import { literalQuery } from './browse-query.ts';

const SCAN_PAGE = 500;

/**
 * Makes a kept generation live again; without a name the one before the live one. What was taken down since stays away, and
 * what editors handed in since is put in again: a rollback undoes a bad rebuild, not people's decisions. To be run alone.
 * @returns the generation's name @throws not_found
 */
export async function rollBack(state: ArchiveState, generation: string | undefined): Promise<string> {
  const { engine, takedowns } = state;
  const generations = await engine.generations();
  const live = generations.findIndex((one) => one.live);
  const target = generation === undefined ? generations[live + 1] : generations.find((one) => one.id === generation);
  if (target === undefined) {
    const what = generation === undefined ? 'there is no earlier generation' : 'there is no such generation';
    throw new DatelineError('not_found', what);
  }
  await takedowns.catchUp();
  // All that can be read beforehand is: readers see what was taken down until it has been removed again.
  const upsert = await editedSince(state, target.createdAt);
  const remove = [...takedowns.ids()];
  await engine.rollback(target.id);
  if (upsert.length + remove.length > 0) await engine.update({ upsert, remove });
  await sweepLive(state);
  return target.id;
}

async function editedSince(
  { corpus, edits, takedowns }: ArchiveState,
  createdAt: string,
): Promise<readonly ArticleDocument[]> {
  const documents: ArticleDocument[] = [];
  for await (const { id, at, record } of edits.records()) {
    if (at < createdAt) continue;
    const { document } = await corpus.normalise({ ...record, id });
    if (document && !takedowns.match(document)) documents.push(document);
  }
  return documents;
}

/** Removes from what is live the copies of what was taken down: they bear other ids. */
async function sweepLive({ engine, takedowns }: ArchiveState): Promise<void> {
  if (takedowns.ids().length === 0) return;
  const remove: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await engine.scan(literalQuery(''), cursor, SCAN_PAGE);
    for (const document of page.documents) if (takedowns.match(document)) remove.push(document.id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  if (remove.length > 0) await engine.update({ upsert: [], remove });
}

import { DatelineError } from '../core/errors.ts';
import type { ArticleDocument } from '../core/document.ts';
import type { ArchiveState } from './archive-state.ts';

/**
 * Makes a kept generation live again; without a name the one before the live one. What was taken down since stays away, and
 * what editors handed in since is put in again: a rollback undoes a bad rebuild, not people's decisions. To be run alone.
 * @returns the generation's name @throws not_found
 */
export async function rollBack(
  { engine, corpus, edits, takedowns }: ArchiveState,
  generation: string | undefined,
): Promise<string> {
  const generations = await engine.generations();
  const live = generations.findIndex((one) => one.live);
  const target = generation === undefined ? generations[live + 1] : generations.find((one) => one.id === generation);
  const id = generation ?? target?.id;
  if (id === undefined) throw new DatelineError('not_found', 'there is no earlier generation');
  await engine.rollback(id);
  const upsert: ArticleDocument[] = [];
  for await (const { id, at, record } of edits.records()) {
    if (target === undefined || at < target.createdAt) continue;
    const { document } = await corpus.normalise({ ...record, id });
    if (document && !takedowns.match(document)) upsert.push(document);
  }
  const remove = [...takedowns.ids()];
  if (upsert.length + remove.length > 0) await engine.update({ upsert, remove });
  return id;
}

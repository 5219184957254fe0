import type { ArticleDocument } from '../core/document.ts';
import type { ArchiveState } from './archive-state.ts';

/**
 * Makes a kept generation live again. What was taken down since stays away, and what editors handed in since is put in
 * again: a rollback undoes a bad rebuild, not people's decisions. To be run alone. @throws not_found
 */
export async function rollBack({ engine, corpus, edits, takedowns }: ArchiveState, generation: string): Promise<void> {
  const target = (await engine.generations()).find((one) => one.id === generation);
  await engine.rollback(generation);
  const upsert: ArticleDocument[] = [];
  for await (const { id, at, record } of edits.records()) {
    if (target === undefined || at < target.createdAt) continue;
    const { document } = await corpus.normalise({ ...record, id });
    if (document && !takedowns.match(document)) upsert.push(document);
  }
  const remove = [...takedowns.ids()];
  if (upsert.length + remove.length > 0) await engine.update({ upsert, remove });
}

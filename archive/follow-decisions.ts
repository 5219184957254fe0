import type { ArticleDocument } from '../core/document.ts';
import type { ArchiveState } from './archive-state.ts';
import type { EditedRecord } from './edits.ts';
import { readEverything } from './read-everything.ts';

/** The articles of what editors handed in, without what was taken down since. */
export async function toDocuments(
  { corpus, takedowns }: ArchiveState,
  records: AsyncIterable<EditedRecord>,
): Promise<ArticleDocument[]> {
  const documents: ArticleDocument[] = [];
  for await (const { id, record } of records) {
    const { document } = await corpus.normalise({ ...record, id });
    if (document && !takedowns.match(document)) documents.push(document);
  }
  return documents;
}

/** Puts articles into what is live and removes all that was taken down: by id at once, then its copies, which bear other ids. */
export async function followDecisions(
  { engine, takedowns }: ArchiveState,
  upsert: readonly ArticleDocument[],
): Promise<void> {
  const ids = [...takedowns.ids()];
  if (upsert.length + ids.length > 0) await engine.update({ upsert, remove: ids });
  if (ids.length === 0) return;
  const copies: string[] = [];
  for await (const documents of readEverything(engine))
    for (const document of documents) if (takedowns.match(document)) copies.push(document.id);
  if (copies.length > 0) await engine.update({ upsert: [], remove: copies });
}

import type { ArticleDocument } from '../core/document.ts';
import type { ArchiveState } from './archive-state.ts';
import { literalQuery } from './browse-query.ts';
import type { EditedRecord } from './edits.ts';

const SCAN_PAGE = 500;

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
  let cursor: string | undefined;
  do {
    const page = await engine.scan(literalQuery(''), cursor, SCAN_PAGE);
    for (const document of page.documents) if (takedowns.match(document)) copies.push(document.id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  if (copies.length > 0) await engine.update({ upsert: [], remove: copies });
}

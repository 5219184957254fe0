import { setImmediate } from 'node:timers/promises';
import type { ArticleDocument } from '../core/document.ts';
import type { SearchReader } from '../engine/port.ts';
import { literalQuery } from './browse-query.ts';

const PAGE = 500;

/** All articles of one state of a generation, what is under embargo as well, some hundred at a time. @throws what `scan` does */
export async function* readEverything(
  reader: Pick<SearchReader, 'scan'>,
  signal?: AbortSignal,
): AsyncIterable<readonly ArticleDocument[]> {
  let cursor: string | undefined;
  do {
    const page = await reader.scan(literalQuery(''), cursor, PAGE, { signal });
    yield page.documents;
    cursor = page.nextCursor;
    await setImmediate(); // an engine in this process answers without a turn of the loop, and readers wait for theirs
  } while (cursor !== undefined);
}

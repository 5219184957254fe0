import type { ArticleDocument } from '../../core/document.ts';
import type { Corpus } from '../../core/reindex-job.ts';
import { article } from '../../engine/conformance/build.ts';

export interface MemoryCorpus extends Corpus {
  /** What the next reindex will read. */
  articles: readonly ArticleDocument[];
  /** Awaited before every batch: tests hold a reindex here. */
  beforeBatch: (number: number) => Promise<void>;
  batchSize: number;
}

/** A corpus of ready documents; records become articles without recognition. */
export function memoryCorpus(articles: readonly ArticleDocument[]): MemoryCorpus {
  const corpus: MemoryCorpus = {
    articles,
    beforeBatch: () => Promise.resolve(),
    batchSize: 10,
    async *documents({ signal, onProgress }): AsyncIterable<readonly ArticleDocument[]> {
      const all = corpus.articles;
      for (let start = 0, number = 0; start < all.length; start += corpus.batchSize, number++) {
        await corpus.beforeBatch(number);
        signal?.throwIfAborted();
        const batch = all.slice(start, start + corpus.batchSize);
        yield batch;
        const done = start + batch.length;
        onProgress?.({ filesDone: done, filesTotal: all.length, articles: done, repeatsMerged: 0 });
      }
    },
    normalise: (record) => {
      const { id = 'x', title = '', text = '', url, date, embargoUntil } = record;
      if (text.trim() === '') {
        const message = { severity: 'error' as const, rule: 'no-text', reason: 'there is no text', file: 'PUT' };
        return Promise.resolve({ document: null, messages: [message] });
      }
      const document = article({
        id,
        title,
        body: text,
        ...(date !== undefined && { date, datePrecision: 'day', dateSource: 'record' }),
        ...(url !== undefined && { url }),
        ...(embargoUntil !== undefined && { embargoUntil }),
        sources: [{ file: 'PUT', record: id }],
      });
      return Promise.resolve({ document, messages: [] });
    },
  };
  return corpus;
}

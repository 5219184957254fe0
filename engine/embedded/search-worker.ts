import { parentPort, workerData } from 'node:worker_threads';
import { readerOf } from './index-reader.ts';
import { serveCalls } from './index/call-thread.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { ARTICLE_SCHEMA } from './to-document.ts';
import { toSynonyms } from './to-settings.ts';
import type { SearchReader } from '../port.ts';
import type { SearchWorkerData } from './search-threads.ts';

// A thread that searches: it opens the same folder, for reading only.
const { folder, settings } = workerData as SearchWorkerData;
const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: 1, readOnly: true });
const reader = readerOf(index, toSynonyms(settings));

serveCalls(parentPort!, (method, args) => {
  if (method === 'refresh') {
    index.refresh();
    return undefined;
  }
  return (reader[method as keyof SearchReader] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
});

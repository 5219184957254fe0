import type { Message } from '../core/message.ts';
import { findFiles } from './read/find-files.ts';
import type { FinishedArticle, WorkResult } from './work-item.ts';
import { workItems } from './work-items.ts';
import type { Workshop } from './workshop.ts';

/** What the next piece of work gave, and how far the reading has come. */
export interface ReadArticles {
  readonly articles: readonly FinishedArticle[];
  readonly messages: readonly Message[];
  readonly filesDone: number;
  readonly filesTotal: number;
}

/**
 * All articles below the roots, in path order whatever finishes first, with no more work begun than the workshop can do.
 * @throws not_found when a root does not exist; the signal's reason when aborted
 */
export async function* readArticles(
  roots: readonly string[],
  workshop: Workshop,
  signal?: AbortSignal,
): AsyncGenerator<ReadArticles> {
  const found = await findFiles(roots);
  const filesTotal = found.files.length;
  let said: Message[] = [...found.messages];
  let filesDone = 0;
  const begun: { readonly result: Promise<WorkResult>; readonly said: readonly Message[] }[] = [];
  const finishOldest = async (): Promise<ReadArticles> => {
    const { result, said: before } = begun.shift()!;
    const { articles, messages } = await result;
    return { articles, messages: [...before, ...messages], filesDone, filesTotal };
  };
  const onMessage = (message: Message) => said.push(message);
  const onFileDone = () => filesDone++;
  for await (const item of workItems(found.files, onMessage, onFileDone, signal)) {
    begun.push({ result: workshop.work(item), said });
    said = [];
    if (begun.length > workshop.parallel) yield await finishOldest();
    signal?.throwIfAborted();
  }
  while (begun.length > 0) yield await finishOldest();
  yield { articles: [], messages: said, filesDone, filesTotal };
}

import type { ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';
import { findFiles } from './read/find-files.ts';
import type { StepContext } from './step.ts';
import { doWork } from './work-item.ts';
import { workItems } from './work-items.ts';

/** What a run of `normalise` yields: documents, and what is said about them, in path order. */
export type Normalised = { readonly document: ArticleDocument } | { readonly message: Message };

/** The documents of files and folders. @throws not_found when a path does not exist; the signal's reason when aborted */
export async function* normaliseFiles(
  paths: readonly string[],
  context: StepContext,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<Normalised> {
  const { files, messages } = await findFiles(paths);
  const said = [...messages];
  for await (const item of workItems(
    files,
    (message) => said.push(message),
    () => undefined,
    options.signal,
  )) {
    const result = await doWork(item, context);
    for (const message of [...said.splice(0), ...result.messages]) yield { message };
    for (const document of result.documents) yield { document };
  }
  for (const message of said) yield { message };
}

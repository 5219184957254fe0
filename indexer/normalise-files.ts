import type { Message } from '../core/message.ts';
import { readArticles } from './read-articles.ts';
import type { Workshop } from './workshop.ts';
import { IdAssigner } from './stories/assign-ids.ts';
import { IdentityRegistry } from './stories/identity-registry.ts';
import { StoryCollector } from './stories/story-collector.ts';

/** What a run of `normalise` yields: a document as JSON, or something said about the content. */
export type Normalised = { readonly json: string } | { readonly message: Message };

export interface NormaliseOptions {
  /** Every article as it was found, also when another tells the same story. */
  readonly keepRepeats: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The documents of files and folders, in path order; repeats merged unless they are to be kept.
 * @throws not_found when a path does not exist; the signal's reason when aborted
 */
export async function* normaliseFiles(
  paths: readonly string[],
  workshop: Workshop,
  options: NormaliseOptions,
): AsyncGenerator<Normalised> {
  const collector = new StoryCollector();
  try {
    for await (const { articles, messages } of readArticles(paths, workshop, options.signal)) {
      for (const message of messages) yield { message };
      for (const article of articles) {
        if (options.keepRepeats) yield { json: article.json };
        else await collector.add(article);
      }
    }
    const ids = new IdAssigner(IdentityRegistry.empty(), () => collector.bodyKeys());
    for await (const { document, versions } of collector.stories())
      yield { json: JSON.stringify({ ...document, id: ids.assign(document, versions) }) };
  } finally {
    await collector.close();
  }
}

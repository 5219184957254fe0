import type { ArticleDocument } from '../../core/document.ts';
import type { FinishedArticle } from '../work-item.ts';
import { groupStories } from './group-stories.ts';
import { mergeRepeats } from './merge-repeats.ts';
import { Spool } from './spool.ts';
import { StoryIndex } from './story-index.ts';

/** One story: the document of all its versions, and the numbers of the articles it was told in. */
export interface Story {
  readonly document: ArticleDocument;
  readonly versions: readonly ArticleDocument[];
}

/** Collects the articles of a run on disk, then yields each story once. */
export class StoryCollector {
  readonly #spool: Spool;
  readonly #index = new StoryIndex();

  private constructor(spool: Spool) {
    this.#spool = spool;
  }

  static async open(scratchFolder?: string): Promise<StoryCollector> {
    return new StoryCollector(await Spool.open(scratchFolder));
  }

  get articles(): number {
    return this.#index.length;
  }

  async add(article: FinishedArticle): Promise<void> {
    this.#index.add(article.fingerprint);
    await this.#spool.append(article.json);
  }

  /** Every story once, in the order in which the longest version of each was read. */
  async *stories(): AsyncGenerator<Story> {
    const story = await groupStories(this.#index, (article) => this.#read(article));
    const versions = versionLists(story);
    for (let article = 0; article < story.length; article++) {
      if (story[article] !== article) continue;
      const documents: ArticleDocument[] = [];
      for (let version = article; version >= 0; version = versions[version]!) documents.push(await this.#read(version));
      yield { document: mergeRepeats(documents), versions: documents };
    }
  }

  async close(): Promise<void> {
    await this.#spool.close();
  }

  async #read(article: number): Promise<ArticleDocument> {
    return JSON.parse(await this.#spool.read(article)) as ArticleDocument;
  }
}

/** For each article the next version of its story, or −1: linked lists that start at the story's first. */
function versionLists(story: Uint32Array): Int32Array {
  const next = new Int32Array(story.length).fill(-1);
  for (let article = story.length - 1; article >= 0; article--) {
    const first = story[article]!;
    if (first === article) continue;
    next[article] = next[first]!;
    next[first] = article;
  }
  return next;
}

import type { ArticleDocument } from '../../core/document.ts';
import type { FinishedArticle } from '../work-item.ts';
import { identityOf, textIdentity, TEXT_IDENTITY_DIGITS, type Identity } from './identity.ts';
import { groupStories } from './group-stories.ts';
import type { KeySet } from '../../core/key-set.ts';
import { mergeRepeats } from './merge-repeats.ts';
import { Spool } from './spool.ts';
import { StoryIndex } from './story-index.ts';

/** One story: the document of all its versions, and what each of them is recognised by. */
export interface Story {
  readonly document: ArticleDocument;
  readonly versions: readonly Identity[];
}

/** Collects the articles of a run on disk, then yields each story once. */
export class StoryCollector {
  readonly #spool: Spool;
  readonly #index = new StoryIndex();

  constructor(scratchFolder?: string) {
    this.#spool = new Spool(scratchFolder);
  }

  get articles(): number {
    return this.#index.length;
  }

  async add(article: FinishedArticle): Promise<void> {
    this.#index.add(article.fingerprint);
    await this.#spool.append(textIdentity(article.fingerprint) + article.json);
  }

  /** The body keys of all articles, for whoever gives them their ids. */
  bodyKeys(): KeySet {
    return this.#index.bodyKeys();
  }

  /** Every story once, in the order in which the longest version of each was read. */
  async *stories(): AsyncGenerator<Story> {
    const story = await groupStories(this.#index, async (article) => (await this.#readVersion(article)).document);
    this.#index.release();
    const versions = versionLists(story);
    for (let article = 0; article < story.length; article++) {
      if (story[article] !== article) continue;
      const found: { document: ArticleDocument; identity: Identity }[] = [];
      for (let version = article; version >= 0; version = versions[version]!)
        found.push(await this.#readVersion(version));
      const document = mergeRepeats(found.map((version) => version.document));
      yield { document, versions: found.map((version) => version.identity) };
    }
  }

  async close(): Promise<void> {
    await this.#spool.close();
  }

  async #readVersion(article: number): Promise<{ document: ArticleDocument; identity: Identity }> {
    const text = await this.#spool.read(article);
    const document = JSON.parse(text.slice(TEXT_IDENTITY_DIGITS)) as ArticleDocument;
    return { document, identity: identityOf(document, text.slice(0, TEXT_IDENTITY_DIGITS)) };
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

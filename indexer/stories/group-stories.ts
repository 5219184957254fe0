import { setImmediate } from 'node:timers/promises';
import type { ArticleDocument } from '../../core/document.ts';
import { comparableUrl, overlap } from './fingerprint.ts';
import type { StoryIndex } from './story-index.ts';

/** How much of the shorter text the longer must hold for both to be one story. */
const SAME_STORY_CONTAINMENT = 0.85;
/** Two versions of one address may differ more: a story that grew over the day. */
const SAME_ADDRESS_CONTAINMENT = 0.4;
/**
 * Shorter texts recur word for word on different days: dividends, rates, "markets closed". They are one story only when
 * their day or their address is the same too.
 */
const BRIEF_LENGTH = 400;
/** No text with as many shingles is as short as that. */
const NO_BRIEF_SHINGLES = BRIEF_LENGTH / 2;
const TEXTS_AT_HAND = 64;
/** After so many articles a service answers its readers. */
const TURN_ARTICLES = 512;

/**
 * For each article, the number of the article whose story it tells (its own when it tells a new one). Articles are taken
 * longest first and compared with the first of each story only, so there are no chains of weak likeness, and the outcome
 * depends neither on the order nor on the batches in which articles came.
 */
export async function groupStories(
  index: StoryIndex,
  read: (article: number) => Promise<ArticleDocument>,
): Promise<Uint32Array> {
  const order = new Uint32Array(index.length).map((_, article) => article).sort((a, b) => index.compare(a, b) || a - b);
  const story = new Uint32Array(index.length);
  const isPlaced = new Uint8Array(index.length);
  const recall = recently(read);
  let previous = -1;
  for (const [at, article] of order.entries()) {
    if (at % TURN_ARTICLES === 0) await setImmediate();
    const isRepeat =
      previous >= 0 && index.isSameText(previous, article) && index.shinglesOf(article) >= NO_BRIEF_SHINGLES;
    story[article] = isRepeat ? story[previous]! : await findStory(article);
    isPlaced[article] = 1;
    previous = article;
  }
  return story;

  async function findStory(article: number): Promise<number> {
    const firsts = new Set<number>();
    for (const other of index.candidates(article)) if (isPlaced[other] === 1) firsts.add(story[other]!);
    let best = article;
    let bestContainment = 0;
    for (const first of [...firsts].sort((a, b) => index.compare(a, b) || a - b)) {
      const [one, other] = [await recall(article), await recall(first)];
      const { containment } = overlap(one.body, other.body);
      if (containment <= bestContainment || !isOneStory(one, other, containment)) continue;
      best = first;
      bestContainment = containment;
    }
    return best;
  }
}

function isOneStory(one: ArticleDocument, other: ArticleDocument, containment: number): boolean {
  if (one.url !== undefined && other.url !== undefined && comparableUrl(one.url) === comparableUrl(other.url))
    return containment >= SAME_ADDRESS_CONTAINMENT;
  const isBrief = Math.min(one.body.length, other.body.length) < BRIEF_LENGTH;
  if (isBrief && (one.date === null || one.date !== other.date)) return false;
  return containment >= SAME_STORY_CONTAINMENT;
}

/** Remembers the last few documents read. */
function recently(read: (article: number) => Promise<ArticleDocument>): (article: number) => Promise<ArticleDocument> {
  const recent = new Map<number, ArticleDocument>();
  return async (article) => {
    const document = recent.get(article) ?? (await read(article));
    recent.delete(article);
    recent.set(article, document);
    if (recent.size > TEXTS_AT_HAND) recent.delete(recent.keys().next().value!);
    return document;
  };
}

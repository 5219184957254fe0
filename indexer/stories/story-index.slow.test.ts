import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import type { Fingerprint } from './fingerprint.ts';
import { groupStories } from './group-stories.ts';
import { float64List } from './number-list.ts';
import { StoryIndex } from './story-index.ts';

const ARTICLES = 150_000;
const BYTES_PER_ARTICLE = 200;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let state = 1;
/** A 32-bit xorshift: the same numbers in every run. */
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

/** As an article of 350 words has it: one shingle in 32 is kept. */
function fingerprint(): Fingerprint {
  const samples = Uint32Array.from({ length: 11 }, () => random() & ~31);
  return {
    bodyKey: [random(), random()],
    shingles: 347,
    coarseness: 5,
    samples,
    hints: Uint32Array.from([random()]),
    sketch: new Uint32Array(),
  };
}

test(`finding repeats costs at most ${BYTES_PER_ARTICLE} bytes of memory an article`, async () => {
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const index = new StoryIndex();
  const spooled = float64List();
  let most = 0;
  const look = () => {
    collectGarbage();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  };
  for (let article = 0; article < ARTICLES; article++) {
    index.add(fingerprint());
    spooled.push(article);
  }
  index.candidates(0); // builds the inverted index
  look();
  const stories = await groupStories(index, (article) => Promise.resolve({ body: String(article) } as ArticleDocument));
  look();
  index.release();
  collectGarbage();
  collectGarbage(); // the first one has not counted all that it lets go
  const kept = process.memoryUsage().arrayBuffers - before;
  const keys = index.bodyKeys();
  look();
  expect(stories.every((story, article) => story === article)).toBe(true);
  expect(keys.size).toBe(ARTICLES);
  expect(spooled.length).toBe(ARTICLES);

  expect(most / ARTICLES).toBeLessThan(BYTES_PER_ARTICLE);
  expect(kept / ARTICLES).toBeLessThan(BYTES_PER_ARTICLE / 4); // beside what writes the index it would be felt
});

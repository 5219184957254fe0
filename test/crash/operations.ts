import type { ArticleDocument } from '../../core/document.ts';
import type { Engine } from '../../engine/port.ts';
import { article } from '../../engine/conformance/build.ts';

/** One change of an index. Made from its number alone, so that the one who is killed and the one who looks agree. */
export type Operation =
  | { readonly kind: 'update'; readonly upsert: readonly ArticleDocument[]; readonly remove: readonly string[] }
  | { readonly kind: 'rebuild'; readonly batches: readonly (readonly ArticleDocument[])[] }
  | { readonly kind: 'rollback' };

/** Generations kept beside the live one. */
export const KEPT = 2;

/** A small generator of equally likely numbers below 2^32 (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORDS = [
  'nato',
  'iraq',
  'mission',
  'training',
  'peace',
  'talks',
  'of',
  'the',
  'council',
  'border',
  'aid',
  'vote',
];

/** The operation with this number. The first one is a rebuild. */
export function operation(seed: number, number: number): Operation {
  const random = randomNumbers(seed * 100_003 + number);
  const document = (): ArticleDocument => {
    const words = (count: number): string => Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(' ');
    return article({
      id: `d${random(400)}`,
      title: `${words(3)} ${number}`,
      body: words(30),
      date: `20${10 + random(15)}-0${1 + random(9)}-1${random(10)}`,
      countries: ['IQ', 'TR', 'FR'].slice(random(3)),
    });
  };
  const documents = (count: number): ArticleDocument[] => Array.from({ length: count }, document);
  const choice = number === 0 ? 0 : random(10);
  if (choice === 0) return { kind: 'rebuild', batches: [documents(150), documents(40), documents(1 + random(100))] };
  if (choice === 1) return { kind: 'rollback' };
  const remove = Array.from({ length: random(12) }, () => `d${random(400)}`);
  return { kind: 'update', upsert: documents(random(30)), remove };
}

/** Carries an operation out on an engine. */
export async function perform(engine: Engine, one: Operation): Promise<void> {
  if (one.kind === 'update') await engine.update(one);
  else if (one.kind === 'rebuild') {
    const rebuild = await engine.startRebuild();
    try {
      for (const batch of one.batches) {
        await rebuild.add(batch);
        await rebuild.preview(); // writes what is in memory, so that there is something to merge
      }
      await rebuild.commit();
    } finally {
      await rebuild.discard();
    }
  } else {
    const kept = await engine.generations();
    const live = kept.findIndex((generation) => generation.live);
    const other = kept[live + 1] ?? kept[0];
    if (other) await engine.rollback(other.id);
  }
}

/** What should be in an index: the documents of every kept generation, newest first, and which one is live. */
export interface Expected {
  readonly generations: readonly ReadonlyMap<string, ArticleDocument>[];
  readonly live: number;
}

export const NOTHING: Expected = { generations: [], live: -1 };

/** What should be there after an operation. */
export function after(before: Expected, one: Operation): Expected {
  const { generations, live } = before;
  if (one.kind === 'rebuild') {
    const built = new Map<string, ArticleDocument>();
    for (const document of one.batches.flat()) built.set(document.id, document);
    // Of the others stay that which was live, whatever it was rolled back to, and the newest.
    const others = generations.filter((_, number) => number !== live).slice(0, KEPT - 1);
    const kept = generations.filter((one, number) => number === live || others.includes(one));
    return { generations: [built, ...kept], live: 0 };
  }
  if (one.kind === 'rollback') {
    return generations.length === 0 ? before : { generations, live: generations[live + 1] ? live + 1 : 0 };
  }
  const changed = new Map(generations[live]);
  for (const id of one.remove) changed.delete(id);
  for (const document of one.upsert) changed.set(document.id, document);
  return { generations: generations.map((documents, index) => (index === live ? changed : documents)), live };
}

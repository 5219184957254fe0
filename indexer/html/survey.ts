import { fold } from '../../core/text.ts';
import type { Block } from './blocks.ts';
import { marksOf, NAME_KINDS } from './element-names.ts';
import type { PageElement } from './page-tree.ts';

/** What the metadata states, as far as it helps to know the article's text. */
export interface StatedText {
  readonly headline: string;
  readonly description: string;
  /** JSON-LD `articleBody`, or empty. */
  readonly body: string;
}

/** How an element is placed: what it and the elements around it are named, and how near. */
export interface Placement {
  readonly depth: number;
  /** Levels up to the nearest element with a name of each kind, in the order of `NAME_KINDS`; `FAR` when there is none. */
  readonly names: Uint8Array;
  /** The marks of boilerplate on it and around it. */
  readonly marks: readonly string[];
  /** The tags around it and its own. */
  readonly tags: ReadonlySet<string>;
}

/** Levels that stand for "nowhere around". */
export const FAR = 40;

/** What blocks have together: those below one element, or those that look alike. */
export interface Sum {
  blocks: number;
  length: number;
  linkLength: number;
  prose: number;
}

/** What one pass over a page's blocks learns of the page as a whole, for judging each block in its place. */
export interface Survey {
  readonly blocks: readonly Block[];
  readonly stated: StatedText;
  /** Each block's text as a key, see `textKey`. */
  readonly keys: readonly string[];
  /** What each block is worth as prose. */
  readonly prose: readonly number[];
  readonly totalProse: number;
  readonly placements: ReadonlyMap<PageElement, Placement>;
  readonly below: ReadonlyMap<PageElement, Sum>;
  /** By tag and class of block and parent, see `lookOf`. */
  readonly lookAlikes: ReadonlyMap<string, Sum>;
  /** The share of the page's prose that stands under each mark of boilerplate. */
  readonly shareOfMark: ReadonlyMap<string, number>;
  /** How often each key stands on the page. */
  readonly repeats: ReadonlyMap<string, number>;
  /** Position of the headline among the blocks, or -1. */
  readonly headlineAt: number;
}

/** Letters and digits only, folded, for comparing texts that were set differently. */
export function textKey(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Tag and class of a block and of its parent: blocks that look alike on the page have the same. */
export function lookOf({ element }: Block): string {
  const { parent } = element;
  const own = `${element.name}.${element.attributes['class'] ?? ''}`;
  return parent ? `${own}<${parent.name}.${parent.attributes['class'] ?? ''}` : own;
}

export function isHeading({ element: { name } }: Block): boolean {
  return name.length === 2 && name >= 'h1' && name <= 'h6';
}

/** What a block is worth as prose: its length without links, up to a long paragraph's; nothing for scraps and headings. */
export function proseWorth(block: Block): number {
  const { length } = block.text;
  const prose = length - block.linkLength;
  if (prose < 30 || prose < 0.4 * length || isHeading(block)) return 0;
  return Math.min(prose / 80, 4) * (block.element.name === 'p' ? 1.2 : 1);
}

/** Surveys the blocks of a page. */
export function surveyPage(blocks: readonly Block[], stated: StatedText): Survey {
  const prose = blocks.map(proseWorth);
  const keys = blocks.map((block) => textKey(block.text));
  const placements = new Map<PageElement, Placement>();
  const below = new Map<PageElement, Sum>();
  const lookAlikes = new Map<string, Sum>();
  const shareOfMark = new Map<string, number>();
  const repeats = new Map<string, number>();
  const totalProse = prose.reduce((sum, value) => sum + value, 0);
  blocks.forEach((block, at) => {
    const placement = place(block.element, placements);
    const share = prose[at]! / totalProse;
    if (share > 0) for (const mark of placement.marks) shareOfMark.set(mark, (shareOfMark.get(mark) ?? 0) + share);
    for (let element: PageElement | null = block.element; element; element = element.parent)
      add(below, element, block, prose[at]!);
    add(lookAlikes, lookOf(block), block, prose[at]!);
    repeats.set(keys[at]!, (repeats.get(keys[at]!) ?? 0) + 1);
  });
  const headlineAt = findHeadline(blocks, keys, textKey(stated.headline));
  return { blocks, stated, keys, prose, totalProse, placements, below, lookAlikes, shareOfMark, repeats, headlineAt };
}

function add<Key>(sums: Map<Key, Sum>, key: Key, block: Block, prose: number): void {
  let sum = sums.get(key);
  if (!sum) sums.set(key, (sum = { blocks: 0, length: 0, linkLength: 0, prose: 0 }));
  sum.blocks += 1;
  sum.length += block.text.length;
  sum.linkLength += block.linkLength;
  sum.prose += prose;
}

function place(element: PageElement, known: Map<PageElement, Placement>): Placement {
  const before = known.get(element);
  if (before) return before;
  const outer = element.parent ? place(element.parent, known) : null;
  const own = marksOf(element);
  const names = new Uint8Array(NAME_KINDS.length);
  for (let at = 0; at < names.length; at += 1)
    names[at] = own.kinds.has(NAME_KINDS[at]!) ? 0 : Math.min(FAR, (outer?.names[at] ?? FAR) + 1);
  const marks = outer?.marks ?? [];
  const tags = outer?.tags;
  const placement = {
    depth: outer ? outer.depth + 1 : 0,
    names,
    marks: own.marks.length === 0 ? marks : [...new Set([...own.marks, ...marks])],
    tags: tags?.has(element.name) ? tags : new Set([...(tags ?? []), element.name]),
  };
  known.set(element, placement);
  return placement;
}

function findHeadline(blocks: readonly Block[], keys: readonly string[], headline: string): number {
  const firstHeading = blocks.findIndex(({ element }) => element.name === 'h1');
  if (headline === '') return firstHeading;
  const isLike = (key: string): boolean =>
    key === headline || (key.length > 15 && (headline.includes(key) || key.includes(headline)));
  const heading = blocks.findIndex(({ element }, at) => element.name === 'h1' && isLike(keys[at]!));
  if (heading >= 0) return heading;
  const same = keys.indexOf(headline);
  return same >= 0 ? same : firstHeading;
}

import type { Block } from './blocks.ts';
import { findContainers, rarestMark, VETO_SHARE, type Containers } from './container.ts';
import { NAME_KINDS } from './element-names.ts';
import type { PageElement } from './page-tree.ts';
import { standingIn, type Standing } from './standing.ts';
import { isHeading, lookOf, textKey, type Sum, type Survey } from './survey.ts';
import { textFeatures, TEXT_FEATURES, type StatedKeys, type TextFeatures } from './text-features.ts';

const TAGS = ['p', 'li', 'td', 'div', 'pre'];
const AROUND = 'li ul table blockquote figure details form article aside header section main'.split(' ');
const CONTAINERS = ['unmarked', 'any', 'named', 'article', 'core'] as const satisfies readonly (keyof Containers)[];
const LEVELS = ['own', 'parent', 'grandparent', 'greatGrandparent'];
const PLACE = [
  'rarestMark',
  'marked',
  'marks',
  'depth',
  'coreUp',
  'coreMeets',
  'headlineUp',
  'headlineMeets',
  'fromHeadline',
  'fromCoreStart',
  'fromCoreEnd',
  'relativePosition',
  'blocks',
  'totalProse',
  'alikeProse',
  'alikeBlocks',
  'alikeLength',
  'alikeLinks',
  'proseFromHeadline',
  'proseBefore',
  'proseAfter',
  'proseAround',
  'linkRun',
  'heading',
  'linkShare',
  'boldShare',
  'italicShare',
  'repeats',
] as const;
type PlaceFeatures = Record<(typeof PLACE)[number], number>;

const STEPS = [-2, -1, 1, 2];
const OF_NEIGHBOURS = [
  'length',
  'linkShare',
  'heading',
  'endsSentence',
  'inStatedBody',
  'coreUp',
  'coreMeets',
  'alikeProse',
  'rarestMark',
] as const;

/** The names of what `blockFeatures` tells of each block, in its order. */
export const FEATURES: readonly string[] = [
  ...TEXT_FEATURES,
  ...PLACE,
  ...TAGS.map((tag) => `tag.${tag}`),
  ...AROUND.map((tag) => `around.${tag}`),
  ...NAME_KINDS.map((kind) => `name.${kind}`),
  ...CONTAINERS.flatMap((name) => [`in.${name}`, `share.${name}`]),
  ...LEVELS.flatMap((level) => ['prose', 'links', 'blocks', 'length'].map((what) => `${level}.${what}`)),
  ...STEPS.flatMap((step) => OF_NEIGHBOURS.map((name) => `${step}.${name}`)),
];

/** What can be said of each block of a page in numbers: its text, its tag and names, its place, its neighbours. */
export function blockFeatures(survey: Survey): Float64Array[] {
  const context = contextOf(survey);
  const described = survey.blocks.map((block, at) => ({
    text: textFeatures(block, survey.keys[at]!, context.stated),
    place: placeFeatures(block, at, context),
  }));
  return survey.blocks.map((block, at) => {
    const { text, place } = described[at]!;
    const placement = survey.placements.get(block.element)!;
    const row: number[] = [];
    for (const name of TEXT_FEATURES) row.push(text[name]);
    for (const name of PLACE) row.push(place[name]);
    for (const tag of TAGS) row.push(block.element.name === tag ? 1 : 0);
    for (const tag of AROUND) row.push(placement.tags.has(tag) ? 1 : 0);
    row.push(...placement.names);
    const standing = context.standing(block.element);
    CONTAINERS.forEach((_, container) =>
      row.push((standing.inside >> container) & 1, context.containerShares[container]!),
    );
    let level: PageElement | null = block.element;
    for (let step = 0; step < LEVELS.length; step += 1, level = level?.parent ?? null)
      pushSum(row, level && survey.below.get(level), survey);
    for (const step of STEPS) pushNeighbour(row, described[at + step]);
    return Float64Array.from(row);
  });
}

function pushSum(row: number[], sum: Sum | null | undefined, { totalProse }: Survey): void {
  if (sum)
    row.push(
      totalProse > 0 ? sum.prose / totalProse : 0,
      sum.linkLength / sum.length,
      sum.blocks,
      sum.length / sum.blocks,
    );
  else row.push(-1, -1, -1, -1);
}

function pushNeighbour(row: number[], neighbour: { text: TextFeatures; place: PlaceFeatures } | undefined): void {
  const { text, place } = neighbour ?? {};
  row.push(
    text?.length ?? -1,
    place?.linkShare ?? -1,
    place?.heading ?? -1,
    text?.endsSentence ?? -1,
    text?.inStatedBody ?? -1,
  );
  row.push(place?.coreUp ?? -1, place?.coreMeets ?? -1, place?.alikeProse ?? -1, place?.rarestMark ?? -1);
}

interface Context {
  readonly survey: Survey;
  readonly stated: StatedKeys;
  readonly containerShares: readonly number[];
  readonly standing: (element: PageElement) => Standing;
  readonly coreStart: number;
  readonly coreEnd: number;
  /** Paragraphs before each block, and before the end. */
  readonly proseBefore: readonly number[];
  readonly linkRuns: readonly number[];
}

function contextOf(survey: Survey): Context {
  const { blocks, stated, below, totalProse } = survey;
  const containers = findContainers(survey);
  const standing = standingIn(
    CONTAINERS.map((name) => containers[name]),
    containers.core,
    blocks[survey.headlineAt]?.element ?? null,
  );
  const inCore = blocks.flatMap(({ element }, at) => (standing(element).coreMeets === 0 ? [at] : []));
  let proseSoFar = 0;
  return {
    survey,
    stated: {
      headline: textKey(stated.headline),
      headlineWords: new Set(
        textKey(stated.headline)
          .split(' ')
          .filter((word) => word.length > 3),
      ),
      description: textKey(stated.description),
      body: textKey(stated.body),
    },
    containerShares: CONTAINERS.map((name) =>
      containers[name] && totalProse > 0 ? below.get(containers[name])!.prose / totalProse : -1,
    ),
    standing,
    coreStart: inCore[0] ?? 0,
    coreEnd: inCore.at(-1) ?? 0,
    linkRuns: runsOf(blocks.map(({ linkLength, text }) => linkLength > LINKS * text.length)),
    proseBefore: [0, ...survey.prose.map((prose) => (proseSoFar += prose >= 1 ? 1 : 0))],
  };
}

/** Blocks of which more than this share is links are links. */
const LINKS = 0.6;

/** For each flag the length of the run of equal flags that it is in, below zero where it is false. */
function runsOf(flags: readonly boolean[]): number[] {
  const runs = new Array<number>(flags.length);
  for (let at = 0, end = 0; at < flags.length; at = end) {
    while (end < flags.length && flags[end] === flags[at]) end += 1;
    runs.fill(flags[at] ? end - at : at - end, at, end);
  }
  return runs;
}

function placeFeatures(block: Block, at: number, context: Context): PlaceFeatures {
  const { survey, proseBefore } = context;
  const { blocks, totalProse } = survey;
  const { length } = block.text;
  const placement = survey.placements.get(block.element)!;
  const standing = context.standing(block.element);
  const alike = survey.lookAlikes.get(lookOf(block))!;
  const rarest = rarestMark(survey, placement);
  return {
    rarestMark: rarest,
    marked: rarest <= VETO_SHARE ? 1 : 0,
    marks: placement.marks.length,
    depth: placement.depth,
    coreUp: standing.coreUp,
    coreMeets: standing.coreMeets,
    headlineUp: standing.headlineUp,
    headlineMeets: standing.headlineMeets,
    fromHeadline: survey.headlineAt < 0 ? -999 : at - survey.headlineAt,
    fromCoreStart: at - context.coreStart,
    fromCoreEnd: at - context.coreEnd,
    relativePosition: at / blocks.length,
    blocks: blocks.length,
    totalProse,
    alikeProse: totalProse > 0 ? alike.prose / totalProse : 0,
    alikeBlocks: alike.blocks,
    alikeLength: alike.length / alike.blocks,
    alikeLinks: alike.linkLength / alike.length,
    proseFromHeadline: proseFromHeadline(at, survey.headlineAt, proseBefore),
    linkRun: context.linkRuns[at]!,
    proseBefore: proseBefore[at]!,
    proseAfter: proseBefore[blocks.length]! - proseBefore[at + 1]!,
    proseAround: proseBefore[Math.min(blocks.length, at + 6)]! - proseBefore[Math.max(0, at - 5)]!,
    heading: isHeading(block) ? Number(block.element.name[1]) : 0,
    linkShare: block.linkLength / length,
    boldShare: block.boldLength / length,
    italicShare: block.italicLength / length,
    repeats: survey.repeats.get(survey.keys[at]!) ?? 1,
  };
}

/** Paragraphs between the headline and a block; far below zero before the headline and where there is none. */
function proseFromHeadline(at: number, headlineAt: number, proseBefore: readonly number[]): number {
  return headlineAt < 0 || at < headlineAt ? -99 : proseBefore[at]! - proseBefore[headlineAt]!;
}

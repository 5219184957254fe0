/**
 * Names of what the adapter keeps in the cluster, all under one prefix. The alias, called like the prefix, points at the
 * live generation; that alias is the only truth about which one is live.
 *
 * `dateline` (alias) → `dateline-g0mb1k…` or its partitions `dateline-g0mb1k….2024`; `dateline-registry` beside them.
 */
export interface Names {
  readonly alias: string;
  readonly registry: string;
  /** A pattern for the indexes of all generations. */
  readonly generations: string;
  /** The index of a generation, or the one partition of it that `partition` names. */
  index(generation: string, partition?: string): string;
  /** A pattern for all that a generation has: its index, or its partitions. */
  target(generation: string): string;
  /** The generation that an index belongs to; null when it is none of ours. */
  generationOf(index: string): string | null;
}

const GENERATION = /^(g[0-9a-z]+)(?:\.([0-9a-z-]+))?$/;

export function namesUnder(prefix: string): Names {
  const index = (generation: string, partition?: string): string =>
    `${prefix}-${generation}${partition === undefined ? '' : `.${partition}`}`;
  return {
    alias: prefix,
    registry: `${prefix}-registry`,
    generations: `${prefix}-g*`,
    index,
    target: (generation) => `${index(generation)}*`, // ids of generations are equally long: none begins with another
    generationOf: (name) =>
      name.startsWith(`${prefix}-`) ? (GENERATION.exec(name.slice(prefix.length + 1))?.[1] ?? null) : null,
  };
}

/** The partition in an index name (`2024`, `2024-q1`, `2024-03`, `undated`), or null. */
export function partitionIn(index: string): string | null {
  return GENERATION.exec(index.slice(index.lastIndexOf('-g') + 1))?.[2] ?? null;
}

/** A new generation's id: sorts by the time it was made. */
export function newGeneration(nowMs: number): string {
  const salt = Math.floor(Math.random() * 36 ** 3);
  return `g${nowMs.toString(36).padStart(9, '0')}${salt.toString(36).padStart(3, '0')}`;
}

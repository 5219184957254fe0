/** A region of the archive's vocabulary: its place in the tree and the countries that belong to it directly. */
export interface Region {
  readonly value: string;
  readonly label: string;
  readonly parent: string | null;
  readonly countries: readonly string[];
}

/** The regions of the archive, ordered by label; [] when they are not known, and then facets are plain lists. */
export type Places = readonly Region[];

import { countBits, makeBits, setBit } from './bits.ts';
import { compareBytes } from './bytes.ts';
import type { Segment } from './segment.ts';

/** Reports where the columns of a segment contradict each other: orders that are none, numbers of documents and values that there are not. */
export function checkColumns(segment: Segment, report: (problem: string) => void): void {
  const { documents, dayFirst, idOrder, dayOrder } = segment;
  const byId = (a: number, b: number): number => compareBytes(segment.idBytes(a), segment.idBytes(b));
  if (!isOrder(idOrder, documents, byId)) report('the order of ids is not that of the ids');
  if (!isOrder(dayOrder, documents, (a, b) => dayFirst[b]! - dayFirst[a]!)) {
    report('the order of days is not that of the days');
  }
  if (!isOrder(segment.embargoed, documents, (a, b) => a - b))
    report('times of release are told of documents that there are not');
  segment.facets.forEach(({ starts, values, names }, facet) => {
    const areNames = values.every((value: number) => value < names.length);
    const areStarts = starts.every((start, at) => start >= (starts[at - 1] ?? 0));
    if (!areNames || !areStarts) report(`facet ${segment.meta.facets[facet]} has values that there are not`);
  });
}

/** Whether these are different documents, none of which is before the one that it follows. */
function isOrder(order: Uint32Array, documents: number, compare: (a: number, b: number) => number): boolean {
  const seen = makeBits(documents);
  for (const [at, document] of order.entries()) {
    if (document >= documents || (at > 0 && compare(order[at - 1]!, document) > 0)) return false;
    setBit(seen, document);
  }
  return countBits(seen) === order.length;
}

/**
 * Those of the generations, newest first, that stay beside one that is made live: the one that was live before, which may be
 * an old one that was gone back to, and the newest of the others; `keep` together, in the order given.
 */
export function spareGenerations<T extends { readonly id: string }>(
  others: readonly T[],
  before: string | null,
  keep: number,
): T[] {
  const inFavour = [...others.filter(({ id }) => id === before), ...others.filter(({ id }) => id !== before)];
  const spared = new Set(inFavour.slice(0, keep));
  return others.filter((one) => spared.has(one));
}

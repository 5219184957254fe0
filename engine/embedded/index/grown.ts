/** A copy with room for `least` entries, and twice what there was. */
export function grown<T extends Uint16Array | Uint32Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(array.length * 2, least));
  larger.set(array);
  return larger;
}

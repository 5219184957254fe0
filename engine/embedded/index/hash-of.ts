/** A number below 2³² for the units from `from` to `to`: FNV-1a, its bits mixed once more because its lowest are poor. */
export function hashOf(units: Uint8Array | Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ units[at]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

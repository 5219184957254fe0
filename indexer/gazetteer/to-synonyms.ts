import { fold } from '../../core/text.ts';
import type { Entries } from './entries.ts';

/** Groups of names that mean the same, for the engine's synonyms: those of `synonyms.jsonl`, countries and organisations. */
export function toSynonyms(entries: Entries): string[][] {
  const groups: string[][] = entries.synonyms.map((entry) => entry.names);
  for (const { name, aliases } of entries.countries) groups.push([name, ...aliases]);
  for (const { name, aliases, kind } of entries.organisations) if (kind !== 'media') groups.push([name, ...aliases]);
  return groups.map(distinct).filter((group) => group.length > 1);
}

/** One-letter and two-letter names would drag in half the archive (`US`, `us`), so they are no synonyms. */
function distinct(names: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const name of names) {
    const folded = fold(name);
    if (folded.replaceAll(/[^\p{L}\p{N}]/gu, '').length > 2 && !byFold.has(folded)) byFold.set(folded, name);
  }
  return [...byFold.values()];
}

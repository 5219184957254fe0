/** The words of a text as shingles have them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Runs of four words of a text, each with how often it comes; the whole text when it has fewer words. */
export function shingles(text: string, size = 4): Map<string, number> {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  if (words.length === 0) return counts;
  for (let at = 0; at < Math.max(1, words.length - size + 1); at += 1) {
    const shingle = words.slice(at, at + size).join(' ');
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/** How much of `have` is in `want` (precision) and of `want` in `have` (recall), counted in shingles. */
export function shingleScore(have: string, want: string): { precision: number; recall: number } {
  const [found, wanted] = [shingles(have), shingles(want)];
  let common = 0;
  for (const [shingle, count] of found) common += Math.min(count, wanted.get(shingle) ?? 0);
  const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { precision: common / Math.max(1, total(found)), recall: common / Math.max(1, total(wanted)) };
}

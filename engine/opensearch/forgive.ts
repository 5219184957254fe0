import { TYPO_LETTERS } from '../settings.ts';

/** Edits that a folded word is forgiven: none in numbers, else by its length. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  if (/\p{N}/u.test(word)) return 0;
  if (word.length >= TYPO_LETTERS.two) return 2;
  return word.length >= TYPO_LETTERS.one ? 1 : 0;
}

/** True when a reader who typed `word` may have meant `other`: few edits, of which one at the first letter counts double. */
export function isForgiven(word: string, other: string): boolean {
  const edits = editsAllowed(word);
  if (edits > 0 && other[0] === word[0] && isWithinEdits(word, other, edits)) return true;
  return edits === 2 && isWithinEdits(word, other, 1);
}

/** True when `a` becomes `b` by at most so many letters put in, left out, changed, or swapped with their neighbour. */
function isWithinEdits(a: string, b: string, allowed: number): boolean {
  if (Math.abs(a.length - b.length) > allowed) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    if (Math.min(...row) > allowed) return false;
    before = last;
    last = row;
  }
  return last[b.length]! <= allowed;
}

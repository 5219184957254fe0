import { isWithinEdits } from '../../core/edit-distance.ts';
import { editsAllowed } from '../settings.ts';

/** True when a reader who typed `word` may have meant `other`: few edits, of which one at the first letter counts double. */
export function isForgiven(word: string, other: string): boolean {
  const edits = editsAllowed(word);
  if (edits > 0 && other[0] === word[0] && isWithinEdits(word, other, edits)) return true;
  return edits === 2 && isWithinEdits(word, other, 1);
}

import { createHash } from 'node:crypto';

/**
 * Meilisearch compares facet values without case, compatibility forms and outer spaces, and takes at most 468 bytes.
 * A value that this would change carries a mark of its own, so that `Nato` and `NATO` stay two values.
 */
const MARK = /~([0-9a-f]{12})$/;
const MARK_LENGTH = 13;
const MAX_BYTES = 460;
/** Stands for a backslash, which no filter of Meilisearch 1.49 can ask for; a private character that texts do not use. */
const BACKSLASH = '\uE05C';

/** The facet value as it is stored and filtered by; null when Meilisearch cannot keep it: too long, or our own sign in it. */
export function toFacetKey(value: string): string | null {
  if (value.includes(BACKSLASH)) return null;
  const plain = value.normalize('NFKD').toLowerCase().trim();
  const changed = plain !== value || value === '' || MARK.test(value);
  const text = value.replaceAll('\\', BACKSLASH);
  const key = changed ? `${text}~${createHash('sha256').update(value).digest('hex').slice(0, 12)}` : text;
  return Buffer.byteLength(key.normalize('NFKD').toLowerCase()) > MAX_BYTES ? null : key;
}

/** The facet value of a stored key. */
export function fromFacetKey(key: string): string {
  const text = key.charAt(key.length - MARK_LENGTH) === '~' ? key.replace(MARK, '') : key;
  return text.includes(BACKSLASH) ? text.replaceAll(BACKSLASH, '\\') : text;
}

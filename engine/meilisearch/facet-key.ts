import { createHash } from 'node:crypto';

/**
 * Meilisearch compares facet values without case, compatibility forms and outer spaces, and takes at most 468 bytes.
 * A value that this would change carries a mark of its own, so that `Nato` and `NATO` stay two values.
 */
const MARK = /~([0-9a-f]{12})$/;
const MARK_LENGTH = 13;
const MAX_BYTES = 460;

/** The facet value as it is stored and filtered by; null when it is too long for Meilisearch. */
export function toFacetKey(value: string): string | null {
  const plain = value.normalize('NFKD').toLowerCase().trim();
  const changed = plain !== value || value === '' || MARK.test(value);
  const key = changed ? `${value}~${createHash('sha256').update(value).digest('hex').slice(0, 12)}` : value;
  return Buffer.byteLength(key.normalize('NFKD').toLowerCase()) > MAX_BYTES ? null : key;
}

/** The facet value of a stored key. */
export function fromFacetKey(key: string): string {
  return key.charAt(key.length - MARK_LENGTH) === '~' ? key.replace(MARK, '') : key;
}

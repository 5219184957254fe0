import { createHash } from 'node:crypto';
import type { Key, Meilisearch } from 'meilisearch';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { unwrapError } from './from-error.ts';

const ROLES = {
  search: { actions: ['search', 'documents.get'], description: 'Dateline: searches' },
  index: {
    actions: ['search', 'documents.*', 'indexes.*', 'settings.*', 'tasks.get', 'stats.get'],
    description: 'Dateline: writes its indexes',
  },
} as const;

export type Role = keyof typeof ROLES;

/**
 * The key for a role, made from the master key the first time and found again afterwards. It is good for the indexes of
 * `prefix` alone, so that the master key is used at start only. @throws invalid_config when the key given is no master key
 */
export async function ensureKey(admin: Meilisearch, role: Role, prefix: string): Promise<string> {
  const uid = uidOf(`dateline ${prefix} ${role}`);
  try {
    return ((await findKey(admin, uid)) ?? (await makeKey(admin, role, prefix, uid))).key;
  } catch (error) {
    const ours = unwrapError(error);
    if (ours.code !== 'unauthorized') throw ours;
    throw new DatelineError(
      'invalid_config',
      'MEILI_MASTER_KEY is a key that Meilisearch knows, but not its master key: it may not make keys.',
      { cause: ours, details: { parameter: 'MEILI_MASTER_KEY' } },
    );
  }
}

async function findKey(admin: Meilisearch, uid: string): Promise<Key | null> {
  try {
    return await admin.getKey(uid);
  } catch (error) {
    if (isDatelineError(unwrapError(error), 'engine_rejected')) return null; // api_key_not_found
    throw error;
  }
}

async function makeKey(admin: Meilisearch, role: Role, prefix: string, uid: string): Promise<Key> {
  try {
    const { actions, description } = ROLES[role];
    return await admin.createKey({
      uid,
      name: description,
      description,
      actions: [...actions],
      indexes: [`${prefix}_*`],
      expiresAt: null,
    });
  } catch (error) {
    const made = await findKey(admin, uid); // another process that started at the same moment
    if (made) return made;
    throw error;
  }
}

/** A UUID (version 4 in form) that is always the same for the same name. */
function uidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

import { randomBytes } from 'node:crypto';
import type { Meilisearch } from 'meilisearch';
import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import { toDatelineError } from './from-error.ts';
import { finish } from './tasks.ts';

const kept = z.object({
  id: z.string(),
  /** RFC 3339. */
  createdAt: z.string(),
  /** Rises with every update. */
  revision: z.int(),
});

const catalogue = z.object({ live: z.string().nullable(), generations: z.array(kept) });

export type KeptGeneration = z.infer<typeof kept>;
/** Which generations there are, newest first, and which one answers. */
export type Catalogue = z.infer<typeof catalogue>;

export const NO_CATALOGUE: Catalogue = { live: null, generations: [] };

const DOCUMENT_ID = 'catalogue';

/** The catalogue is one document of an index of its own: replacing it is what publishing means. */
export function catalogueUid(prefix: string): string {
  return `${prefix}_catalogue`;
}

/** The sub-query that reads the catalogue in the same request as a search. */
export function catalogueQuery(prefix: string): { indexUid: string; q: string; limit: number } {
  return { indexUid: catalogueUid(prefix), q: '', limit: 1 };
}

/** The catalogue in the answer of `catalogueQuery`. */
export function readCatalogue(hits: readonly unknown[]): Catalogue {
  return hits.length === 0 ? NO_CATALOGUE : catalogue.parse(hits[0]);
}

/** The catalogue as it is now; an empty one where nothing has ever been published. */
export async function loadCatalogue(client: Meilisearch, prefix: string): Promise<Catalogue> {
  try {
    return catalogue.parse(await client.index(catalogueUid(prefix)).getDocument(DOCUMENT_ID));
  } catch (error) {
    const ours = toDatelineError(error);
    if (ours.code === 'index_missing' || ours.message.includes('document_not_found')) return NO_CATALOGUE;
    throw ours;
  }
}

/** Replaces the catalogue; when it resolves, every new search goes by it. */
export async function saveCatalogue(client: Meilisearch, prefix: string, next: Catalogue): Promise<void> {
  const index = client.index(catalogueUid(prefix));
  await finish(client, await index.addDocuments([{ id: DOCUMENT_ID, ...next }], { primaryKey: 'id' }));
}

/** The generation that answers. @throws index_missing */
export function liveOf({ live, generations }: Catalogue): KeptGeneration {
  const found = generations.find(({ id }) => id === live);
  if (!found) throw new DatelineError('index_missing', 'No generation has been published yet.');
  return found;
}

const GENERATION_ID = /^\d{17}-[0-9a-f]{6}$/;

/** Sorts by time, to the millisecond; unique among processes. */
export function newGenerationId(): string {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** Name of the index that holds a generation. */
export function generationUid(prefix: string, generation: string): string {
  return `${prefix}_${generation}`;
}

/** True for the index of a generation of ours. That a name begins with ours is not enough: `news_old_…` is another archive. */
export function isGenerationUid(prefix: string, uid: string): boolean {
  return uid.startsWith(`${prefix}_`) && GENERATION_ID.test(uid.slice(prefix.length + 1));
}

/** Notes that a generation has changed, so that nobody takes what was read before for what is there now. */
export async function raiseRevision(
  client: Meilisearch,
  prefix: string,
  { generation, by }: { readonly generation: string; readonly by: number },
): Promise<number> {
  const { live, generations } = await loadCatalogue(client, prefix); // anew: another process may have published
  const raised = generations.map((one) => (one.id === generation ? { ...one, revision: one.revision + by } : one));
  await saveCatalogue(client, prefix, { live, generations: raised });
  if (live !== generation) throw new DatelineError('conflict', 'Another generation has been published meanwhile.');
  return liveOf({ live, generations: raised }).revision;
}

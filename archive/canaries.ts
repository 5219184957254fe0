import { z } from 'zod';
import { parseJsonLines } from '../core/json-lines.ts';
import { fold } from '../core/text.ts';
import type { SearchReader } from '../engine/port.ts';
import { literalQuery } from './browse-query.ts';

const canarySchema = z
  .strictObject({
    q: z.string().min(1).max(512),
    /** Articles that must be found, with typo tolerance as readers have it: one, where nothing says that none may be. */
    atLeast: z.int().min(0).optional(),
    atMost: z.int().min(0).optional(),
    /** Part of a title that must be among the first hits. */
    title: z.string().min(1).optional(),
    id: z.string().min(1).optional(),
    within: z.int().min(1).max(100).default(10),
  })
  .transform((canary) => ({ ...canary, atLeast: canary.atLeast ?? Math.min(1, canary.atMost ?? 1) }))
  .refine(({ atLeast, atMost }) => atMost === undefined || atLeast <= atMost, {
    path: ['atMost'],
    message: 'less than atLeast',
  })
  .describe('a search that every generation must answer rightly');
export type Canary = z.infer<typeof canarySchema>;

/**
 * Reads canary queries, one JSON object a line: `{"q", "atLeast"?, "atMost"?, "title"?, "id"?, "within"?}`.
 * @throws invalid_config with every mistake and its line
 */
export function parseCanaries(text: string, file: string): Canary[] {
  return parseJsonLines(text, file, canarySchema);
}

/** Asks a generation the canary queries. @returns what went wrong, one sentence each */
export async function runCanaries(reader: SearchReader, canaries: readonly Canary[], now: number): Promise<string[]> {
  const reasons: string[] = [];
  for (const { q, atLeast, atMost, title, id, within } of canaries) {
    const query = literalQuery(q, { now, typos: true, sort: 'relevance', hitsPerPage: within });
    const { totalHits, hits } = await reader.search(query);
    if (totalHits < atLeast)
      reasons.push(`canary "${q}" found ${totalHits} articles, ${atLeast} at least were expected`);
    if (atMost !== undefined && totalHits > atMost) {
      reasons.push(`canary "${q}" found ${totalHits} articles, ${atMost} at most were expected`);
    }
    const wrongTitle = title !== undefined && !hits.some((hit) => fold(hit.document.title).includes(fold(title)));
    if (wrongTitle) reasons.push(`canary "${q}" did not find "${title}" among the first ${within}`);
    const wrongId = id !== undefined && !hits.some((hit) => hit.document.id === id);
    if (wrongId) reasons.push(`canary "${q}" did not find ${id} among the first ${within}`);
  }
  return reasons;
}

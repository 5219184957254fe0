import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { contextOf } from './request-context.ts';

/**
 * Names the state that an answer shows: the published generation, its revision, the address asked for and the caller.
 * Express answers 304 by itself when the reader has that state already. Weak, because the time it took differs.
 */
export function setEtag(req: Request, res: Response, generation: string, revision: number | string): void {
  const { caller, facts } = contextOf(res);
  facts.generation = `${generation}/${revision}`;
  const hash = createHash('sha256').update(`${generation}\n${revision}\n${req.originalUrl}\n${caller?.name ?? ''}`);
  res.set({
    ETag: `W/"${hash.digest('base64url').slice(0, 22)}"`,
    'Cache-Control': 'private, no-cache',
    'Dateline-Generation': facts.generation,
  });
  res.vary('Authorization');
}

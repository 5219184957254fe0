import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { IndexState } from '../engine/port.ts';
import { askEngine } from './ask-engine.ts';
import { contextOf } from './request-context.ts';
import type { Services } from './services.ts';

/**
 * Names the state that an answer shows: the published generation, its revision, the address asked for and the caller.
 * Express answers 304 by itself when the reader has that state already. Weak, because the time it took differs.
 */
export function setEtag(req: Request, res: Response, generation: string, revision: number | string): void {
  const { caller, facts } = contextOf(res);
  facts.generation = `${generation}/${revision}`;
  const sight = [caller?.name ?? '', JSON.stringify(caller?.filter ?? null)]; // a key's filter may be changed
  const name = hash('sha256', [generation, revision, req.originalUrl, ...sight].join('\n'), 'base64url').slice(0, 22);
  res.setHeader('ETag', `W/"${name}"`);
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('Dateline-Generation', facts.generation);
  res.vary('Authorization');
}

/**
 * Answers 304, without a search, when the reader holds what a search would say now. @returns whether it has
 * @throws what the engine throws
 */
export async function answerUnchanged(services: Services, req: Request, res: Response): Promise<boolean> {
  if (req.get('if-none-match') === undefined) return false;
  const { generation, revision }: IndexState = await askEngine(services, res, 'state', (signal) =>
    services.engine.state(services.now(), { signal }),
  );
  setEtag(req, res, generation, revision);
  if (!req.fresh) return false; // the search sets the state that it finds
  res.status(304).end();
  return true;
}

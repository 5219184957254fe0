import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayOf } from '../core/calendar-date.ts';
import type { IndexState } from '../engine/port.ts';
import { askEngine } from './ask-engine.ts';
import { contextOf } from './request-context.ts';
import type { Services } from './services.ts';

/**
 * Names the state that an answer shows: the published generation, its revision, the day, by which `sort=recent` weighs how old
 * an article is, and what the service was started with.
 */
export function setEtag(services: Services, req: Request, res: Response, { generation, revision }: IndexState): void {
  const state = `${generation}/${revision}`;
  contextOf(res).facts.generation = state;
  res.setHeader('Dateline-Generation', state);
  const { edition, siteName, publicUrl } = services.options;
  setEtagOf(req, res, JSON.stringify([state, dayOf(services.now()), edition, siteName, publicUrl]));
}

/**
 * Names what an answer shows, with the address asked for and the caller. Express answers 304 by itself when the reader has
 * that already. Weak, because the time it took differs.
 */
export function setEtagOf(req: Request, res: Response, shown: string): void {
  const { caller } = contextOf(res);
  const sight = [caller?.name ?? '', JSON.stringify(caller?.filter ?? null)]; // a key's filter may be changed
  const name = hash('sha256', [shown, req.originalUrl, ...sight].join('\n'), 'base64url').slice(0, 22);
  res.setHeader('ETag', `W/"${name}"`);
  res.setHeader('Cache-Control', 'private, no-cache');
  res.vary('Authorization');
}

/**
 * Answers 304, without a search, when the reader holds what a search would say now. @returns whether it has
 * @throws what the engine throws
 */
export async function answerUnchanged(services: Services, req: Request, res: Response): Promise<boolean> {
  if (req.get('if-none-match') === undefined) return false;
  const state = await askEngine(services, res, 'state', (signal) => services.engine.state(services.now(), { signal }));
  setEtag(services, req, res, state);
  if (!req.fresh) return false; // the search sets the state that it finds
  res.status(304).end();
  return true;
}

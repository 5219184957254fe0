import { Router } from 'express';
import { DatelineError } from '../../core/errors.ts';
import { localeOf } from '../../web/messages/messages.ts';
import { contextOf } from '../request-context.ts';
import type { Assets } from './assets.ts';
import { isHashed } from './assets.ts';
import type { PlacesByLocale } from './places.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600, stale-while-revalidate=86400';

/**
 * `/assets/…`: public files that any site may load, since our elements live there. An address that names the content
 * is kept for ever; the others (`/assets/embed.js` stands in pages of other people) are asked for again after an hour.
 */
export function assetRoutes(assets: Assets, places: PlacesByLocale): Router {
  const router = Router();
  router.use('/assets', (_req, res, next) => {
    contextOf(res).facts.route = '/assets';
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    next();
  });
  router.get('/assets/places.json', (req, res) => {
    const asked = req.query['locale'];
    const locale = (typeof asked === 'string' ? localeOf(asked) : null) ?? 'en';
    res.set('Cache-Control', AN_HOUR).json(places[locale]);
  });
  router.get('/assets/:name', (req, res) => {
    const asset = assets.get(req.params.name);
    if (!asset) throw new DatelineError('not_found', 'there is no such file');
    const keeps = isHashed(asset.name) || req.query['v'] === asset.hash;
    res
      .set({ 'Cache-Control': keeps ? FOR_EVER : AN_HOUR, ETag: `"${asset.hash}"` })
      .type(asset.type)
      .send(asset.body);
  });
  return router;
}

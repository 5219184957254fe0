import compression from 'compression';
import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { ServerOptions } from './options.ts';

/** Our own scripts and styles only, nothing inline, nowhere to send anything but here. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
};
const EXPOSED = [
  'ETag',
  'Location',
  'Retry-After',
  'X-Request-Id',
  'Dateline-Generation',
  'Dateline-Total',
  'Content-Disposition',
  'RateLimit',
];
/** Bytes below which nothing is compressed. */
const COMPRESSED_FROM = 1_024;

/**
 * Security headers, and which other sites may read the answers. What helmet and cors say to a request of this site is
 * always the same, so they are asked once: their fourteen functions cost a search more than checking its parameters.
 */
export function securityHeaders({ origins, credentials }: ServerOptions['cors']): RequestHandler {
  const allow = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    credentials,
    exposedHeaders: EXPOSED,
    maxAge: 600,
  });
  const secured = headersOf(
    helmet({ contentSecurityPolicy: CONTENT_SECURITY_POLICY, crossOriginResourcePolicy: { policy: 'cross-origin' } }),
  );
  const ofThisSite = [...secured, ...headersOf(allow)];
  return (req, res, next) => {
    const otherSite = req.headers.origin !== undefined || req.method === 'OPTIONS';
    for (const [name, value] of otherSite ? secured : ofThisSite) res.setHeader(name, value);
    if (otherSite) allow(req, res, next);
    else next();
  };
}

/** The headers that a handler sets for a GET without any header. */
function headersOf(handler: (req: never, res: never, next: () => void) => void): [name: string, value: string][] {
  const headers = new Map<string, string>();
  const response = {
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  handler({ method: 'GET', headers: {} } as never, response as never, () => undefined);
  return [...headers];
}

/** Compresses for those who can read it. For others nothing of the response is wrapped, and it leaves in one piece. */
export function compressAnswers(): RequestHandler {
  const compress = compression({ threshold: COMPRESSED_FROM });
  return (req, res, next) => {
    if (req.headers['accept-encoding'] !== undefined) {
      compress(req, res, next);
      return;
    }
    res.vary('Accept-Encoding');
    next();
  };
}

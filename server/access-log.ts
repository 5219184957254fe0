import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { oneLine } from '../core/message.ts';
import type { KeyRing } from './key-ring.ts';
import { clientLabel, contextOf } from './request-context.ts';

const LONGEST_PATH = 200;
/** IPv4 and IPv6 addresses, wherever a caller may have put one. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\b/gi;

/**
 * One line for every request: who (a hash that lasts a day), what was searched, how many hits, how long. No headers, no
 * raw address, no key; whatever readers type stays on one line.
 */
export function accessLog(logger: Logger, keyRing: KeyRing): RequestHandler {
  const clean = (text: string): string => oneLine(keyRing.redact(text)).replace(ADDRESS, '[address]');
  return pinoHttp<Request, Response>({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    genReqId: (_req, res) => contextOf(res).requestId,
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customAttributeKeys: { responseTime: 'totalMs', reqId: 'requestId' },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : res.statusCode >= 400 ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customProps: (req, res) => {
      const { facts, traceId, spanId, caller } = contextOf(res);
      return {
        traceId,
        spanId,
        client: clientLabel(req.ip ?? ''),
        ...(caller !== undefined && { caller: caller.name }),
        method: req.method,
        ...(facts.route === undefined ? { path: clean(req.path.slice(0, LONGEST_PATH)) } : { route: facts.route }),
        status: res.statusCode,
        ...(facts.q !== undefined && { q: clean(facts.q) }),
        ...(facts.filters !== undefined && { filters: clean(JSON.stringify(facts.filters)) }),
        ...(facts.hits !== undefined && { hits: facts.hits }),
        ...(facts.generation !== undefined && { generation: facts.generation }),
        ...(facts.engineMs !== undefined && { engineMs: Math.round(facts.engineMs * 100) / 100 }),
        ...(facts.errorCode !== undefined && { code: facts.errorCode }),
      };
    },
  });
}

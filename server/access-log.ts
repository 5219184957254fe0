import type { Logger } from 'pino';
import type { ErrorCode } from '../core/errors.ts';
import { oneLine } from '../core/message.ts';
import type { KeyRing } from './key-ring.ts';
import type { RequestObserver } from './request-context.ts';
import { clientLabel, finalStatus } from './request-context.ts';

const LONGEST_PATH = 200;
/** Of filters, which a caller may make as long as a body. */
const LONGEST_FILTERS = 2_000;
/** IPv4 and IPv6 addresses, wherever a caller may have put one; three numbers with colons are a time of day. */
const ADDRESS = new RegExp(
  [
    String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b`,
    String.raw`\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\b`,
    String.raw`(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?::[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*(?![\w:]|\.\d)`,
  ].join('|'),
  'gi',
);

/** The text without the addresses of machines. */
export function hideAddresses(text: string): string {
  return text.replace(ADDRESS, '[address]');
}

/** A search turned away is no fault of ours, and a flood of them should not look like one. */
const levelOf = (status: number, code?: ErrorCode): 'error' | 'warn' | 'info' =>
  status >= 500 && code !== 'overloaded' ? 'error' : status >= 400 ? 'warn' : 'info';

/**
 * One line for every request: who (a hash that lasts a day), what was searched, how many hits, how long. No headers, no
 * raw address, no key; whatever readers type stays on one line.
 */
export function accessLog(logger: Logger, keyRing: KeyRing): RequestObserver {
  const clean = (text: string): string => hideAddresses(oneLine(keyRing.redact(text)));
  return (req, res, { facts, requestId, traceId, spanId, address, startedAt, caller }) => {
    const status = finalStatus(res);
    const line = {
      requestId,
      traceId,
      spanId,
      client: clientLabel(address),
      ...(caller !== undefined && { caller: caller.name }),
      method: req.method,
      ...(facts.route === undefined ? { path: clean(req.path.slice(0, LONGEST_PATH)) } : { route: facts.route }),
      status,
      ...(facts.q !== undefined && { q: clean(facts.q) }),
      ...(facts.filters !== undefined && { filters: clean(JSON.stringify(facts.filters)).slice(0, LONGEST_FILTERS) }),
      ...(facts.hits !== undefined && { hits: facts.hits }),
      ...(facts.generation !== undefined && { generation: facts.generation }),
      ...(facts.engineMs !== undefined && { engineMs: toHundredths(facts.engineMs) }),
      totalMs: toHundredths(performance.now() - startedAt),
      ...(facts.errorCode !== undefined && { code: facts.errorCode }),
    };
    logger[levelOf(status, facts.errorCode)](line, 'request');
  };
}

function toHundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}

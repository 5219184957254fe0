import type { Request } from 'express';
import type { ServerOptions } from './options.ts';

/** Host names and ports, nothing that could leave an attribute or an address. */
const HOST = /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$|^\[[0-9A-Fa-f:]{2,45}\](?::\d{1,5})?$/;

/** Where readers reach the service, without a slash at the end: as configured, else as this request came in. */
export function publicUrl(req: Request, options: ServerOptions): string {
  if (options.publicUrl !== undefined) return options.publicUrl.replace(/\/$/, '');
  const { host = '' } = req as { host?: string }; // HTTP/1.0 may name none
  return `${req.protocol === 'https' ? 'https' : 'http'}://${HOST.test(host) ? host : 'localhost'}`;
}

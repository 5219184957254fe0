import type { Server, ServerOptions } from 'node:http';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { DatelineError } from '../core/errors.ts';
import type { AppDependencies } from './app.ts';
import { createApp } from './app.ts';
import { createLifecycle } from './lifecycle.ts';
import { createMetrics } from './metrics.ts';

export interface StartOptions extends AppDependencies {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How long running answers may take after `close`; then their connections are cut. */
  readonly drainMs?: number;
  /** How long `/readyz` says no before the port is closed, for a load balancer to notice. Not at all by default. */
  readonly drainDelayMs?: number;
  /** How long a reader may take nothing of what waits for it; then its connection is cut. */
  readonly stallMs?: number;
}

export interface RunningServer {
  /** What can be opened on this machine: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** It can be reached from other machines as well, at whatever addresses this one has. */
  readonly onAllAddresses: boolean;
  /** Takes no new work, lets running answers end, then closes. A second call waits for the first. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16_384;
const DEFAULT_DRAIN_MS = 10_000;
const DEFAULT_STALL_MS = 60_000;
/** How soon a connection goes after its last answer. */
const SWEEP_EVERY_MS = 50;
/** Stands for all addresses, in either family. */
const ALL_ADDRESSES = ['0.0.0.0', '::'];

/** Listens. @throws invalid_config when the address cannot be had */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const lifecycle = options.lifecycle ?? createLifecycle();
  const metrics = options.metrics ?? createMetrics({ process: true });
  const app = createApp({ ...options, lifecycle, metrics });
  const checks = { maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: 2_000 };
  const server = createServer({ ...checks, ...typesOf(app) }, (req, res) => {
    if (lifecycle.draining) res.setHeader('Connection', 'close');
    res.setTimeout(options.stallMs ?? DEFAULT_STALL_MS, () => cutStalled(res));
    app(req, res);
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, options.host, options.port);
  const { address, port, family } = server.address() as AddressInfo;
  const onAllAddresses = ALL_ADDRESSES.includes(address);
  const host = onAllAddresses ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  const url = `http://${host}:${port}`;
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    lifecycle.drain();
    if (options.drainDelayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.drainDelayMs));
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
    const cut = setTimeout(() => server.closeAllConnections(), options.drainMs ?? DEFAULT_DRAIN_MS);
    await closed;
    clearTimeout(cut);
    clearInterval(sweep);
    options.logger.info('stopped');
  }
  options.logger.info({ url, address }, 'listening');
  return { url, onAllAddresses, close: () => (closing ??= close()) };
}

/** A reader that has stopped reading would keep its place among the searches, and what an export holds, for ever. */
function cutStalled({ socket }: ServerResponse): void {
  if (socket !== null && socket.writableLength > 0) socket.destroy(); // else it is the reader who waits
}

/**
 * Requests and responses that are Express's own from the beginning. Express gives each that is not another prototype,
 * after which V8 knows nothing of them any more: that costs a sixth of all that a search needs beside its engine.
 */
function typesOf(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  app.request = Object.setPrototypeOf(ExpressRequest.prototype, app.request) as Express['request'];
  app.response = Object.setPrototypeOf(ExpressResponse.prototype, app.response) as Express['response'];
  return { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${cause.code ?? 'error'})`;
      reject(new DatelineError('invalid_config', `PORT ${port} on ${host} ${why}`, { cause }));
    });
    server.listen(port, host, () => resolve());
  });
}

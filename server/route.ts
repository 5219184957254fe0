import type { Express, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { DatelineError } from '../core/errors.ts';
import type { Caller } from './key-ring.ts';
import { admitSearch } from './admit-search.ts';
import { invalidInput } from './problem.ts';
import { readJsonBody } from './read-json-body.ts';
import { contextOf } from './request-context.ts';
import type { Services } from './services.ts';

/** What a handler is given: everything checked, typed and converted. */
export interface RouteCall<P, Q, B> {
  readonly req: Request;
  readonly res: Response;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  readonly services: Services;
}

export interface RouteAnswer {
  readonly description: string;
  /** JSON of this shape … */
  readonly schema?: z.ZodType;
  /** … or text of this type. */
  readonly mediaType?: string; // several with commas
}

/** One address of the API: how it is checked, documented and answered. The OpenAPI document is made from these. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As Express writes it: `/api/articles/:id`. */
  readonly path: string;
  readonly id: string;
  readonly tag: 'search' | 'articles' | 'export' | 'admin' | 'service' | 'meilisearch';
  readonly summary: string;
  /** `open`: no key at all; `search` and `admin`: a caller with that scope. */
  readonly access: 'open' | 'search' | 'admin';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Which limit of the body holds. */
  readonly bodyLimit?: 'searchBodyBytes' | 'articleBodyBytes';
  /** For the OpenAPI document: everything below these addresses is answered so. */
  readonly errorForm?: 'meilisearch';
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** Statuses of problems beyond those that every route may answer with. */
  readonly problems?: readonly number[];
  readonly handle: (call: RouteCall<never, never, never>) => void | Promise<void>;
}

type Output<S, Otherwise> = S extends z.ZodType ? z.infer<S> : Otherwise;
type Empty = Record<string, never>;

/** A route with the types of its handler taken from its schemas. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  spec: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (
      call: RouteCall<Output<P, Empty>, Output<Q, Empty>, Output<B, undefined>>,
    ) => void | Promise<void>;
  },
): Route {
  return spec as unknown as Route;
}

function requireScope(spec: Route, services: Services): RequestHandler {
  return (req, res, next) => {
    const context = contextOf(res);
    context.facts.route = spec.path;
    if (spec.access !== 'open') {
      const caller = services.keyRing.identify(req.get('authorization'));
      context.caller = caller;
      if (spec.access === 'admin' && caller.anonymous === true) {
        throw new DatelineError('unauthorized', 'a key is needed: Authorization: Bearer <key>');
      }
      if (!caller.scopes.includes(spec.access)) {
        throw new DatelineError('forbidden', `the key ${caller.name} does not have the scope ${spec.access}`);
      }
    }
    next();
  };
}

function checkInputs(spec: Route, req: Request): { params: unknown; query: unknown; body: unknown } {
  const check = (schema: z.ZodType | undefined, value: unknown, place: 'query' | 'path' | 'body'): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw invalidInput(parsed.error, place);
    return parsed.data;
  };
  checkEncoding(req.originalUrl);
  if (spec.query === undefined) {
    const unknown = Object.keys(req.query)[0]?.slice(0, 80);
    if (unknown !== undefined) {
      throw new DatelineError('invalid_parameter', `unknown parameter: ${unknown}`, {
        details: { parameter: unknown },
      });
    }
  }
  return {
    params: check(spec.params, req.params, 'path'),
    query: check(spec.query, req.query, 'query'),
    body: check(spec.body, req.body as unknown, 'body'),
  };
}

/** Refuses a query that is not encoded rightly: read as well as may be, it would be another question. */
function checkEncoding(url: string): void {
  const start = url.indexOf('?');
  if (!url.includes('%', start)) return;
  for (const pair of url.slice(start + 1).split('&')) {
    try {
      decodeURIComponent(pair);
    } catch {
      const parameter = pair.split('=', 1)[0]!.slice(0, 80);
      throw new DatelineError('invalid_parameter', `${parameter}: not percent-encoded UTF-8`, {
        details: { parameter },
      });
    }
  }
}

/**
 * Puts the routes on the app. The order of the checks is the order of their cost: who asks, how often, how much is being
 * answered, then the inputs. Another method on a known address is refused with 405.
 */
export function mountRoutes(app: Express, routes: readonly Route[], services: Services): void {
  const { rateLimits } = services;
  for (const spec of routes) {
    app[spec.method](
      spec.path,
      ...(spec.access === 'open' ? [] : [rateLimits.ofAddress]),
      requireScope(spec, services),
      ...(spec.access === 'open' ? [] : [rateLimits.ofKey]),
      ...(spec.body ? [readJsonBody(services.options.limits[spec.bodyLimit ?? 'searchBodyBytes'])] : []), // before a place is taken: a body may come slowly
      ...(spec.access === 'search' ? [admitSearch(services)] : []),
      async (req, res) => {
        const call = { req, res, services, caller: contextOf(res).caller!, ...checkInputs(spec, req) };
        await spec.handle(call as unknown as RouteCall<never, never, never>);
      },
    );
  }
  for (const path of new Set(routes.map((spec) => spec.path))) {
    const methods = routes.filter((spec) => spec.path === path).map((spec) => spec.method.toUpperCase());
    const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(
      ', ',
    );
    app.all(path, refuseMethod(path, allowed));
  }
}

/** 405 for every method that comes here; `allowed` are those that the address knows, with commas. */
export function refuseMethod(path: string, allowed: string): RequestHandler {
  return (_req, res) => {
    contextOf(res).facts.route = path;
    res.set('Allow', allowed);
    throw new DatelineError('method_not_allowed', `this address knows ${allowed}`);
  };
}

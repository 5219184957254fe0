import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../core/errors.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';
import { namedSchemas } from './schemas/answers.ts';
import { MEILISEARCH_MEANING, meilisearchErrorSchema } from './meilisearch/error.ts';
import { PROBLEM_MEANING } from './problem-meaning.ts';
import { STATUS_OF } from './problem.ts';
import { parameterShapes } from './schemas/parameter.ts';
import { problemSchema } from './schemas/problem.ts';

type Json = Record<string, unknown>;

/** What an answer with this status may mean: each of its codes with what is to be done. Meilisearch has codes of its own. */
function meaningOf(status: number, form: Route['errorForm']): string {
  if (status === 431) return 'The address or the headers are too long. No body.';
  const there = form === undefined ? undefined : MEILISEARCH_MEANING[status];
  if (there !== undefined) return there;
  const codes = ERROR_CODES.filter((code) => STATUS_OF[code] === status);
  const say = (code: ErrorCode): string => (form === undefined ? `\`${code}\`: ` : '') + PROBLEM_MEANING[code];
  return codes.map(say).join('\n\n');
}

/** A schema as JSON Schema with references into the document's components, which it adds to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const json = z.toJSONSchema(schema, {
    io,
    metadata: namedSchemas,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { description, examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description = description;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      const meant = parameterShapes.get(zodSchema);
      if (meant) {
        for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
        Object.assign(jsonSchema, meant.shape);
      }
    },
  });
  const text = JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _schema, $defs: definitions, id, ...rest } = JSON.parse(text) as Json & { id?: string };
  for (const [name, definition] of Object.entries((definitions ?? {}) as Record<string, Json>)) {
    const { id: _id, ...body } = definition;
    components[name] = body;
  }
  if (id === undefined) return rest;
  components[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}

function toParameters(schema: z.ZodObject | undefined, place: 'query' | 'path', components: Json): Json[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, field]) => {
    const {
      description: _description,
      examples: _examples,
      ...shape
    } = toSchema(field as z.ZodType, 'input', components);
    const { description, examples } = (field as z.ZodType).meta() ?? {};
    const optional = (field as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: place,
      required: place === 'path' || !optional,
      ...(description !== undefined && { description }),
      ...(Array.isArray(examples) && { example: examples[0] as unknown }),
      schema: shape,
    };
  });
}

function toAnswers(spec: Route, components: Json): Json {
  const answers: Json = {};
  const problem = toSchema(problemSchema, 'output', components);
  const problems = new Set([400, 405, 431, ...(spec.problems ?? [])]);
  if (spec.access !== 'open') [401, 403, 429, 503].forEach((status) => problems.add(status));
  if (spec.body) [413, 415].forEach((status) => problems.add(status));
  for (const status of [...problems].sort((a, b) => a - b)) {
    const content =
      spec.errorForm === 'meilisearch'
        ? { 'application/json': { schema: toSchema(meilisearchErrorSchema, 'output', components) } }
        : { 'application/problem+json': { schema: problem } };
    answers[status] = { description: meaningOf(status, spec.errorForm), ...(status !== 431 && { content }) };
  }
  for (const [status, answer] of Object.entries(spec.answers)) {
    answers[status] = {
      description: answer.description,
      ...(answer.schema && {
        content: { 'application/json': { schema: toSchema(answer.schema, 'output', components) } },
      }),
      ...(answer.mediaType !== undefined && {
        content: Object.fromEntries(answer.mediaType.split(', ').map((type) => [type, { schema: { type: 'string' } }])),
      }),
    };
  }
  return answers;
}

function toOperation(spec: Route, components: Json): Json {
  return {
    operationId: spec.id,
    tags: [spec.tag],
    summary: spec.summary,
    parameters: [...toParameters(spec.params, 'path', components), ...toParameters(spec.query, 'query', components)],
    ...(spec.body && {
      requestBody: {
        required: !spec.body.safeParse(undefined).success,
        content: { 'application/json': { schema: toSchema(spec.body, 'input', components) } },
      },
    }),
    responses: toAnswers(spec, components),
    security: spec.access === 'open' ? [] : spec.access === 'admin' ? [{ key: [] }] : [{ key: [] }, {}],
    'x-access': spec.access,
  };
}

/** The OpenAPI 3.1 document of the routes, made from the schemas that check requests. */
export function toOpenapi(routes: readonly Route[]): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const spec of routes) {
    const path = spec.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[spec.method] = toOperation(spec, schemas);
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dateline',
      version: '1',
      description: 'Full-text search with facets over an archive of news articles.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: sorted,
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A search key or the admin key.' } },
    },
  };
}

/** `GET /openapi.json`: the document of the given routes and of itself. */
export function openapiRoute(documented: readonly Route[]): Route {
  let text: string | undefined;
  const self = route({
    method: 'get',
    path: '/openapi.json',
    id: 'openapi',
    tag: 'service',
    summary: 'This document',
    access: 'open',
    answers: {
      200: {
        description: 'OpenAPI 3.1.',
        schema: z.looseObject({ openapi: z.string().describe('Version of OpenAPI.') }),
      },
    },
    handle: ({ res }) => {
      text ??= JSON.stringify(toOpenapi([...documented, self]));
      res.set('Cache-Control', 'no-cache').type('application/json').send(text);
    },
  });
  return self;
}

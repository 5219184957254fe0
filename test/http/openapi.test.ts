import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ERROR_CODES } from '../../core/errors.ts';
import { toOpenapi } from '../../server/openapi.ts';
import { PROBLEM_MEANING } from '../../server/problem-meaning.ts';
import { STATUS_OF } from '../../server/problem.ts';
import type { Route } from '../../server/route.ts';
import { route } from '../../server/route.ts';
import { ROUTES } from '../../server/routes/routes.ts';
import { schemaOf } from '../support/schema-of.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every object of the document with the path that leads to it. */
function* objectsIn(value: unknown, path = ''): Generator<{ path: string; object: Json }> {
  if (!isObject(value)) return;
  if (!Array.isArray(value)) yield { path, object: value };
  for (const [key, inner] of Object.entries(value)) if (key !== 'examples') yield* objectsIn(inner, `${path}/${key}`);
}

/** Fields, parameters, named schemas and answers that nobody has described. */
function undescribed(routes: readonly Route[]): string[] {
  const found: string[] = [];
  const miss = (path: string, thing: unknown): void => {
    if (!isObject(thing) || typeof thing['description'] !== 'string' || thing['description'].length < 3)
      found.push(path);
  };
  const document = toOpenapi(routes);
  for (const { path, object } of objectsIn(document)) {
    const isSchema = !path.endsWith('/properties');
    if (isSchema && isObject(object['properties']))
      for (const [name, field] of Object.entries(object['properties'])) miss(`${path}/${name}`, field);
    for (const parameter of Array.isArray(object['parameters']) ? (object['parameters'] as Json[]) : [])
      miss(`${path}?${String(parameter['name'])}`, parameter);
    if (isObject(object['responses']))
      for (const [status, answer] of Object.entries(object['responses'])) miss(`${path} ${status}`, answer);
  }
  const { schemas } = document['components'] as { schemas: Json };
  for (const [name, schema] of Object.entries(schemas)) miss(name, schema);
  return found;
}

test('every field, parameter and answer is described', () => {
  expect(undescribed(ROUTES)).toEqual([]);
});

test('the check sees a field without a description, however deep, and a parameter', () => {
  const bare = route({
    method: 'get',
    path: '/bare',
    id: 'bare',
    tag: 'service',
    summary: 'Bare',
    access: 'open',
    query: z.strictObject({ one: z.string() }),
    answers: { 200: { description: 'Fine.', schema: z.object({ list: z.array(z.object({ deep: z.int() })) }) } },
    handle: () => undefined,
  });
  const paths = undescribed([bare]).map((path) => path.replace(/^.*(?=\/|\?)/, ''));
  expect(paths.sort()).toEqual(['/deep', '/list', '?one']);
});

test('every example is what its schema allows', () => {
  const document = toOpenapi(ROUTES);
  let examples = 0;
  for (const { path, object } of objectsIn(document)) {
    if (!Array.isArray(object['examples'])) continue;
    const schema = schemaOf(document, object);
    for (const example of object['examples'] as unknown[])
      expect(schema.safeParse(example).error, `${path}: ${JSON.stringify(example)}`).toBeUndefined();
    examples += object['examples'].length;
  }
  expect(examples).toBeGreaterThan(20);
});

describe('docs/api.md', async () => {
  const page = await readFile('docs/api.md', 'utf8');

  test.each(ERROR_CODES)('tells of %s as the API does', (code) => {
    expect(page).toContain(`| ${STATUS_OF[code]} | \`${code}\` | ${PROBLEM_MEANING[code]} |`);
  });

  test.each(ROUTES.map(({ method, path, query }) => ({ method, path, query })))(
    'names $path',
    ({ method, path, query }) => {
      const written = path.replace(/:(\w+)/g, '{$1}').replace('/indexes/{uid}', '/indexes/articles');
      expect(page).toContain(written);
      if (method !== 'get' || path !== '/api/search') return;
      for (const name of Object.keys(query!.shape)) expect(page).toContain(`\`${name}\``);
    },
  );
});

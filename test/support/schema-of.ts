import { z } from 'zod';

type Json = Record<string, unknown>;

/** A schema of an OpenAPI document as one that checks values. */
export function schemaOf(document: Json, schema: unknown): z.ZodType {
  const { schemas } = document['components'] as { schemas: Json };
  const text = JSON.stringify({ ...(schema as Json), $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
}

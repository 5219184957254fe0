import type { Config } from './config.ts';

/** The variable that says where an engine is; the embedded one is nowhere else. */
export const ADDRESS_VARIABLE = { meilisearch: 'MEILI_URL', opensearch: 'OPENSEARCH_URL' } as const;

/**
 * Where the engines of a command are sought, for one that does not answer: an address with a slip in it looks like a server
 * that is down. `values` are the command's options, of which `migrate` has `to` and `url`. Null when none has an address.
 */
export function whereSought(
  { DATELINE_ENGINE }: Pick<Config, 'DATELINE_ENGINE'>,
  { to, url }: Readonly<Record<string, unknown>> = {},
): string | null {
  const variables = Object.entries(ADDRESS_VARIABLE)
    .filter(([engine]) => engine === DATELINE_ENGINE || engine === to)
    .map(([, variable]) => variable);
  const places = [...variables, ...(url === undefined ? [] : ['--url'])];
  return places.length === 0 ? null : `it is sought at ${places.join(' or ')}`;
}

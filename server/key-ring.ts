import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DatelineError, isDatelineError } from '../core/errors.ts';
import { issueWords } from '../core/issue-words.ts';
import { withoutMark } from '../core/json-lines.ts';
import type { Filters } from '../core/query.ts';
import type { ArticleParams } from './schemas/search-params.ts';
import { articleParams } from './schemas/search-params.ts';
import { toFilters } from './to-search-query.ts';

/** Characters that a key has at least. */
export const SHORTEST_KEY = 16;
/** What a header carries as it is: blanks at the ends are lost in it, and letters beyond ASCII arrive as others. */
export const KEY_SHAPE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
export const KEY_SHAPE_WORDS = 'only letters, digits and signs of ASCII, and blanks between them';

export type KeyScope = 'search' | 'admin';

/** Who asks: never the key itself, only its name. */
export interface Caller {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** What every answer is restricted to; no parameter widens it. */
  readonly filter?: Filters;
  readonly requestsPerMinute?: number;
  /** Came without a key. */
  readonly anonymous?: true;
}

const ANONYMOUS: Caller = { name: 'anonymous', scopes: ['search'], anonymous: true };
const ADMIN: Caller = { name: 'admin', scopes: ['search', 'admin'] };

/** The filters as searches take them; a range that ends before it begins is a mistake of the file. */
function readFilter(params: ArticleParams, context: z.RefinementCtx): Filters {
  try {
    return toFilters(params);
  } catch (error) {
    if (!isDatelineError(error)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

const entrySchema = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, 'up to 64 letters, digits, _, . and -'),
    key: z.string().min(SHORTEST_KEY).max(256).regex(KEY_SHAPE, KEY_SHAPE_WORDS).optional(),
    /** Instead of `key`, so that the file holds no secret: SHA-256 of it, hexadecimal. */
    keySha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, in small letters')
      .optional(),
    /** Holds for callers without a key. */
    anonymous: z.literal(true).optional(),
    scopes: z.array(z.enum(['search', 'admin'])).default(['search']),
    /** Named and written like the parameters of a search. */
    filter: z.strictObject(articleParams).transform(readFilter).optional(),
    requestsPerMinute: z.int().min(1).optional(),
  })
  .refine((entry) => [entry.key, entry.keySha256, entry.anonymous].filter((part) => part !== undefined).length === 1, {
    message: 'give one of key, keySha256 and anonymous',
  })
  .refine((entry) => entry.anonymous !== true || !entry.scopes.includes('admin'), {
    message: 'callers without a key cannot be admin',
  });

/** Requests are counted and logged by name: two callers of one name would use up each other's limit. */
function refuseTakenNames(entries: readonly { readonly name: string }[], context: z.RefinementCtx): void {
  const taken = new Set([ADMIN.name]);
  for (const [index, { name }] of entries.entries()) {
    if (taken.has(name)) {
      const holder = name === ADMIN.name ? 'the admin key' : 'an entry before';
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is the name of ${holder}` });
    }
    taken.add(name);
  }
}

const entriesSchema = z
  .array(entrySchema)
  .min(1)
  .refine((entries) => entries.filter(({ anonymous }) => anonymous).length <= 1, {
    message: 'only one entry can be anonymous',
  })
  .superRefine(refuseTakenNames);

interface KnownKey {
  readonly digest: Buffer;
  readonly caller: Caller;
}

export interface KeyRing {
  /** Who comes without a key; null where they are not let in. */
  readonly anonymous: Caller | null;
  /**
   * The caller of an `Authorization` header. Takes equally long for every wrong key.
   * @throws unauthorized when the key is unknown, or is missing where callers without one are not let in
   */
  identify(authorization: string | undefined): Caller;
  /** The text without any key that is known in clear. */
  redact(text: string): string;
}

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * Reads the keys file: a JSON list of `{name, key | keySha256 | anonymous, scopes, filter?, requestsPerMinute?}`.
 * @throws invalid_config with every mistake; no key is quoted
 */
function parseKeysFile(text: string): readonly z.infer<typeof entrySchema>[] {
  let json: unknown;
  try {
    json = JSON.parse(withoutMark(text));
  } catch {
    throw new DatelineError('invalid_config', 'not JSON');
  }
  const parsed = entriesSchema.safeParse(json);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => {
      const [index, ...path] = issue.path;
      return [...(index === undefined ? [] : [`entry ${Number(index) + 1}`]), ...path, issueWords(issue)].join(': ');
    });
    throw new DatelineError('invalid_config', reasons.join('; '), { details: { reasons } });
  }
  return parsed.data;
}

/**
 * Knows the keys. Without entries everyone may search; with entries only their holders, and callers without a key if an
 * `anonymous` entry stands among them. @throws invalid_config with every mistake; no key is quoted
 */
export function createKeyRing(keys: { readonly adminKey?: string; readonly entriesText?: string }): KeyRing {
  const known: KnownKey[] = [];
  const secrets: string[] = [];
  if (keys.adminKey !== undefined) {
    known.push({ digest: digestOf(keys.adminKey), caller: ADMIN });
    secrets.push(keys.adminKey);
  }
  const entries = keys.entriesText === undefined ? [] : parseKeysFile(keys.entriesText);
  let anonymous: Caller | null = entries.length === 0 ? ANONYMOUS : null;
  for (const entry of entries) {
    const caller: Caller = {
      name: entry.name,
      scopes: entry.scopes,
      ...(entry.filter !== undefined && { filter: entry.filter }),
      ...(entry.requestsPerMinute !== undefined && { requestsPerMinute: entry.requestsPerMinute }),
      ...(entry.anonymous === true && { anonymous: true }),
    };
    if (entry.anonymous === true) anonymous = caller;
    else
      known.push({
        digest: entry.key === undefined ? Buffer.from(entry.keySha256!, 'hex') : digestOf(entry.key),
        caller,
      });
    if (entry.key !== undefined) secrets.push(entry.key);
  }
  return {
    anonymous,
    identify(authorization) {
      if (authorization === undefined) {
        if (anonymous !== null) return anonymous;
        throw new DatelineError('unauthorized', 'a key is needed: Authorization: Bearer <key>');
      }
      const key = /^Bearer +(\S.*)$/i.exec(authorization)?.[1];
      if (key === undefined) throw new DatelineError('unauthorized', 'the header is not Authorization: Bearer <key>');
      const digest = digestOf(key);
      let found: Caller | undefined;
      for (const { digest: other, caller } of known) if (timingSafeEqual(other, digest)) found ??= caller;
      if (found === undefined) throw new DatelineError('unauthorized', 'the key is not known');
      return found;
    },
    redact(text) {
      return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
    },
  };
}

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DEFAULT_THRESHOLDS } from '../archive/publish-guard.ts';
import { DatelineError } from '../core/errors.ts';
import { issueWords } from '../core/issue-words.ts';
import { KEY_SHAPE, KEY_SHAPE_WORDS, SHORTEST_KEY } from '../server/key-ring.ts';
import { DEFAULT_SERVER_OPTIONS } from '../server/options.ts';
import { codeOf } from './configured-file.ts';

const { limits: LIMITS } = DEFAULT_SERVER_OPTIONS;
const number = z.coerce.number({ error: 'not a number' });
const count = (min: number, max: number): z.ZodType<number> =>
  number.int({ error: 'not a whole number' }).min(min).max(max);
const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');
const share = number.min(0).max(1);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/, error: 'not an http(s) address' });

const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: count(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  CORPUS_DIR: z.string().min(1).default('corpus'),
  DATA_DIR: z.string().min(1).default('.dateline'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUST_PROXY: z
    .string()
    .refine(trustsByName, { error: 'a number of hops, or addresses, networks or `loopback`, with commas' })
    .default(''),
  CORS_ORIGINS: list
    .refine((origins) => origins.every((origin) => origin === '*' || isOrigin(origin)), {
      error: 'each as a browser says it, https://www.example.org, without a path or a slash at the end; or *',
    })
    .default([]),
  CORS_CREDENTIALS: flag.default(false),

  DATELINE_ENGINE: z.enum(['embedded', 'meilisearch', 'opensearch']).default('embedded'),
  DATELINE_ADMIN_KEY: z
    .string()
    .min(SHORTEST_KEY, { error: `at least ${SHORTEST_KEY} characters` })
    .regex(KEY_SHAPE, { error: KEY_SHAPE_WORDS })
    .optional(),
  DATELINE_SEARCH_KEYS_FILE: z.string().optional(),
  DATELINE_CANARIES_FILE: z.string().optional(),
  DATELINE_SITE_NAME: z.string().min(1).max(100).default('Dateline'),
  DATELINE_PUBLIC_URL: httpUrl.refine(isBase, { error: 'an address without ?, # and the name of a user' }).optional(),
  DATELINE_KEEP_GENERATIONS: count(1, 20).default(3),
  DATELINE_SEARCH_THREADS: z.union([z.literal('auto'), count(0, 64)], { error: 'auto, or 0 to 64' }).default('auto'),

  DATELINE_RATE_PER_ADDRESS: count(0, 1_000_000).default(LIMITS.requestsPerMinutePerAddress),
  DATELINE_RATE_PER_KEY: count(0, 1_000_000).default(LIMITS.requestsPerMinutePerKey),
  DATELINE_CONCURRENT_SEARCHES: count(1, 10_000).default(LIMITS.concurrentSearches),
  DATELINE_SEARCH_TIMEOUT_MS: count(100, 60_000).default(LIMITS.searchTimeoutMs),

  DATELINE_INSIGHT: flag.default(true),
  DATELINE_INSIGHT_DAYS: count(1, 366).default(30),
  DATELINE_INSIGHT_MINIMUM: count(2, 1_000).default(5),

  DATELINE_GUARD_LOST: share.default(DEFAULT_THRESHOLDS.lost),
  DATELINE_GUARD_FAULT_RISE: share.default(DEFAULT_THRESHOLDS.faultRise),
  DATELINE_GUARD_FACET_SHIFT: share.default(DEFAULT_THRESHOLDS.facetShift),
  DATELINE_GUARD_AVERAGE_CHANGE: number.min(0).max(100).default(DEFAULT_THRESHOLDS.averageChange),
  DATELINE_GUARD_YEAR_SHIFT: share.default(DEFAULT_THRESHOLDS.yearShift),

  MEILI_URL: httpUrl.default('http://127.0.0.1:7700'),
  MEILI_MASTER_KEY: z.string().optional(),
  MEILI_INDEX_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/, { error: 'up to 40 of a to z, 0 to 9, _ and -' })
    .default('articles'),

  OPENSEARCH_URL: list.pipe(z.array(httpUrl).min(1)).default(['http://127.0.0.1:9200']),
  OPENSEARCH_USERNAME: z.string().optional(),
  OPENSEARCH_PASSWORD: z.string().optional(),
  OPENSEARCH_CA_FILE: z.string().optional(),
  OPENSEARCH_INDEX_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, { error: 'up to 40 of a to z, 0 to 9, _ and -, the first a letter or digit' })
    .default('news'),
  OPENSEARCH_SHARDS: count(1, 1_000).default(1),
  OPENSEARCH_REPLICAS: z
    .string()
    .regex(/^\d{1,2}(?:-(?:\d{1,2}|all))?$/, { error: 'a number, or a range like 0-1' })
    .default('0-1'),
  OPENSEARCH_PARTITION_BY: z.enum(['none', 'year', 'quarter', 'month']).default('none'),
});

export type Config = z.infer<typeof environmentSchema>;

/** Secrets may come from a file instead, so that they stand in no process listing: `NAME_FILE=/run/secrets/name`. */
const FROM_FILE = ['DATELINE_ADMIN_KEY', 'MEILI_MASTER_KEY', 'OPENSEARCH_PASSWORD'] as const;

/** Whether a proxy is named: hops, addresses, networks. Trust in whoever connects cannot be asked for. */
function trustsByName(text: string): boolean {
  if (/^\d{1,2}$/.test(text)) return true;
  return text.split(',').every((part) => {
    const [address = '', bits] = part.trim().split('/');
    if (bits === undefined && /^(?:loopback|linklocal|uniquelocal)$/.test(address)) return true;
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
    return bits === undefined ? longest > 0 : /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= longest;
  });
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && !text.includes('*') && URL.canParse(text) && new URL(text).origin === text;
}

/** Feeds and links begin with it, for everybody to see. */
function isBase(text: string): boolean {
  return !/[?#@]/.test(text);
}

/** What single variables cannot tell: what one demands of another. As written, so that it is said beside other mistakes. */
function mistakesTogether(values: Readonly<Record<string, string | undefined>>): string[] {
  const mistakes: string[] = [];
  const inProduction = values['NODE_ENV'] === 'production';
  if (inProduction && values['DATELINE_ADMIN_KEY'] === undefined)
    mistakes.push('DATELINE_ADMIN_KEY: demanded in production');
  if (inProduction && values['DATELINE_ENGINE'] === 'meilisearch' && values['MEILI_MASTER_KEY'] === undefined)
    mistakes.push('MEILI_MASTER_KEY: demanded in production with DATELINE_ENGINE=meilisearch');
  for (const [name, other] of [
    ['OPENSEARCH_USERNAME', 'OPENSEARCH_PASSWORD'],
    ['OPENSEARCH_PASSWORD', 'OPENSEARCH_USERNAME'],
  ] as const)
    if (values[name] === undefined && values[other] !== undefined) mistakes.push(`${name}: demanded with ${other}`);
  const anyOrigin = /(?:^|,)\s*\*\s*(?:,|$)/.test(values['CORS_ORIGINS'] ?? '');
  if (anyOrigin && flag.safeParse(values['CORS_CREDENTIALS']).data === true)
    mistakes.push('CORS_ORIGINS: "*" is refused with CORS_CREDENTIALS: list the sites');
  return mistakes;
}

/**
 * The configuration, checked; the only reader of `process.env`. Paths are absolute.
 * @throws invalid_config with every mistake in `details.reasons`, each naming its variable and never its value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const values: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== '') values[name] = value;
  const reasons: string[] = [];

  for (const name of FROM_FILE) {
    const path = values[`${name}_FILE`];
    if (path === undefined) continue;
    if (values[name] !== undefined) reasons.push(`${name} and ${name}_FILE are both set: give one`);
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      reasons.push(`${name}_FILE: cannot be read (${codeOf(error)})`);
    }
  }

  for (const name of Object.keys(values).filter((one) => one.startsWith('DATELINE_'))) {
    const known = Object.hasOwn(environmentSchema.shape, name) || FROM_FILE.some((secret) => name === `${secret}_FILE`);
    if (!known) reasons.push(`${name}: there is no such variable`);
  }
  const parsed = environmentSchema.safeParse(values);
  if (!parsed.success)
    for (const issue of parsed.error.issues) reasons.push(`${issue.path.join('.')}: ${issueWords(issue)}`);
  reasons.push(...mistakesTogether(values));

  if (reasons.length > 0 || !parsed.success)
    throw new DatelineError('invalid_config', `The configuration is wrong:\n  ${reasons.join('\n  ')}`, {
      details: { reasons },
    });
  const config = parsed.data;
  return { ...config, CORPUS_DIR: resolve(config.CORPUS_DIR), DATA_DIR: resolve(config.DATA_DIR) };
}

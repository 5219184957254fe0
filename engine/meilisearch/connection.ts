import { Meilisearch } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import { unwrapError } from './from-error.ts';
import type { HttpClient } from './http-client.ts';
import { ensureKey } from './keys.ts';

export interface ConnectOptions {
  readonly url: string;
  /** Absent for a server that runs without one, as in development. */
  readonly masterKey?: string | undefined;
  readonly prefix: string;
}

/** Clients with the least rights that do: what only reads cannot write, and neither knows the master key. */
export interface Connection {
  readonly search: Meilisearch;
  readonly write: Meilisearch;
  readonly version: string;
}

/** The oldest server whose API the adapter is written for (typo tolerance off for numbers), and the next that may break it. */
const OLDEST = [1, 15] as const;
const NEXT_MAJOR = 2;

/**
 * Checks that the server is one we know and that the key is its master key, and makes the scoped keys.
 * @throws invalid_config (version, key), engine_unavailable, engine_timeout
 */
export async function connect(http: HttpClient, { url, masterKey, prefix }: ConnectOptions): Promise<Connection> {
  const client = (apiKey: string | undefined): Meilisearch =>
    new Meilisearch({
      host: url,
      ...(apiKey === undefined ? {} : { apiKey }),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- `fetch` cannot give up on a host that does not accept
      httpClient: http.send,
    });
  const admin = client(masterKey);
  try {
    const { pkgVersion: version } = await admin.getVersion();
    checkVersion(version);
    if (masterKey === undefined) return { search: admin, write: admin, version };
    return {
      search: client(await ensureKey(admin, 'search', prefix)),
      write: client(await ensureKey(admin, 'index', prefix)),
      version,
    };
  } catch (error) {
    const ours = unwrapError(error);
    if (ours.code !== 'unauthorized') throw ours;
    const reason =
      masterKey === undefined
        ? 'Meilisearch asks for a key: set MEILI_MASTER_KEY.'
        : 'Meilisearch refuses MEILI_MASTER_KEY.';
    throw new DatelineError('invalid_config', reason, { cause: ours, details: { parameter: 'MEILI_MASTER_KEY' } });
  }
}

/** @throws invalid_config for a version that the adapter is not written for */
export function checkVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const known = major >= OLDEST[0] && major < NEXT_MAJOR && (major > OLDEST[0] || minor >= OLDEST[1]);
  if (known) return;
  throw new DatelineError(
    'invalid_config',
    `Meilisearch ${version.slice(0, 20)} is not supported: ${OLDEST.join('.')} or later, before ${NEXT_MAJOR}.0, is needed.`,
    { details: { parameter: 'MEILI_URL' } },
  );
}

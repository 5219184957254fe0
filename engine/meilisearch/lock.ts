import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Meilisearch } from 'meilisearch';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { toDatelineError } from './from-error.ts';
import { finish } from './tasks.ts';

/** A lock whose owner has not shown itself for so long is free. */
const STALE_MS = 90_000;
const BEAT_MS = 20_000;

export interface Lock {
  /** Gives the lock back; a second call does nothing. */
  readonly release: () => Promise<void>;
}

/**
 * The right to rebuild, among all processes that share a Meilisearch: an index that only one of them can create. Its
 * owner stands in the name of its primary key, so that creating it and owning it are one task.
 * @throws conflict
 */
export async function takeLock(client: Meilisearch, prefix: string): Promise<Lock> {
  const uid = lockUid(prefix);
  const owner = `${ownPlace()}_${process.pid}_${randomBytes(6).toString('hex')}`;
  if (!(await create(client, uid, owner))) {
    const holder = await look(client, uid);
    if (holder && !isFree(holder)) throw new DatelineError('conflict', 'Another rebuild is open.');
    await finish(client, await client.deleteIndex(uid)).catch(ignoreMissing);
    if (!(await create(client, uid, owner))) throw new DatelineError('conflict', 'Another rebuild is open.');
  }
  mine.add(owner);
  const beat = setInterval(() => {
    client
      .index(uid)
      .addDocuments([{ [owner]: 'beat', at: Date.now() }])
      .catch(() => undefined); // the next one may succeed
  }, BEAT_MS);
  beat.unref();
  let released: Promise<void> | undefined;
  return {
    release: () =>
      (released ??= (async () => {
        clearInterval(beat);
        mine.delete(owner);
        const holder = await look(client, uid); // by now it may be another's, who took us for dead
        if (holder?.owner === owner) await finish(client, await client.deleteIndex(uid)).catch(ignoreMissing);
      })()),
  };
}

/** True when some process that is alive is rebuilding. */
export async function isLocked(client: Meilisearch, prefix: string): Promise<boolean> {
  const holder = await look(client, lockUid(prefix));
  return holder !== null && !isFree(holder);
}

/** Name of the lock's index. */
function lockUid(prefix: string): string {
  return `${prefix}_lock`;
}

async function create(client: Meilisearch, uid: string, owner: string): Promise<boolean> {
  try {
    await finish(client, await client.createIndex(uid, { primaryKey: owner }));
    return true;
  } catch (error) {
    if (isDatelineError(error) && error.message.includes('index_already_exists')) return false;
    throw toDatelineError(error);
  }
}

interface Holder {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly heardAt: number;
}

/** Beats wait behind all that the rebuild has sent, often for minutes: what counts is when the last one was sent. */
async function look(client: Meilisearch, uid: string): Promise<Holder | null> {
  try {
    const [{ primaryKey, updatedAt }, { results }] = await Promise.all([
      client.index(uid).getRawInfo(),
      client.tasks.getTasks({ indexUids: [uid], limit: 1 }),
    ]);
    const told = [updatedAt, ...results.map(({ enqueuedAt }) => enqueuedAt)].map((at) => new Date(at).getTime());
    return { owner: primaryKey ?? '', heardAt: Math.max(...told) };
  } catch (error) {
    const ours = toDatelineError(error);
    if (ours.code === 'index_missing') return null;
    throw ours;
  }
}

/** A holder of this machine is asked for by its process id; others are believed while they beat. */
function isFree({ owner, heardAt }: Holder): boolean {
  if (Date.now() - heardAt > STALE_MS) return true;
  const [place, pid] = owner.split('_');
  if (place !== ownPlace()) return false;
  if (Number(pid) === process.pid) return !mine.has(owner); // a container that was started again has the same id
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Locks that this very process holds. */
const mine = new Set<string>();

function ownPlace(): string {
  return hostname()
    .replace(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 60);
}

function ignoreMissing(error: unknown): void {
  if (!isDatelineError(error, 'index_missing')) throw error;
}

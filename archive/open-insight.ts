import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dayOf, formatDay } from '../core/calendar-date.ts';
import type { Insight, InsightEntry, InsightReport, SearchObservation } from '../core/insight.ts';
import { fold } from '../core/text.ts';
import { replaceFile } from './replace-file.ts';

export interface InsightOptions {
  /** A folder of the archive's own; nothing is written when `enabled` is false, and what was there is deleted. */
  readonly folder: string;
  readonly enabled: boolean;
  /** Days that are kept, today among them. */
  readonly retentionDays: number;
  /** Searches before a query is shown: a rare one may point at the one who typed it. */
  readonly minimumCount: number;
  readonly now?: () => number;
}

/** Distinct queries that are counted on one day; further ones are counted in the total only. */
const QUERIES_A_DAY = 5_000;
const LONGEST_QUERY = 100;
const SAVE_EVERY_MS = 60_000;

const entrySchema = z.tuple([z.string(), z.int(), z.int(), z.number()]);
const fileSchema = z.array(z.strictObject({ day: z.int(), searches: z.int(), queries: z.array(entrySchema) }));

interface Tally {
  count: number;
  zeroResults: number;
  slowestMs: number;
}
interface Day {
  searches: number;
  readonly queries: Map<string, Tally>;
}

/** Equal for queries that differ in case, accents and spaces only. */
function normalise(q: string): string {
  return fold(q).replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUERY);
}

async function readDays(file: string): Promise<Map<number, Day>> {
  try {
    const days = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(
      days.map(({ day, searches, queries }) => [
        day,
        {
          searches,
          queries: new Map(queries.map(([q, count, zeroResults, slowestMs]) => [q, { count, zeroResults, slowestMs }])),
        },
      ]),
    );
  } catch {
    return new Map(); // statistics that cannot be read are not worth refusing to start
  }
}

function sumByQuery(days: Iterable<Day>): InsightEntry[] {
  const sums = new Map<string, Tally>();
  for (const { queries } of days) {
    for (const [q, tally] of queries) {
      const sum = sums.get(q) ?? { count: 0, zeroResults: 0, slowestMs: 0 };
      sum.count += tally.count;
      sum.zeroResults += tally.zeroResults;
      sum.slowestMs = Math.max(sum.slowestMs, tally.slowestMs);
      sums.set(q, sum);
    }
  }
  return [...sums].map(([q, tally]) => ({ q, ...tally }));
}

/** Counts searches by day and query. Knows no address, no key and no time of day. */
export async function openInsight(options: InsightOptions): Promise<Insight> {
  const { enabled, retentionDays, minimumCount } = options;
  const now = options.now ?? Date.now;
  const file = join(options.folder, 'insight.json');
  if (!enabled) await rm(file, { force: true });
  const days = enabled ? await readDays(file) : new Map<number, Day>();
  let changed = false;
  let saving: Promise<void> = Promise.resolve();
  const today = (): number => dayOf(now());
  const firstKept = (): number => today() - retentionDays + 1;

  function dropOld(): void {
    for (const day of days.keys()) if (day < firstKept()) changed = days.delete(day);
  }
  async function save(): Promise<void> {
    dropOld();
    if (!changed) return;
    changed = false;
    const content = [...days].map(([day, { searches, queries }]) => ({
      day,
      searches,
      queries: [...queries].map(([q, tally]) => [q, tally.count, tally.zeroResults, tally.slowestMs]),
    }));
    await mkdir(options.folder, { recursive: true });
    await replaceFile(file, JSON.stringify(content));
  }
  // A full disk must not stop searches; the next turn tries again.
  const saveInTurn = (): void => void (saving = saving.then(save).catch(() => void (changed = true)));
  const timer = enabled ? setInterval(saveInTurn, SAVE_EVERY_MS).unref() : undefined;

  return {
    record({ q, totalHits, engineMs, at }: SearchObservation) {
      if (!enabled) return;
      const key = normalise(q);
      if (key === '') return;
      const number = dayOf(at);
      let day = days.get(number);
      if (!day) {
        dropOld();
        days.set(number, (day = { searches: 0, queries: new Map() }));
      }
      changed = true;
      day.searches++;
      const tally = day.queries.get(key) ?? { count: 0, zeroResults: 0, slowestMs: 0 };
      if (tally.count === 0 && day.queries.size >= QUERIES_A_DAY) return;
      tally.count++;
      if (totalHits === 0) tally.zeroResults++;
      tally.slowestMs = Math.max(tally.slowestMs, Math.round(engineMs * 10) / 10);
      day.queries.set(key, tally);
    },
    report(limit): InsightReport {
      dropOld();
      const shown = sumByQuery(days.values()).filter(({ count }) => count >= minimumCount);
      const by = (key: 'count' | 'zeroResults' | 'slowestMs') =>
        shown.toSorted((a, b) => b[key] - a[key] || (a.q < b.q ? -1 : 1)).slice(0, limit);
      return {
        enabled,
        since: formatDay(firstKept()),
        retentionDays,
        minimumCount,
        searches: [...days.values()].reduce((sum, day) => sum + day.searches, 0),
        top: by('count'),
        zeroResults: by('zeroResults').filter((entry) => entry.zeroResults > 0),
        slow: by('slowestMs'),
      };
    },
    async close() {
      clearInterval(timer);
      saveInTurn();
      await saving;
    },
  };
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Insight } from '../core/insight.ts';
import type { InsightOptions } from './open-insight.ts';
import { openInsight } from './open-insight.ts';

const DAY_MS = 86_400_000;
let folder: string;
let now = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dateline-insight-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  now = Date.parse('2026-03-01T23:59:00Z');
});

const open = (options: Partial<InsightOptions> = {}): Promise<Insight> =>
  openInsight({ folder, enabled: true, retentionDays: 2, minimumCount: 2, now: () => now, ...options });

function search(insight: Insight, q: string, totalHits = 1, engineMs = 1): void {
  insight.record({ q, totalHits, engineMs, at: now });
}

const onDisk = (): Promise<string> => readFile(join(folder, 'insight.json'), 'utf8');

test('queries that differ in case, accents and spaces are one; rare ones are counted and not shown', async () => {
  const insight = await open();
  search(insight, 'Türkiye  votes', 3, 2);
  search(insight, ' turkiye VOTES', 0, 7.77);
  search(insight, 'a name that only its bearer knows');
  search(insight, '   ');
  expect(insight.report(10)).toMatchObject({
    searches: 3,
    since: '2026-02-28',
    top: [{ q: 'turkiye votes', count: 2, zeroResults: 1, slowestMs: 7.8 }],
    zeroResults: [{ q: 'turkiye votes' }],
  });
  await insight.close();
});

test('days are dropped after their time, on the disk too when nobody searches any more', async () => {
  const insight = await open();
  search(insight, 'secret');
  await insight.close();
  expect(await onDisk()).toContain('secret');
  now += DAY_MS;
  const nextDay = await open();
  expect(nextDay.report(10).searches).toBe(1);
  await nextDay.close();
  expect(await onDisk()).toContain('secret');
  now += DAY_MS;
  await (await open()).close();
  expect(await onDisk()).not.toContain('secret');
});

test('switched off, it counts nothing and deletes what was there', async () => {
  const insight = await open();
  search(insight, 'secret');
  await insight.close();
  const off = await open({ enabled: false });
  search(off, 'secret');
  expect(off.report(10)).toMatchObject({ enabled: false, searches: 0, top: [] });
  await off.close();
  expect(await readdir(folder)).toEqual([]);
});

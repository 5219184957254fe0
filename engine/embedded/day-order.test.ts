import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { article, query } from '../conformance/build.ts';
import { openEmbeddedEngine } from './engine.ts';
import type { Engine } from '../port.ts';

// Without words, hits are found by walking the order of days from either end, and no further than a page needs.

/** Few days, so that pages end within one; every seventh article has none. */
const articles = Array.from({ length: 300 }, (_, number) => ({
  number,
  day: number % 7 === 0 ? null : 1 + ((number * 5) % 9),
}));

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-days-'));
  engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] } });
  const rebuild = await engine.startRebuild();
  const documents = articles.map(({ number, day }) =>
    article({ id: `a${number}`, ...(day === null ? {} : { date: `2020-01-0${day}` }) }),
  );
  await rebuild.add(documents);
  await rebuild.commit();
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['newest', 'oldest'] as const)('pages of the %s are those of all articles in that order', async (sort) => {
  const undated = articles.filter(({ day }) => day === null);
  const dated = articles
    .filter(({ day }) => day !== null)
    .sort((a, b) => (sort === 'newest' ? b.day! - a.day! : a.day! - b.day!) || a.number - b.number);
  const wanted = [...dated, ...undated].map(({ number }) => `a${number}`);
  for (const page of [1, 2, 5, 13, 20]) {
    const { hits, totalHits } = await engine.search(query({ sort, page, hitsPerPage: 15 }));
    expect(totalHits).toBe(300);
    expect(hits.map(({ document }) => document.id)).toEqual(wanted.slice((page - 1) * 15, page * 15));
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clause } from '../../test/support/random-index.ts';
import { article } from '../conformance/build.ts';
import { BoundedScores } from './index/bounded-scores.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { lengthNorms } from './index/field-norms.ts';
import { WINDOW } from './index/postings-format.ts';
import { resolveClause } from './index/resolve-clauses.ts';
import { beginQuery } from './index/scratch.ts';
import { ARTICLE_SCHEMA, toIndexDocument } from './to-document.ts';

test('windows that cannot hold the best are passed over, of a word that every article holds too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bounded-'));
  const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: 1, readOnly: false });
  const windows = 16;
  // in each window one article holds the word more often than the others, and more often than that of the window before
  const bodies = Array.from({ length: windows * WINDOW }, (_, number) => {
    const often = number % WINDOW === 0 ? 2 + number / WINDOW : 1;
    return `${'the '.repeat(often)}${'word '.repeat(40 - often)}`;
  });
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add(bodies.map((body, number) => toIndexDocument(article({ id: `b${number}`, body }))));
  await rebuild.commit(false);
  const snapshot = index.snapshot();
  const { segment } = snapshot.parts[0]!;
  beginQuery();
  const { clauses } = resolveClause(ARTICLE_SCHEMA, snapshot, clause('the'));
  const norms = lengthNorms(ARTICLE_SCHEMA.fields, snapshot.averageWords);
  const scores = new BoundedScores(ARTICLE_SCHEMA, segment, 0, clauses, snapshot.averageWords, norms);
  let best = -Infinity;
  let offered = 0;
  scores.offerBest(
    scores.documents,
    () => best,
    (_, score) => {
      best = Math.max(best, score);
      offered++;
    },
  );
  expect(offered).toBe(WINDOW);
  snapshot.release();
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

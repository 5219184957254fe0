import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FACETS, facetValuesOf } from '../core/facets.ts';
import { daysOf } from '../core/calendar-date.ts';
import type { ArticleDocument } from '../core/document.ts';
import type { SearchQuery } from '../core/query.ts';

export interface PeerFigures {
  /** Per second of processor time. */
  readonly documentsPerSecond: number;
  readonly bytes: number;
  /** By class: median and 95th percentile in milliseconds of processor time, and the hits of each query in all. */
  readonly classes: Readonly<Record<string, { readonly p50: number; readonly p95: number; readonly totals: number[] }>>;
}

/** SQLite's FTS5, by way of Python: what it takes for the same documents and queries. */
export class Fts5Peer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dateline-fts5-'));

  add(documents: readonly ArticleDocument[]): void {
    const lines = documents.map((document) => {
      const facets = Object.fromEntries(FACETS.map(({ name, field }) => [name, facetValuesOf(document, field)]));
      const day = daysOf(document.date, document.datePrecision)?.first ?? null;
      return `${JSON.stringify({ title: document.title, body: document.body, day, facets })}\n`;
    });
    appendFileSync(join(this.#folder, 'documents.jsonl'), lines.join(''));
  }

  /** @returns the figures, or why FTS5 could not be asked */
  run(queries: Readonly<Record<string, readonly SearchQuery[]>>): PeerFigures | string {
    try {
      // FTS5 knows no typing errors
      const lines = Object.entries(queries).flatMap(([name, list]) =>
        name === 'typo' ? [] : list.map((query) => JSON.stringify({ class: name, ...toFts5(query) })),
      );
      writeFileSync(join(this.#folder, 'queries.jsonl'), lines.join('\n'));
      const script = fileURLToPath(new URL('./fts5-speed.py', import.meta.url));
      const { status, stdout, stderr, error } = spawnSync('python3', [script, this.#folder], { encoding: 'utf8' });
      if (error || status !== 0) return error?.message ?? stderr.slice(-300);
      return JSON.parse(stdout) as PeerFigures;
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }
}

function toFts5({ text, filters, facets }: SearchQuery): object {
  const match = text.clauses.map(({ anyOf: [term] }) => {
    const quoted = `"${term!.text.replaceAll('"', '""')}"`;
    return term!.prefix === true ? `${quoted}*` : quoted;
  });
  const conditions = Object.entries(filters.facets).map(([name, condition]) => [name, condition.include]);
  const { first = null, last = null } = filters.dates ?? {};
  return { match: match.join(' '), filters: Object.fromEntries(conditions) as object, first, last, facets };
}

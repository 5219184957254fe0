/**
 * Ranking on judged queries, engine alone.
 * usage: npx tsx bench/relevance.ts FOLDER…    (docs.jsonl.gz, queries.*.tsv, qrels.*.tsv in each)
 * On the embedded engine, or on the Meilisearch of MEILI_URL (and MEILI_MASTER_KEY).
 * Prints nDCG@10 (gain 2^r - 1), MRR and recall@100 for each folder.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArticleDocument } from '../core/document.ts';
import { parseQuery } from '../core/parse-query.ts';
import { BARE_SEARCH, NO_FILTERS } from '../core/query.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { EngineConfig } from '../engine/create-engine.ts';
import { readLines } from './read-lines.ts';

function toDocument(line: string, number: number): ArticleDocument {
  const { id, title = '', text } = JSON.parse(line) as { id: string; title?: string; text: string };
  return {
    id: `d${number}`,
    title,
    body: text,
    date: null,
    datePrecision: null,
    dateSource: null,
    countries: [],
    regions: [],
    organisations: [],
    language: 'en',
    sources: [{ file: 'docs.jsonl', record: id }],
    evidence: { countries: [], organisations: [], regions: [], date: [] },
  };
}

function configOf(folder: string): EngineConfig {
  const { MEILI_URL: url, MEILI_MASTER_KEY: masterKey } = process.env;
  if (url === undefined) return { engine: 'embedded', folder, keepGenerations: 1, searchThreads: 0, threadsFrom: 0 };
  return { engine: 'meilisearch', url, masterKey, indexPrefix: 'bench-relevance', keepGenerations: 0 };
}

async function measure(folder: string): Promise<string> {
  const files = readdirSync(folder);
  const named = (start: string): string =>
    join(
      folder,
      files.find((file) => file.startsWith(start))!,
    );
  const place = mkdtempSync(join(tmpdir(), 'dateline-relevance-'));
  const engine = await createEngine(configOf(place), { synonyms: [] });
  try {
    const rebuild = await engine.startRebuild();
    await rebuild.add(readLines(named('docs')).map(toDocument));
    await rebuild.commit();
    const judged = new Map<string, Map<string, number>>();
    for (const line of readLines(named('qrels'))) {
      const [query, , document, grade] = line.split('\t') as [string, string, string, string];
      if (Number(grade) > 0)
        judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(document, Number(grade)));
    }
    let [ndcg, mrr, recall, count] = [0, 0, 0, 0];
    for (const line of readLines(named('queries'))) {
      const [query, typed] = line.split('\t') as [string, string];
      const grades = judged.get(query);
      if (!grades) continue;
      const { hits } = await engine.search({
        text: parseQuery(typed, { prefix: true }).text,
        filters: NO_FILTERS,
        now: Date.now(),
        ...BARE_SEARCH,
        sort: 'relevance',
        hitsPerPage: 100,
        typos: true,
        relax: true,
      });
      const found = hits.map((hit) => hit.document.sources[0]!.record!);
      const gains = found.map((record) => grades.get(record) ?? 0);
      const ideal = Array.from(grades.values()).sort((a, b) => b - a);
      ndcg += dcg(gains) / dcg(ideal);
      const first = gains.findIndex((gain) => gain > 0);
      mrr += first < 0 ? 0 : 1 / (first + 1);
      recall += found.filter((record) => grades.has(record)).length / grades.size;
      count++;
    }
    const figure = (sum: number): string => (sum / count).toFixed(3);
    return `${count} queries; nDCG@10 ${figure(ndcg)}, MRR ${figure(mrr)}, recall@100 ${figure(recall)}`;
  } finally {
    await engine.close();
    rmSync(place, { recursive: true, force: true });
  }
}

const dcg = (gains: readonly number[]): number =>
  gains.slice(0, 10).reduce((sum, gain, rank) => sum + (2 ** gain - 1) / Math.log2(rank + 2), 0);

for (const folder of process.argv.slice(2)) console.log(`${folder}: ${await measure(folder)}`);

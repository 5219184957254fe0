// Countries, organisations and regions of JSON Lines articles `{id, title?, text}`, one document a line, and the speed on
// standard error. usage: npx tsx bench/recognise.ts FILE.jsonl[.gz] > documents.jsonl
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Fact } from '../core/document.ts';
import { emptyDraft, type ArticleDraft } from '../indexer/draft.ts';
import { loadGazetteer } from '../indexer/gazetteer/load-gazetteer.ts';
import { readDateline } from '../indexer/steps/dateline.ts';
import { tagCountries } from '../indexer/steps/tag-countries.ts';
import { tagOrganisations } from '../indexer/steps/tag-organisations.ts';
import { tagRegions } from '../indexer/steps/tag-regions.ts';

interface Row {
  readonly id: string;
  readonly title?: string;
  readonly text?: string;
  readonly language?: string;
}

function inFacet(facts: readonly Fact[] | undefined): string[] {
  return (facts ?? []).filter((fact) => fact.level === 'main' || fact.level === 'involved').map((fact) => fact.value);
}

function toDraft(row: Row): ArticleDraft {
  const body = (row.text ?? '').split(/\n\s*\n|\n/).map((text) => text.trim()).filter((text) => text !== ''); // prettier-ignore
  return {
    ...emptyDraft('bench'),
    title: row.title ?? '',
    language: row.language ?? 'en',
    body: body.map((text) => ({ text, kind: 'prose' as const })),
  };
}

const file = process.argv[2];
if (file === undefined) throw new Error('usage: recognise.ts FILE.jsonl[.gz]');
const bytes = readFileSync(file);
const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
const rows = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row); // prettier-ignore
const gazetteer = await loadGazetteer(process.argv[3] ?? 'data');
const begun = process.cpuUsage().user;
for (const row of rows) {
  let draft = toDraft(row);
  for (const step of [readDateline, tagCountries, tagOrganisations, tagRegions]) draft = step(draft, { gazetteer });
  const document = {
    title: draft.title,
    body: row.text,
    countries: inFacet(draft.countries),
    organisations: inFacet(draft.organisations),
    regions: inFacet(draft.regions),
    sources: [{ file, record: row.id }],
    ...(process.env['EVIDENCE'] === undefined
      ? {}
      : { evidence: { countries: draft.countries, organisations: draft.organisations } }),
  };
  process.stdout.write(`${JSON.stringify(document)}\n`);
}
const seconds = (process.cpuUsage().user - begun) / 1e6;
process.stderr.write(`${rows.length} articles, ${Math.round(rows.length / seconds)} a CPU second\n`);

/**
 * What the HTML reader makes of saved pages, as JSON Lines for an outside scorer, with its rate.
 * usage: tsx bench/html-extraction.ts RECORDS.jsonl[.gz] > DOCUMENTS.jsonl      (figures go to stderr)
 */
import { bodyText } from '../indexer/draft.ts';
import { readHtml } from '../indexer/read/html.ts';
import { readLines } from './read-lines.ts';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: tsx bench/html-extraction.ts RECORDS.jsonl[.gz]');
const records = readLines(path).map(
  (line) => JSON.parse(line) as { id: string; html: string; url?: string; title?: string },
);

const start = process.cpuUsage();
for (const { id, html, url, title } of records) {
  const context = { file: path, record: id, ...(url !== undefined && { url }), ...(title !== undefined && { title }) };
  for (const draft of readHtml(html, context).articles) {
    const date = draft.dateCandidates.find(({ rejected }) => rejected === undefined)?.value ?? null;
    const document = {
      sources: [{ record: id }],
      title: draft.title,
      body: bodyText(draft),
      date,
      countries: [],
      organisations: [],
    };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  }
}
const { user, system } = process.cpuUsage(start);
process.stderr.write(
  `${records.length} pages, ${(records.length / ((user + system) / 1e6)).toFixed(1)} pages per CPU second\n`,
);

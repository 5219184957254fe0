/**
 * Pages a second of the HTML reader beside Readability on linkedom, one thread each, page by page in turn so that both
 * meet the same load.
 * usage: tsx bench/html-speed.ts RECORDS.jsonl[.gz]
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readHtml } from '../indexer/read/html.ts';
import { readLines } from './read-lines.ts';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: tsx bench/html-speed.ts RECORDS.jsonl[.gz]');
const pages = readLines(path).map((line) => (JSON.parse(line) as { html: string }).html);

const spent = { reader: 0, readability: 0 };
let failed = 0;
for (const html of pages) {
  spent.reader += cpuSeconds(() => readHtml(html, { file: path }));
  spent.readability += cpuSeconds(() => {
    try {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-member-access -- linkedom types its document by a library that this code is not compiled with
      new Readability(parseHTML(html).document as ConstructorParameters<typeof Readability>[0]).parse();
    } catch {
      failed += 1;
    }
  });
}
const rate = (seconds: number): string => (pages.length / seconds).toFixed(1);
console.log(
  `${pages.length} pages; pages per CPU second: reader ${rate(spent.reader)}, Readability ${rate(spent.readability)} ` +
    `(${failed} failed); ratio ${(spent.readability / spent.reader).toFixed(2)}`,
);

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
